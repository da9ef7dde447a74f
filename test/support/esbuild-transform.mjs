// jest strips types from .ts by itself; .tsx needs a transformer for JSX.
import { transformSync } from 'esbuild';
export default {
  process(source, path) {
    const { code, map } = transformSync(source, {
      loader: 'tsx',
      format: 'esm',
      jsx: 'automatic',
      target: 'node22',
      sourcemap: true,
      sourcefile: path,
    });
    return { code, map };
  },
};

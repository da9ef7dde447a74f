// Builds dist/: main.cjs with what every command needs, one small chunk per command, shared and lazy chunks, and the screen.
//
// 1. esbuild splits the whole program into ES modules that share code without copies.
// 2. Each becomes CommonJS: `require` of a few small files starts faster than an ES module graph.
// Every entry begins by importing main.ts, so that everything main.ts reaches lands in one chunk with it.
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, transform } from 'esbuild';
import { commandFiles } from './command-index.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');
const main = join(root, 'src/cli/main.ts');
const oclif = dirname(createRequire(import.meta.url).resolve('@oclif/core/command'));

/** Only @oclif/core is installed with the program; everything else is bundled. */
const oclifEntries = ['errors', 'config', 'ux', 'parser', 'help', 'flags', 'args', 'execute', 'handle', 'util/ids'];

/** What @oclif/core's command.js imports is loaded on first use: a cmdlet's run touches none of it. */
const slim = {
  name: 'slim-oclif',
  setup(b) {
    const constants = {
      './cache':
        'exports.default={getInstance:()=>({get:()=>({name:"@oclif/core",version:"5"}),has:()=>true,set(){}})}',
      './logger': 'exports.makeDebug=()=>()=>{}',
    };
    const proxy = (load) =>
      `let m;const g=()=>m??=${load};module.exports=new Proxy({},{get:(t,k)=>k==='__esModule'?true:g()[k],has:(t,k)=>k in g()})`;
    b.onResolve({ filter: /^\.\.?\// }, (a) =>
      a.importer === join(oclif, 'command.js') ? { path: a.path, namespace: 'slim' } : undefined,
    );
    b.onLoad({ filter: /.*/, namespace: 'slim' }, (a) => {
      const name = a.path.slice(2);
      if (constants[a.path]) return { contents: `exports.__esModule=true;${constants[a.path]}` };
      if (oclifEntries.includes(name)) return { contents: proxy(`require("@oclif/core/${name}")`) };
      // Not among the package's entries: reached by its path, which `exports` does not guard.
      const load = `require(require.resolve("@oclif/core/command").replace(/command\\.js$/,${JSON.stringify(`${name}.js`)}))`;
      return { contents: proxy(load) };
    });
    b.onResolve({ filter: /^@oclif\/core/ }, (a) =>
      a.path === '@oclif/core/command' && a.namespace === 'file' ? undefined : { path: a.path, external: true },
    );
  },
};

/** Entries and lazily imported modules as seen from the chunk that comes first. */
const afterMain = {
  name: 'after-main',
  setup(b) {
    b.onResolve({ filter: /^after-main:/ }, (a) => ({ path: a.path.slice(11), namespace: 'after-main' }));
    b.onResolve({ filter: /^\.\.?\// }, (a) => {
      if (a.kind !== 'dynamic-import') return undefined;
      const path = resolve(a.resolveDir, a.path);
      if (path.endsWith('.tsx')) return { path: 'screen:', external: true };
      return { path, namespace: 'after-main' };
    });
    b.onLoad({ filter: /.*/, namespace: 'after-main' }, (a) => {
      const from = JSON.stringify(a.path);
      const isCommand = !relative(join(root, 'commands'), a.path).startsWith('..');
      return {
        contents: `import ${JSON.stringify(main)};export * from ${from};${isCommand ? `export{default}from ${from};` : ''}`,
        resolveDir: root,
        loader: 'js',
      };
    });
  },
};

const common = { bundle: true, platform: 'node', target: 'node22', legalComments: 'none', logLevel: 'warning' };

async function buildProgram() {
  const entryPoints = { main };
  for (const name of commandFiles())
    entryPoints[`commands/${name}`] = `after-main:${join(root, 'commands', `${name}.ts`)}`;
  const result = await build({
    ...common,
    entryPoints,
    absWorkingDir: root,
    outdir: dist,
    outExtension: { '.js': '.cjs' },
    chunkNames: 'chunks/[name]-[hash]',
    format: 'esm',
    splitting: true,
    minify: true,
    write: false,
    metafile: true,
    mainFields: ['module', 'main'],
    plugins: [slim, afterMain],
    define: { 'import.meta.url': '""' },
  });
  writeFileSync(join(dist, 'meta.json'), JSON.stringify(result.metafile));
  const empty = new Set(result.outputFiles.filter((file) => file.text.trim() === '').map((file) => file.path));
  const isEmpty = (from, name) => empty.has(resolve(dirname(from), name));
  await Promise.all(
    result.outputFiles.map(async (file) => {
      if (empty.has(file.path)) return;
      const screen = JSON.stringify(
        `./${relative(dirname(file.path), join(dist, 'tui/index.mjs'))}`.replace('./..', '..'),
      );
      const text = file.text
        .replace(/import"(\.[^"]+)";/g, (whole, name) => (isEmpty(file.path, name) ? '' : whole))
        .replace(/import\("(\.[^"]+\.cjs)"\)/g, 'Promise.resolve().then(()=>require("$1"))')
        .replaceAll('import("screen:")', `import(${screen})`);
      const { code } = await transform(text, { format: 'cjs', platform: 'node', target: 'node22', minify: true });
      const isMain = file.path === join(dist, 'main.cjs');
      const loader = 'module.exports.setLoader(n=>new Promise((y)=>y(require("./commands/"+n+".cjs"))));';
      mkdirSync(dirname(file.path), { recursive: true });
      writeFileSync(file.path, `"use strict";${code.replace(/^"use strict";/, '')}${isMain ? loader : ''}`);
    }),
  );
}

/** Ink and React in ES modules: Ink waits at its top level and cannot become CommonJS. */
async function buildScreen() {
  await build({
    ...common,
    entryPoints: [join(root, 'src/tui/index.tsx')],
    outdir: join(dist, 'tui'),
    outExtension: { '.js': '.mjs' },
    format: 'esm',
    minify: true,
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"' },
    banner: { js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);" },
    plugins: [
      {
        name: 'no-devtools',
        setup(b) {
          b.onResolve({ filter: /^react-devtools-core$/ }, () => ({ path: 'none', namespace: 'stub' }));
          b.onLoad({ filter: /.*/, namespace: 'stub' }, () => ({ contents: 'export default {}' }));
        },
      },
    ],
  });
}

rmSync(dist, { recursive: true, force: true });
mkdirSync(dist, { recursive: true });
await Promise.all([buildProgram(), buildScreen()]);
// For scripts that call `hyperv` by its name.
mkdirSync(join(dist, 'bin'));
if (process.platform !== 'win32') symlinkSync('../../bin/run.js', join(dist, 'bin/hyperv'));

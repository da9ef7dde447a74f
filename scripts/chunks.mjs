// What a command's chunk loads at start, with the size each source has in it: node scripts/chunks.mjs commands/Get-VM
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const meta = JSON.parse(readFileSync(fileURLToPath(new URL('../dist/meta.json', import.meta.url)), 'utf8'));
const wanted = process.argv[2] ?? 'commands/Get-VM';
const seen = new Set();
const visit = (name) => {
  if (seen.has(name)) return;
  seen.add(name);
  for (const { path, kind, external } of meta.outputs[name].imports) {
    if (kind === 'import-statement' && !external && meta.outputs[path]) visit(path);
  }
};
visit('dist/main.cjs');
visit(`dist/${wanted}.cjs`);
let total = 0;
for (const name of seen) {
  const { bytes, inputs } = meta.outputs[name];
  total += bytes;
  console.log(`${name} ${bytes}`);
  const sorted = Object.entries(inputs).sort(([, a], [, b]) => b.bytesInOutput - a.bytesInOutput);
  for (const [input, { bytesInOutput }] of sorted) {
    if (bytesInOutput > 0) console.log(`  ${String(bytesInOutput).padStart(7)} ${input}`);
  }
}
console.log(`${total} bytes in ${seen.size} files`);

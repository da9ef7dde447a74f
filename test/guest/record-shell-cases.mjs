// Runs the cases of data/shell-cases.txt and the generated ones in this machine's own bash and coreutils and writes down what
// came out: `node test/guest/record-shell-cases.mjs` on a Debian 12, as root.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { generatedCases } from './shell-generator.mjs';

const data = (name) => fileURLToPath(new URL(`data/${name}`, import.meta.url));
const written = readFileSync(data('shell-cases.txt'), 'utf8').replace(/\n$/, '').split('\n%%\n');
const env = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', HOME: '/root', LC_ALL: 'C' };
const recorded = [...written, ...generatedCases()].map((script) => {
  const cwd = mkdtempSync('/tmp/case-');
  const ran = spawnSync('bash', ['-c', script], { cwd, env, input: '', encoding: 'latin1', timeout: 60_000 });
  rmSync(cwd, { recursive: true });
  return { script, out: ran.stdout.replaceAll(cwd, '@DIR@'), code: ran.status };
});
writeFileSync(data('shell-cases.json'), `[\n${recorded.map((r) => JSON.stringify(r)).join(',\n')}\n]\n`);
console.log(`${recorded.length} cases`);

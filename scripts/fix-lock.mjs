// Adds to package-lock.json the optional platform packages which the registry in use did not answer for
// (npm install skips them silently, npm ci then stops with "Missing: ...@ from lock file"). Run after each npm install.
import { readFileSync, writeFileSync } from 'node:fs';

const file = process.argv[2] ?? 'package-lock.json';
const lock = JSON.parse(readFileSync(file, 'utf8'));
const pk = lock.packages;
const OS = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const CPU = ['arm64', 'arm', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'x64'];
const known = (from, name) => {
  for (let p = from; ; p = p.includes('/node_modules/') ? p.slice(0, p.lastIndexOf('/node_modules/')) : '') {
    if (pk[`${p ? `${p}/` : ''}node_modules/${name}`]) return true;
    if (!p) return false;
  }
};
let n = 0;
for (const [from, entry] of Object.entries(pk)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (!/^\d/.test(version) || known(from, name)) continue;
    const os = OS.find((o) => name.includes(o));
    const cpu = CPU.find((c) => new RegExp(`[-/]${c}|${c}$`).test(name));
    pk[`node_modules/${name}`] = {
      version,
      ...(entry.dev && { dev: true }),
      optional: true,
      ...(cpu && { cpu: [cpu] }),
      ...(os && { os: [os] }),
    };
    n++;
  }
}
lock.packages = Object.fromEntries(Object.entries(pk).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${n} entries added`);

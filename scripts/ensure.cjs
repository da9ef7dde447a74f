// Installs what the checkout needs, where it is not there already. Runs on Node 20 with npm and nothing else.
'use strict';
const { spawnSync } = require('node:child_process');
const crypto = require('node:crypto');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const root = path.resolve(__dirname, '..');
const modules = path.join(root, 'node_modules');
const NODE = '24.21.0';

/** True where every package of the lock file that is not optional lies in node_modules in its version. */
function complete() {
  try {
    const wanted = JSON.parse(fs.readFileSync(path.join(root, 'package-lock.json'), 'utf8')).packages;
    const present = JSON.parse(fs.readFileSync(path.join(modules, '.package-lock.json'), 'utf8')).packages;
    const node = path.join(modules, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
    return (
      fs.existsSync(node) &&
      Object.entries(wanted).every(
        ([name, entry]) => name === '' || entry.optional || (present[name] && present[name].version === entry.version),
      )
    );
  } catch {
    return false;
  }
}

/** A linked node_modules belongs to somebody else: it is used as it is. */
function isLink() {
  try {
    return fs.lstatSync(modules).isSymbolicLink();
  } catch {
    return false;
  }
}

function install() {
  console.log('Installing the development dependencies (once; a minute or two) ...');
  // npm itself runs under the Node that the packages ask for: under an older one it prints a page of warnings.
  const args = ['-y', '-p', `node@${NODE}`, '--', 'npm', 'ci', '--no-audit', '--no-fund'];
  const result = spawnSync('npx', args, {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (result.status !== 0) {
    process.stderr.write(`${result.stdout || ''}${result.stderr || ''}`);
    console.error(`The installation failed${result.error ? `: ${result.error.message}` : '.'}`);
    process.exit(1);
  }
}

/** With it `hyperv` is found by what `npm run` starts. */
function link() {
  const file = path.join(modules, '.bin', 'hyperv');
  if (fs.existsSync(file)) return;
  if (process.platform === 'win32') {
    fs.writeFileSync(`${file}.cmd`, '@node "%~dp0\\..\\..\\bin\\run.js" %*\r\n');
  } else {
    fs.rmSync(file, { force: true });
    fs.symlinkSync('../../bin/run.js', file);
  }
}

/**
 * npx links the checkout into its own cache at its first use, and under an older Node prints warnings about that Node. Here it
 * is done once under the checkout's Node, so that `npx hyperv` is quiet from the start.
 */
function primeNpx() {
  const cache = process.env.npm_config_cache || path.join(os.homedir(), '.npm');
  const id = crypto.createHash('sha512').update(root).digest('hex').slice(0, 16);
  if (fs.existsSync(path.join(cache, '_npx', id, 'node_modules', 'hyperv-lab'))) return;
  const env = Object.assign({}, process.env);
  env.PATH = path.join(modules, '.bin') + path.delimiter + env.PATH;
  spawnSync('npx', ['--yes', 'hyperv', '--version'], {
    cwd: root,
    env,
    stdio: 'ignore',
    shell: process.platform === 'win32',
  });
}

if (!isLink()) {
  if (!complete()) install();
  link();
  primeNpx();
}

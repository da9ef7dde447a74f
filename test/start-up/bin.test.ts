import { cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { commandNames, version } from '../../src/cli/command-index.ts';
import { BUILTINS } from '../../src/powershell/cmdlets/index.ts';
import { build, hyperv, node, root } from '../support/built.ts';
import { temporary } from '../support/temporary.ts';

beforeAll(build);

/** Starts bin/run.js of a directory as if this Node were another version. */
const pretending = (node_: string, sqlite: string, dir: string, words: string[] = ['--version']) =>
  node([
    '-e',
    `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${node_}', sqlite: '${sqlite}' } });
     Object.defineProperty(process, 'version', { value: 'v${node_}' });
     process.argv.splice(1, 0, ${JSON.stringify(join(dir, 'bin/run.js'))});
     require(process.argv[1]);`,
    '--',
    ...words,
  ]);

describe('bin/run.js', () => {
  test('is written so that any Node can read it', () => {
    const text = readFileSync(join(root, 'bin/run.js'), 'utf8').replace(/\/\/.*/g, '');
    expect(text).not.toMatch(/=>|`|\bconst\b|\blet\b|\?\.|\?\?|\bclass\b|\bimport\b/);
    expect(JSON.parse(readFileSync(join(root, 'bin/package.json'), 'utf8'))).toEqual({ type: 'commonjs' });
  });

  test.each([
    ['22.22.3', '3.51.3', true],
    ['22.22.2', '3.51.2', false],
    ['24.15.0', '3.51.3', true],
    ['24.14.0', '3.51.2', false],
    ['25.1.0', '3.50.4', false],
    ['26.0.0', '3.51.3', true],
    ['20.20.2', '', false],
    ['18.0.0', '', false],
  ])('on Node %s with SQLite %s: good enough is %s', (nodeVersion, sqlite, good) => {
    const dir = temporary();
    cpSync(join(root, 'bin'), join(dir, 'bin'), { recursive: true });
    const { status, stdout, stderr } = pretending(nodeVersion, sqlite, dir);
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(
      good
        ? /^hyperv is not built here: .*\n$/
        : new RegExp(`^hyperv needs Node.js 22.22.3 .* this is v${nodeVersion}.*\n$`),
    );
  });

  test("under a Node that is too old it goes on under the checkout's own, with words, output and exit code", () => {
    const dir = temporary();
    cpSync(join(root, 'bin'), join(dir, 'bin'), { recursive: true });
    cpSync(join(root, 'dist'), join(dir, 'dist'), { recursive: true, dereference: true });
    mkdirSync(join(dir, 'node_modules/node/bin'), { recursive: true });
    cpSync(process.execPath, join(dir, 'node_modules/node/bin/node'));
    expect(pretending('20.20.2', '', dir)).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' });
    const unknown = pretending('20.20.2', '', dir, ['Get-VMM']);
    expect([unknown.status, unknown.stdout]).toEqual([1, '']);
    expect(unknown.stderr).toContain("Get-VMM: The term 'Get-VMM' is not recognized");
  });
});

describe('the built program', () => {
  test('finds a command in any letter case, and says which one was perhaps meant', () => {
    for (const words of [
      ['LAB', 'Config', 'get', 'theme'],
      ['lab', 'config', 'get', 'theme'],
    ]) {
      expect(hyperv(words)).toEqual({ status: 0, stdout: '\n', stderr: '' });
    }
    const unknown = hyperv(['get-vmm']);
    expect([unknown.status, unknown.stdout]).toEqual([1, '']);
    expect(unknown.stderr).toContain("get-vmm: The term 'get-vmm' is not recognized as a name of a cmdlet");
    expect(hyperv(['lab', 'nw']).stderr).toContain("There is no 'hyperv lab nw'. Commands here: lab check, lab clock,");
    expect(hyperv(['frobnicate']).stderr).toContain("'hyperv help' lists all commands");
  });

  test('in a pipe prints help instead of opening the screen', () => {
    const { status, stdout, stderr } = hyperv([]);
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toContain('hyperv lab new');
    expect(stdout).toContain('Checkpoint');
  });

  test('has every command of the language, also those that are loaded by their first use', () => {
    const script = `foreach ($name in ${BUILTINS.map(({ def }) => `'${def.name}'`).join(',')}) {
      if (-not (Get-Command $name -CommandType Cmdlet -ErrorAction SilentlyContinue)) { "$name is missing" } }
      "a,b\`n1,2" | ConvertFrom-Csv | ConvertTo-Json -Compress`;
    const { status, stdout } = hyperv(['-Command', script]);
    expect([status, stdout]).toEqual([0, '{"a":"1","b":"2"}\n']);
  }, 60_000);

  test('the first chunk is small, and a cmdlet loads nothing that it does not run', () => {
    const script = `
      process.argv = ['node', 'hyperv', 'lab', 'config', 'get', 'theme'];
      require(${JSON.stringify(join(root, 'bin/run.js'))});
      process.on('exit', () => console.error(JSON.stringify(Object.keys(require.cache))));`;
    const { stderr } = node(['-e', script]);
    const files: string[] = JSON.parse(stderr);
    expect(files.filter((file) => file.includes('node_modules') || file.endsWith('.mjs'))).toEqual([]);
    expect(files.some((file) => file.endsWith('dist/commands/lab/config.cjs'))).toBe(true);
    // The first chunk's text lies beside the file that its name means.
    const sizes = files.map((file) => readFileSync(existsSync(`${file}.txt`) ? `${file}.txt` : file).length);
    expect(sizes.reduce((a, b) => a + b)).toBeLessThan(200_000);
  });
});

describe('generated files', () => {
  test('the command index names the files in commands/ and the version of package.json', async () => {
    const { commandIndex } = (await import(`${root}scripts/command-index.mjs`)) as { commandIndex(): string };
    expect(readFileSync(join(root, 'src/cli/command-index.ts'), 'utf8')).toBe(commandIndex());
  });

  test('the manifest has every command with its parameters', async () => {
    expect(node(['scripts/manifest.mjs', '--check'])).toEqual({ status: 0, stdout: '', stderr: '' });
    const manifest = JSON.parse(readFileSync(join(root, 'oclif.manifest.json'), 'utf8'));
    expect(manifest.version).toBe(version);
    expect(Object.keys(manifest.commands).sort()).toEqual(commandNames.map((name) => name.replace('/', ':')).sort());
    expect(Object.keys(manifest.commands['Set-VMMemory'].flags)).toContain('MaximumBytes');
  });

  test('the lock file has an entry for every optional package of another platform', () => {
    const packages = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages as Record<
      string,
      { optionalDependencies?: Record<string, string> }
    >;
    const known = (from: string, name: string): boolean => {
      for (let at = from; ; at = at.includes('/node_modules/') ? at.slice(0, at.lastIndexOf('/node_modules/')) : '') {
        if (packages[`${at ? `${at}/` : ''}node_modules/${name}`]) return true;
        if (!at) return false;
      }
    };
    const missing = Object.entries(packages).flatMap(([from, { optionalDependencies = {} }]) =>
      Object.entries(optionalDependencies)
        .filter(([name, wanted]) => /^\d/.test(wanted) && !known(from, name))
        .map(([name]) => `${from}: ${name}`),
    );
    expect(missing).toEqual([]);
  });
});

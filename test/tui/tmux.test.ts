/** The screen on a real terminal: tmux types, and what it shows is read. Where tmux is missing the test says so. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

const root = process.cwd();
const tmuxThere = spawnSync('tmux', ['-V']).status === 0;
if (!tmuxThere) console.warn('tmux is not installed: the screen is not tried on a terminal.');
const scratch = mkdtempSync(join(tmpdir(), 'hyperv-tmux-'));
const lab = join(scratch, 'lab');
const socket = `hyperv-test-${process.pid}`;

const tmux = (...words: string[]) => spawnSync('tmux', ['-L', socket, ...words], { encoding: 'utf8' });
const { CI: _ci, ...plain } = process.env;
const env = { ...plain, NODE_ENV: 'production', HYPERV_LAB: lab };
const hyperv = (...words: string[]) => {
  const run = spawnSync(process.execPath, [join(root, 'bin/run.js'), ...words], { encoding: 'utf8', env });
  if (run.status !== 0) throw new Error(`hyperv ${words.join(' ')}: ${run.stderr}${run.stdout}`);
  return run.stdout;
};

/** The program in the foreground of the terminal. */
const running = () => tmux('display-message', '-p', '-t', 'main', '#{pane_current_command}').stdout.trim();

/** What the screen shows once `wanted` is on it; the last picture where it never is. */
function screen(wanted: RegExp | string): string {
  let shown = '';
  for (let look = 0; look < 150; look++) {
    shown = tmux('capture-pane', '-p', '-t', 'main').stdout;
    if (typeof wanted === 'string' ? shown.includes(wanted) : wanted.test(shown)) return shown;
    spawnSync('sleep', ['0.1']);
  }
  return shown;
}

(tmuxThere ? describe : describe.skip)('the screen in tmux', () => {
  beforeAll(() => {
    hyperv('lab', 'new', lab, '--profile', '2012R2', '--host', 'HV01', '--seed', 'tmux');
    hyperv('lab', 'clock', 'freeze');
    hyperv('New-VM', 'web1', '-MemoryStartupBytes', '1GB', '-NoVHD');
    hyperv('guest', 'install', 'web1', '--os', 'sles-11-sp3');
    const command = `${process.execPath} ${join(root, 'bin/run.js')}`;
    tmux('-f', '/dev/null', 'new-session', '-d', '-s', 'main', '-x', '100', '-y', '30', 'sh');
    tmux('set-option', '-g', 'default-terminal', 'screen-256color');
    tmux('send-keys', '-t', 'main', `unset CI; NODE_ENV=production HYPERV_LAB=${lab} ${command}`, 'Enter');
  });

  afterAll(() => {
    tmux('kill-server');
    rmSync(scratch, { recursive: true, force: true });
  });

  test('it opens on the list', () => {
    const shown = screen('web1');
    expect(shown).toContain('Hyper-V on HV01');
    expect(shown).toContain('web1');
    expect(shown).toContain('Off');
  });

  test('s starts the machine, and shows the line', () => {
    tmux('send-keys', '-t', 'main', 's');
    expect(screen('> Start-VM -Name web1')).toContain('> Start-VM -Name web1');
    expect(screen(/web1 +Running/)).toMatch(/web1 +Running/);
    expect(hyperv('Get-VM', 'web1', '--json')).toContain('"State": 2');
  });

  test('what another process does shows up by itself', () => {
    hyperv('lab', 'clock', 'advance', '120s');
    expect(screen('OkApplicationsUnknown')).toContain('OkApplicationsUnknown');
  });

  test('n injects an NMI that the guest’s log shows', () => {
    tmux('send-keys', '-t', 'main', 'n');
    expect(screen(/NMI received/)).toMatch(/NMI received/);
  });

  test('smaller and larger windows are drawn anew', () => {
    tmux('resize-window', '-t', 'main', '-x', '20', '-y', '5');
    expect(screen('Too small')).toContain('Too small');
    tmux('resize-window', '-t', 'main', '-x', '120', '-y', '40');
    expect(screen(/web1 +Running/)).toMatch(/web1 +Running/);
  });

  test('a lab that is removed under it is said, not crashed on', () => {
    rmSync(lab, { recursive: true, force: true });
    expect(screen('q leaves')).toContain('q leaves');
  });

  test('q gives the terminal back', () => {
    tmux('send-keys', '-t', 'main', 'q');
    for (let look = 0; look < 150 && running() !== 'sh'; look++) spawnSync('sleep', ['0.1']);
    expect(running()).toBe('sh');
    tmux('send-keys', '-t', 'main', 'echo "back$((40+2))"', 'Enter');
    const shown = screen('back42');
    expect(shown).toContain('back42');
    expect(shown).not.toContain('Kernel log');
  });
});

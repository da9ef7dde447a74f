/** Non-maskable interrupts: counters, texts and panics against captures of 5.10, 6.1 and 6.12, and the kernels of 2013. */
import { describe, expect, test } from '@jest/globals';
import { renderInterrupts } from '../../src/guest/kernel/interrupts.ts';
import { procEntries } from '../../src/guest/proc/entries.ts';
import { PROFILES } from '../../src/guest/profiles/index.ts';
import { between, capture, kernelLines } from '../support/ground-truth.ts';
import { type GuestUnderTest, HOST_2022, openGuest, SECOND } from '../support/guest-world.ts';

function open(profile: string, processors: number, generation: 1 | 2 = 1): GuestUnderTest {
  return openGuest({ profile, hardware: { processors, generation, host: HOST_2022 } });
}

function inject(world: GuestUnderTest, target: 'all' | 'first'): string[] {
  const before = world.lines().length;
  world.guest.injectNmi(target, world.at);
  return world.guest.state.run ? world.lines().slice(before) : [];
}

function set(world: GuestUnderTest, name: string, value: string): void {
  world.guest.act(world.at, (guest) => {
    const entry = procEntries(guest).get(`sys/${name}`);
    if (!entry || !('write' in entry)) throw new Error(name);
    expect(entry.write?.(guest, `${value}\n`, { pid: 1, name: 'sh' })).toBeNull();
  });
}

/** The counts of the NMI row. */
function nmiRow(world: GuestUnderTest): string {
  return renderInterrupts(world.guest)
    .split('\n')
    .find((line) => /^ *NMI:/.test(line)) as string;
}

/** Processor and reason are free; the texts are not. */
const masked = (lines: readonly string[]) =>
  lines.map((line) => line.replace(/reason [0-9a-f]{2} on CPU \d+/, 'reason XX on CPU N'));

describe('tolerated', () => {
  test('all processors of 6.1: one pair of lines each, in no fixed order', () => {
    const block = between(capture('nmi-all-cpus.txt'), '--- inject-nmi #1', '--- inject-nmi #2');
    const world = open('debian-12', 4);
    const lines = inject(world, 'all');
    expect([...masked(lines)].sort()).toEqual([...masked(kernelLines(block))].sort());
    expect(block).toContain(`${nmiRow(world)}\n`);
    const processors = lines.flatMap((line) => /on CPU (\d)/.exec(line)?.[1] ?? []);
    expect([...processors].sort()).toEqual(['0', '1', '2', '3']);
  });

  const one = capture('nmi-one-cpu.txt').split(/^=== /m);
  const cases: [letter: string, profile: string, processors: number, generation: 1 | 2][] = [
    ['B', 'debian-12', 4, 1],
    ['C', 'debian-12', 2, 2],
    ['D', 'debian-11', 2, 1],
    ['E', 'debian-13', 2, 1],
  ];
  test.each(cases)('first processor only, capture %s as %s', (letter, profile, processors, generation) => {
    const block = one.find((part) => part.startsWith(`${letter}:`)) as string;
    const first = between(block, '--- inject-nmi #1', '--- inject-nmi #2');
    const world = open(profile, processors, generation);
    const lines = inject(world, 'first');
    expect(masked(lines)).toEqual(masked(kernelLines(first)));
    expect(first).toContain(`${nmiRow(world)}\n`);
    if (generation === 2) expect(lines[0]).toBe('Uhhuh. NMI received for unknown reason 00 on CPU 0.');
    inject(world, 'first');
    expect(block).toContain(`${nmiRow(world)}\n`);
  });

  test('SLES 11 SP3 on 2012 R2: three lines a processor', () => {
    const world = openGuest({ hardware: { processors: 2 } });
    expect(masked(inject(world, 'all'))).toEqual(
      [1, 2].flatMap(() => [
        'Uhhuh. NMI received for unknown reason XX on CPU N.',
        'Do you have a strange power saving mode enabled?',
        'Dazed and confused, but trying to continue',
      ]),
    );
    expect(nmiRow(world)).toBe(' NMI:          1          1   Non-maskable interrupts');
  });
});

describe('the layout of /proc/interrupts', () => {
  const names = (text: string) => text.split('\n').flatMap((line) => /^ *([A-Z]{3}):/.exec(line)?.[1] ?? []);

  test('header, summary rows and their order as captured on 6.1 (those of Hyper-V from the other capture)', () => {
    const world = open('debian-12', 4);
    const text = renderInterrupts(world.guest);
    const captured = between(capture('guest-proc-sys-general-6.1.txt'), '$ cat /proc/interrupts', '$ free');
    expect(text.split('\n')[0]).toBe(captured.split('\n')[0]);
    expect(names(text)).toEqual(names(captured));
    const shape = (line: string) => line.replace(/\d+(?= )/g, (digits) => '9'.repeat(digits.length));
    const rows = captured.split('\n').filter((line) => /^(NMI|SPU|PMI|IWI|RTR|TRM|ERR|MIS|PIN|NPI|PIW):/.test(line));
    for (const row of rows) expect(text.split('\n').map(shape)).toContain(shape(row));
  });

  test('numbered rows as captured without the interrupt remapping of the other machine', () => {
    const captured = capture('nmi-one-cpu.txt');
    const text = renderInterrupts(open('debian-12', 4).guest);
    const shape = (line: string) => line.replace(/^( *\d+:)[ \d]{44}/, '$1');
    for (const number of ['0', '1', '8', '9', '12']) {
      const find = (from: string) => from.split('\n').find((line) => new RegExp(`^ *${number}: `).test(line));
      expect(shape(find(text) as string)).toBe(shape(find(captured) as string));
    }
  });

  const widths: [profile: string, width: number][] = [
    ['rhel-6.5', 3],
    ['sles-11-sp3', 4],
    ['ubuntu-14.04', 4],
    ['debian-12', 3],
  ];
  test.each(widths)('label width of %s with the 64 processors of a 2012 R2 firmware: %i', (profile, width) => {
    const text = renderInterrupts(openGuest({ profile }).guest);
    expect(text.split('\n')[0]).toBe(`${' '.repeat(width + 8)}CPU0       CPU1       `);
    expect(nmiRow(openGuest({ profile })).indexOf(':')).toBe(width);
  });

  test('only the header has the letters CPU, one per processor', () => {
    for (const { id, family } of PROFILES) {
      if (family === 'linux') expect(renderInterrupts(openGuest({ profile: id }).guest).match(/CPU/g)).toHaveLength(2);
    }
  });
});

describe('unknown_nmi_panic', () => {
  test('6.1 with all processors: one text, one panic, the end marker', () => {
    const world = open('debian-12', 4);
    set(world, 'kernel/unknown_nmi_panic', '1');
    const lines = inject(world, 'all');
    const captured = kernelLines(between(capture('nmi-all-cpus.txt'), '--- unknown_nmi_panic=1', '====='));
    const comparable = (from: readonly string[]) =>
      masked(from)
        .filter((line) => !/^(Hardware name|Kernel Offset)/.test(line))
        .map((line) => line.replace(/^CPU: \d/, 'CPU: N'));
    expect(comparable(lines)).toEqual(comparable(captured));
    expect(world.guest.run.stage).toBe('panicked');
    expect(world.host.exits).toMatchObject([{ kind: 'crash', message: 'NMI: Not continuing' }]);
    expect(world.sent('heartbeat').at(-1)).toEqual({ type: 'silent' });
  });

  const panics: [block: string, profile: string, generation: 1 | 2][] = [
    ['=== C: 5.10', 'debian-11', 1],
    ['=== D: 6.12', 'debian-13', 1],
  ];
  test.each(panics)('%s as captured', (block, profile, generation) => {
    const world = open(profile, 2, generation);
    set(world, 'kernel/unknown_nmi_panic', '1');
    const lines = inject(world, 'first');
    const text = capture('nmi-unknown-nmi-panic.txt');
    const captured = kernelLines(between(text.slice(text.indexOf(block)), '--- unknown_nmi_panic=1', '\n==='));
    const comparable = (from: readonly string[]) =>
      masked(from).filter((line) => !/^(Hardware name|Kernel Offset)/.test(line));
    expect(comparable(lines)).toEqual(comparable(captured));
  });

  test('SLES 11 SP3 stays on the screen and reports nothing', () => {
    const world = openGuest();
    set(world, 'kernel/unknown_nmi_panic', '1');
    expect(inject(world, 'all')).toEqual(expect.arrayContaining(['Kernel panic - not syncing: NMI: Not continuing']));
    expect(world.host.exits).toEqual([]);
    world.pass(3600 * SECOND);
    expect(world.guest.run.stage).toBe('panicked');
    expect(world.guest.nextEventAt).toBeNull();
    // A stopped kernel answers nothing and counts nothing.
    world.host.deliver({ channel: 'heartbeat', message: { type: 'beat', sequence: 7 } }, world.at);
    expect(world.sent('heartbeat', 'answer')).toEqual([]);
    inject(world, 'all');
    expect(world.guest.run.kernel.nmi).toEqual([1, 1]);
  });

  test('RHEL 6.5 uses the words of 2.6.32', () => {
    const world = openGuest({ profile: 'rhel-6.5' });
    set(world, 'kernel/unknown_nmi_panic', '1');
    expect(inject(world, 'first').slice(0, 3)).toEqual([
      expect.stringMatching(/^NMI received for unknown reason [23]1$/),
      ' on CPU0, ip ffffffff8103eacb, registers:',
      'Kernel panic - not syncing: Non maskable interrupt',
    ]);
  });

  test('kernel.panic=5 asks for a reset five seconds later', () => {
    const world = open('debian-12', 2);
    set(world, 'kernel/unknown_nmi_panic', '1');
    set(world, 'kernel/panic', '5');
    expect(inject(world, 'first').at(-1)).toBe('Rebooting in 5 seconds..');
    world.pass(4 * SECOND);
    expect(world.host.exits).toHaveLength(1);
    world.pass(1 * SECOND);
    expect(world.host.exits.at(-1)).toEqual({ kind: 'reset' });
    expect(world.guest.state.run).toBeNull();
  });

  test('a boot argument does the same', () => {
    const world = openGuest({ kernelArguments: ['unknown_nmi_panic'] });
    inject(world, 'first');
    expect(world.guest.run.stage).toBe('panicked');
  });
});

test('in firmware nothing can be observed', () => {
  const world = openGuest({ boot: 1 });
  inject(world, 'all');
  world.pass(60 * SECOND);
  expect(world.guest.run.kernel.nmi).toEqual([0, 0]);
  expect(world.guest.run.stage).toBe('running');
});

describe('sysrq', () => {
  const trigger = (world: GuestUnderTest, letter: string) =>
    world.guest.act(world.at, (guest) => {
      const entry = procEntries(guest).get('sysrq-trigger');
      if (entry && 'write' in entry) entry.write?.(guest, letter, { pid: 115, name: 'bash' });
    });

  test('c on 6.1 as captured', () => {
    const world = open('debian-12', 2);
    const before = world.lines().length;
    trigger(world, 'c');
    const captured = kernelLines(between(capture('kdump-sysrq.txt'), '##### echo c >', 'Linux version'))
      .slice(0, 20)
      .filter((line) => !line.startsWith('Linux version'))
      // No crash kernel is loaded here; the machine has another name.
      .map((line) => line.replace(' Kdump: loaded', ''))
      .filter((line) => !line.startsWith('Hardware name'));
    const ours = world
      .lines()
      .slice(before)
      .filter((line) => !/^(Hardware name|Kernel Offset|---)/.test(line));
    expect(ours).toEqual(captured.slice(0, ours.length));
    expect(ours.length).toBeGreaterThan(10);
  });

  test('c on SLES 11 SP3: the null pointer', () => {
    const world = openGuest();
    trigger(world, 'c');
    expect(world.lines()).toEqual(
      expect.arrayContaining([
        'SysRq : Trigger a crash',
        'BUG: unable to handle kernel NULL pointer dereference at           (null)',
      ]),
    );
    expect(world.guest.run.stage).toBe('panicked');
  });

  test('b resets, o powers off', () => {
    for (const [letter, kind] of [
      ['b', 'reset'],
      ['o', 'poweroff'],
    ] as const) {
      const world = openGuest();
      trigger(world, letter);
      expect(world.host.exits).toEqual([{ kind }]);
      expect(world.guest.state.run).toBeNull();
    }
  });
});

test('Windows: bug check 0x80, a dump, a restart', () => {
  const world = open('windows-server-2022', 2);
  world.guest.injectNmi('first', world.at);
  expect(world.host.exits).toMatchObject([{ kind: 'crash', parameters: ['0x80', '0x4f4454', '0x0', '0x0', '0x0'] }]);
  world.pass(60 * SECOND);
  expect(world.host.exits.at(-1)).toEqual({ kind: 'reset' });
});

/**
 * Every key of the screen, as one table: what it is called, when it is legal, and the cmdlet line that it runs. The bar at the
 * bottom and the page behind `?` are drawn from it; the screen has no other keys.
 */
import type { VmDetail, VmRow } from './source.ts';

/** What a key acts on. */
export interface Target {
  readonly vm: VmRow;
  readonly detail: VmDetail | null;
}

/** A question asked on the bottom line before the cmdlet runs. */
export interface Ask {
  readonly prompt: string;
  readonly initial: (target: Target) => string;
}

export interface Key {
  readonly key: string;
  readonly label: string;
  /** One line for the help page. */
  readonly help: string;
  /** States of the chosen machine in which the key is legal; absent: any, even with none chosen. */
  readonly states?: readonly string[];
  /** The cmdlet line. `answer` is what was typed where `ask` is present. */
  readonly words?: (target: Target, answer: string) => readonly string[];
  readonly ask?: Ask;
  /** Asked first, answered by y. */
  readonly confirm?: (target: Target) => string;
  /** Where more than the state must hold, as a sentence of what is missing, or null. */
  readonly missing?: (target: Target) => string | null;
  /** What the screen itself does. */
  readonly does?: 'up' | 'down' | 'help' | 'quit';
}

const RUNNING = ['Running'];
const OFF = ['Off'];
const mb = (bytes: number) => `${Math.round(bytes / 1048576)}MB`;
const disk = (detail: VmDetail | null) => detail?.disks.find((d) => d.sizeBytes !== null);

export const KEYS: readonly Key[] = [
  { key: 'up', label: '', help: 'the virtual machine above', does: 'up' },
  { key: 'down', label: '', help: 'the virtual machine below', does: 'down' },
  {
    key: 's',
    label: 'start',
    help: 'start, or go on from a saved state or a pause',
    states: ['Off', 'Saved', 'Paused'],
    words: ({ vm }) => (vm.state === 'Paused' ? ['Resume-VM', '-Name', vm.name] : ['Start-VM', '-Name', vm.name]),
  },
  {
    key: 'x',
    label: 'stop',
    help: 'shut the guest down',
    states: RUNNING,
    words: ({ vm }) => ['Stop-VM', '-Name', vm.name, '-Force'],
    confirm: ({ vm }) => `Stop-VM will shut down the virtual machine "${vm.name}".`,
  },
  {
    key: 'n',
    label: 'NMI',
    help: 'inject a non-maskable interrupt',
    states: RUNNING,
    words: ({ vm }) => ['Debug-VM', '-Name', vm.name, '-InjectNonMaskableInterrupt', '-Force'],
  },
  {
    key: 'm',
    label: 'memory',
    help: 'startup memory while off; the maximum of dynamic memory while running',
    states: ['Off', 'Running'],
    missing: ({ vm, detail }) =>
      vm.state === 'Running' && detail && !detail.dynamicMemory
        ? 'Dynamic memory is off: stop the machine first.'
        : null,
    ask: {
      prompt: 'Memory',
      initial: ({ vm, detail }) => mb((vm.state === 'Running' ? detail?.maximum : detail?.startup) ?? 0),
    },
    words: ({ vm }, answer) => [
      'Set-VMMemory',
      '-VMName',
      vm.name,
      vm.state === 'Running' ? '-MaximumBytes' : '-StartupBytes',
      answer,
    ],
  },
  {
    key: 'r',
    label: 'resize',
    help: 'resize the first disk',
    states: ['Off', 'Running'],
    missing: ({ detail }) => (disk(detail) ? null : 'This virtual machine has no disk that can be resized.'),
    ask: { prompt: 'Disk size', initial: ({ detail }) => mb((disk(detail)?.sizeBytes ?? 0) * 2) },
    words: ({ detail }, answer) => ['Resize-VHD', '-Path', disk(detail)?.path ?? '', '-SizeBytes', answer],
  },
  {
    key: 'g',
    label: 'gap',
    help: 'size of the MMIO gap below 4 GB',
    states: OFF,
    ask: { prompt: 'Gap below 4 GB', initial: ({ detail }) => mb(detail?.lowGap ?? 0) },
    words: ({ vm }, answer) => ['Set-VM', '-Name', vm.name, '-LowMmioGapSize', answer],
  },
  { key: '?', label: 'keys', help: 'this page', does: 'help' },
  { key: 'q', label: 'quit', help: 'leave', does: 'quit' },
];

/** Keys that act on the chosen machine in its present state, and those that always do. */
export function legalKeys(target: Target | null): readonly Key[] {
  return KEYS.filter((k) => !k.states || (target !== null && k.states.includes(target.vm.state)));
}

/** System.Diagnostics.Process: one of the simulated computer, or a program that the script started. */
import type { Context } from '../../engine/builtin.ts';
import { dateOf } from '../../engine/net/date.ts';
import { PSObj } from '../../engine/psobject.ts';
import { Num, type PSValue, TimeSpan } from '../../values.ts';
import type { ProcessFacts } from './machine.ts';

/** A program that was started and may have ended. */
export interface Started {
  readonly id: number;
  readonly name: string;
  exitCode: number | null;
  /** Settled when it has ended. */
  readonly ended: Promise<void>;
  kill(): void;
  /** From now on the script waits: the program keeps this process alive. */
  hold(): void;
}

const TYPES = [
  'System.Diagnostics.Process',
  'System.ComponentModel.Component',
  'System.MarshalByRefObject',
  'System.Object',
];

const started = new WeakMap<PSObj, Started>();

/** What a process object stands for, where it is a program of the script's. */
export const startedOf = (value: PSValue): Started | undefined =>
  value instanceof PSObj ? started.get(value) : undefined;

const real = (n: number): Num => new Num('Double', n);

/** A process of the simulated computer. */
export function processObject(p: ProcessFacts): PSObj {
  const o = new PSObj(TYPES);
  const property = (name: string, get: () => PSValue): void => o.members.add({ name, kind: 'property', get });
  const alias = (name: string, target: string): void => o.members.add({ name, kind: 'alias', target });
  alias('Name', 'ProcessName');
  alias('SI', 'SessionId');
  alias('Handles', 'HandleCount');
  alias('VM', 'VirtualMemorySize64');
  alias('WS', 'WorkingSet64');
  alias('PM', 'PagedMemorySize64');
  alias('NPM', 'NonpagedSystemMemorySize64');
  property('Path', () => p.path);
  property('CommandLine', () => p.commandLine ?? p.path);
  property('CPU', () => (p.cpu === null ? null : real(p.cpu)));
  property('ProcessName', () => p.name);
  property('Id', () => p.id);
  property('HasExited', () => false);
  property('ExitCode', () => null);
  property('SessionId', () => p.session);
  property('HandleCount', () => p.handles);
  property('Threads', () => Array.from({ length: p.threads }, (_, i) => i));
  property('WorkingSet64', () => BigInt(p.workingSet));
  property('WorkingSet', () => p.workingSet | 0);
  property('PagedMemorySize64', () => BigInt(p.privateBytes));
  property('PrivateMemorySize64', () => BigInt(p.privateBytes));
  property('NonpagedSystemMemorySize64', () => BigInt(p.handles * 56));
  property('VirtualMemorySize64', () => BigInt(p.workingSet) + 2_199_023_255_552n);
  property('TotalProcessorTime', () => (p.cpu === null ? null : new TimeSpan(BigInt(Math.round(p.cpu * 1e7)))));
  property('StartTime', () => (p.startTime === null ? null : dateOf(p.startTime)));
  property('Responding', () => true);
  property('MachineName', () => '.');
  property('PriorityClass', () => 'Normal');
  property('MainWindowTitle', () => '');
  o.toText = () => `System.Diagnostics.Process (${p.name})`;
  return o;
}

/** A program that the script started. */
export function startedObject(c: Context, s: Started): PSObj {
  const o = new PSObj(TYPES);
  const property = (name: string, get: () => PSValue): void => o.members.add({ name, kind: 'property', get });
  o.members.add({ name: 'Name', kind: 'alias', target: 'ProcessName' });
  property('ProcessName', () => s.name);
  property('Id', () => s.id);
  property('HasExited', () => s.exitCode !== null);
  property('ExitCode', () => s.exitCode);
  property('SessionId', () => 1);
  property('Handle', () => BigInt(s.id));
  for (const n of ['CPU', 'WS', 'PM', 'NPM']) property(n, () => null);
  o.members.add({
    name: 'WaitForExit',
    kind: 'script-method',
    block: c.engine.scriptBlock(
      'param($milliseconds) if ($null -ne $milliseconds) { $null = Wait-Process -InputObject $this -Timeout ([math]::Ceiling($milliseconds / 1000)) -ErrorAction SilentlyContinue; $this.HasExited } else { Wait-Process -InputObject $this }',
    ),
  });
  o.members.add({
    name: 'Kill',
    kind: 'script-method',
    block: c.engine.scriptBlock('Stop-Process -InputObject $this'),
  });
  started.set(o, s);
  o.toText = () => `System.Diagnostics.Process (${s.name})`;
  return o;
}

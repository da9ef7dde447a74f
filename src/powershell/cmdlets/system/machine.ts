/** The computer that a session plays to be on: what its commands on processes, services and events may ask of it. */
import type { Engine } from '../../engine/engine.ts';
import type { PSValue } from '../../values.ts';

/** A process. Sizes are bytes, times microseconds since 1970. */
export interface ProcessFacts {
  readonly id: number;
  readonly name: string;
  readonly path: string | null;
  readonly workingSet: number;
  readonly privateBytes: number;
  /** Processor seconds; null where the system does not tell. */
  readonly cpu: number | null;
  readonly handles: number;
  readonly threads: number;
  readonly session: number;
  readonly startTime: number | null;
  readonly commandLine?: string;
}

export interface ServiceFacts {
  readonly name: string;
  readonly displayName: string;
  readonly status: 'Running' | 'Stopped';
  readonly startType: 'Automatic' | 'Manual' | 'Disabled';
  readonly description: string;
  readonly binary: string;
  /** Names of services that it needs. */
  readonly needs: readonly string[];
}

/** An entry of an event log. */
export interface EventFacts {
  readonly log: string;
  readonly provider: string;
  readonly id: number;
  readonly level: 'Critical' | 'Error' | 'Warning' | 'Information';
  readonly message: string;
  /** Microseconds since 1970. */
  readonly at: number;
  readonly record: number;
}

export interface Machine {
  readonly name: () => Promise<string>;
  processes(): Promise<readonly ProcessFacts[]>;
  services(): Promise<readonly ServiceFacts[]>;
  /** Names of the event logs. */
  readonly logs: readonly string[];
  events(): Promise<readonly EventFacts[]>;
  /** Facts by the names that Get-ComputerInfo gives them. */
  computer(): Promise<Readonly<Record<string, PSValue>>>;
}

const machines = new WeakMap<Engine, Machine>();

export function setMachine(engine: Engine, machine: Machine): void {
  machines.set(engine, machine);
}

/** Null where the session is on no computer in particular. */
export const machineOf = (engine: Engine): Machine | null => machines.get(engine) ?? null;

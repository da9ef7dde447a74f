import type { PSValue } from '../../values.ts';
import { NetError } from '../errors.ts';

/** What static members need of the session. */
export interface Surroundings {
  /** Microseconds since 1970 UTC. */
  now(): number;
  out(text: string): void;
  err(text: string): void;
  readLine(): string | null;
  environment: Map<string, string>;
  /** A path as a script writes it, as a path of the machine. */
  path(text: string): string;
  separator: '\\' | '/';
  random(): number;
  newGuid(): string;
  location(): string;
  exit(code: number): never;
  windows: boolean;
}

export type Static = (args: readonly PSValue[], env: Surroundings) => PSValue;

export type Getter = (env: Surroundings) => PSValue;

export interface StaticType {
  readonly methods: Readonly<Record<string, Static>>;
  readonly properties?: Readonly<Record<string, Getter>>;
}

export const formatError = (t: string): NetError =>
  new NetError('System.FormatException', `The input string '${t}' was not in a correct format.`);

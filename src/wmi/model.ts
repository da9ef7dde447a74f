/** Classes and instances as WMI describes them: names, CIM types, keys, methods. */
import type { HostSession } from '../host/session.ts';

/** CIM types in use. Integers are bigint here, whatever their width. */
export type CimType = 'string' | 'boolean' | 'uint16' | 'uint32' | 'uint64';
export type CimScalar = string | boolean | bigint;
export type CimValue = CimScalar | readonly CimScalar[] | null;
export type CimValues = Readonly<Record<string, CimValue>>;

export interface CimProperty {
  readonly name: string;
  readonly type: CimType;
  readonly array?: true;
  readonly key?: true;
  /** First build of Windows that has it; all where absent. */
  readonly since?: number;
}

export interface CimClass {
  readonly name: string;
  readonly namespace: string;
  /** Base classes, nearest first. */
  readonly derivation: readonly string[];
  /** True where there is one instance without a key. */
  readonly singleton?: true;
  readonly properties: readonly CimProperty[];
  /** Names of the methods that Windows' class has; most are not available here. */
  readonly methods: readonly string[];
  /** The instances of this moment. */
  readonly instances: (host: HostSession) => CimValues[];
}

/** One instance as a query found it: a copy, as WMI gives it. */
export interface CimInstance {
  readonly cls: CimClass;
  readonly properties: readonly CimProperty[];
  readonly values: CimValues;
  /** Name and id of the host it came from. */
  readonly server: string;
  readonly hostId: string;
}

/** WBEM status codes, as HRESULTs. */
export const WBEM = {
  invalidNamespace: 0x8004_100e,
  invalidClass: 0x8004_1010,
  invalidQuery: 0x8004_1017,
  invalidParameter: 0x8004_1008,
} as const;

/** What WMI refuses; the subject is the class, namespace or query. */
export class WmiError extends Error {
  readonly code: keyof typeof WBEM;
  readonly subject: string;
  constructor(code: keyof typeof WBEM, subject: string) {
    super(`${code}: ${subject}`);
    this.code = code;
    this.subject = subject;
  }
}

/** `Class.Key="value"`, or `Class=@` of a singleton. */
export function relativePath({ cls, values }: CimInstance): string {
  if (cls.singleton) return `${cls.name}=@`;
  const keys = cls.properties.filter((p) => p.key);
  const quoted = (value: CimValue | undefined) =>
    `"${String(value ?? '')
      .replaceAll('\\', '\\\\')
      .replaceAll('"', '\\"')}"`;
  return `${cls.name}.${keys.map((k) => `${k.name}=${quoted(values[k.name])}`).join(',')}`;
}

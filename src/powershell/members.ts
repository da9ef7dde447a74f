/** Properties of the .NET values that are not classes of ours: what `$span.TotalHours` and a list or JSON of them show. */
import type { ObjectView } from './format/view.ts';
import { asObjectView } from './format/view.ts';
import { Guid, Num, type PSValue, TimeSpan, Version } from './values.ts';

type Getters<T> = Readonly<Record<string, (value: T) => PSValue>>;

const whole = (span: TimeSpan, unit: bigint, modulus: bigint): number => Number((span.ticks / unit) % modulus);
const total = (span: TimeSpan, unit: number): Num => new Num('Double', Number(span.ticks) / unit);

/** In the order of reflection, as JSON shows them. */
const timeSpan: Getters<TimeSpan> = {
  Ticks: (s) => s.ticks,
  Days: (s) => Number(s.ticks / 864_000_000_000n),
  Hours: (s) => whole(s, 36_000_000_000n, 24n),
  Milliseconds: (s) => whole(s, 10_000n, 1000n),
  Microseconds: (s) => whole(s, 10n, 1000n),
  Nanoseconds: (s) => whole(s, 1n, 10n) * 100,
  Minutes: (s) => whole(s, 600_000_000n, 60n),
  Seconds: (s) => whole(s, 10_000_000n, 60n),
  TotalDays: (s) => total(s, 864e9),
  TotalHours: (s) => total(s, 36e9),
  TotalMilliseconds: (s) => total(s, 1e4),
  TotalMicroseconds: (s) => total(s, 10),
  TotalNanoseconds: (s) => new Num('Double', Number(s.ticks) * 100),
  TotalMinutes: (s) => total(s, 6e8),
  TotalSeconds: (s) => total(s, 1e7),
};

const revision = (v: Version): number => v.parts[3] ?? -1;

const version: Getters<Version> = {
  Major: (v) => v.parts[0] ?? 0,
  Minor: (v) => v.parts[1] ?? 0,
  Build: (v) => v.parts[2] ?? -1,
  Revision: revision,
  MajorRevision: (v) => new Num('Int16', revision(v) >> 16),
  MinorRevision: (v) => new Num('Int16', (revision(v) << 16) >> 16),
};

const guid: Getters<Guid> = {
  Variant: (g) => parseInt(g.text[19] ?? '0', 16),
  Version: (g) => parseInt(g.text[14] ?? '0', 16),
  Guid: (g) => g.text,
};

function through<T>(typeName: string, getters: Getters<T>, value: T, names = Object.keys(getters)): ObjectView {
  return {
    typeNames: [typeName, 'System.ValueType', 'System.Object'],
    propertyNames: names,
    get: (name) => {
      const key = names.find((n) => n.toLowerCase() === name.toLowerCase());
      return key === undefined ? undefined : getters[key]?.(value);
    },
  };
}

/** The members that .NET added to TimeSpan after Windows PowerShell. */
const newer = /^(Total)?(Micro|Nano)seconds$/;

/** The properties of a value: an object's own, or those of a TimeSpan, Version or Guid; null where it has none to show. */
export function membersOf(value: PSValue, windows = false): ObjectView | null {
  if (value instanceof TimeSpan) {
    const names = Object.keys(timeSpan).filter((name) => !(windows && newer.test(name)));
    return through('System.TimeSpan', timeSpan, value, names);
  }
  if (value instanceof Version) return through('System.Version', version, value);
  if (value instanceof Guid) return through('System.Guid', guid, value);
  return asObjectView(value);
}

/**
 * The one place where plain values of the host (numbers, strings, member names, microseconds) become typed PowerShell values.
 * A class lists its properties with these helpers, so that the .NET type and the tagging can never differ.
 */
import { type ClassDef, NetObject, type PropertyDef } from '../powershell/objects.ts';
import {
  DateTime,
  type EnumType,
  EnumValue,
  Guid,
  Num,
  type PSValue,
  TimeSpan,
  TypedArray,
  Version,
} from '../powershell/values.ts';
import { enums } from './enums.ts';

/** Name of an enumeration of the module. */
export type EnumName = keyof typeof enums;
/** Name of a member of that enumeration. */
export type Member<E extends EnumName> = keyof (typeof enums)[E]['members'] & string;

type Maybe<V> = V | null;
type Wrap<V> = (plain: V) => PSValue;

const UNIX_EPOCH_TICKS = 621_355_968_000_000_000n;
const TICKS_PER_MICROSECOND = 10n;

/** A moment (microseconds since 1970 UTC) as a local DateTime. Labs live in UTC, so local time and UTC agree. */
export function dateTime(micros: number): DateTime {
  return new DateTime(UNIX_EPOCH_TICKS + BigInt(Math.round(micros)) * TICKS_PER_MICROSECOND, 'Local');
}

/** A length of time in microseconds as a TimeSpan. */
export function timeSpan(micros: number): TimeSpan {
  return new TimeSpan(BigInt(Math.round(micros)) * TICKS_PER_MICROSECOND);
}

/** A TimeSpan in microseconds. */
export function microsOf(span: TimeSpan): number {
  return Number(span.ticks / TICKS_PER_MICROSECOND);
}

/** A member of one of the module's enumerations, by name. */
export function enumValue<E extends EnumName>(name: E, member: Member<E>): EnumValue {
  const type: EnumType = enums[name];
  return new EnumValue(type, type.members[member]!);
}

const version = (text: string): Version => new Version(text.split('.').map(Number));

/** Helpers that declare properties of a class whose instances are made from `T`. Each takes the name and a live getter. */
export function propertiesOf<T>() {
  type Get<V> = (target: T) => V;
  const of =
    <V>(type: string, wrap: Wrap<V>) =>
    (name: string, get: Get<V>): PropertyDef<T> => ({ name, type, get: (t) => wrap(get(t)) });
  const orNull =
    <V>(type: string, wrap: Wrap<V>) =>
    (name: string, get: Get<Maybe<V>>): PropertyDef<T> => ({
      name,
      type,
      get: (t) => {
        const plain = get(t);
        return plain === null ? null : wrap(plain);
      },
    });
  const nullable = <V>(type: string, wrap: Wrap<V>) => orNull(`Nullable<${type}>`, wrap);
  const uint32: Wrap<number> = (n) => new Num('UInt32', n);
  const uint64: Wrap<number> = (n) => new Num('UInt64', BigInt(n));
  const guid: Wrap<string> = (text) => new Guid(text);
  const list = (element: string, items: PSValue[]) => new TypedArray(element, items);

  return {
    string: orNull<string>('System.String', (s) => s),
    bool: of<boolean>('System.Boolean', (b) => b),
    int32: of<number>('System.Int32', (n) => n),
    int64: of<number>('System.Int64', (n) => BigInt(n)),
    uint32: of('System.UInt32', uint32),
    uint64: of('System.UInt64', uint64),
    guid: of('System.Guid', guid),
    timeSpan: of<number>('System.TimeSpan', timeSpan),
    dateTime: of<number>('System.DateTime', dateTime),
    version: orNull<string>('System.Version', version),
    nullableBool: nullable<boolean>('System.Boolean', (b) => b),
    nullableInt32: nullable<number>('System.Int32', (n) => n),
    nullableUInt32: nullable('System.UInt32', uint32),
    nullableUInt64: nullable('System.UInt64', uint64),
    nullableGuid: nullable('System.Guid', guid),
    enum: <E extends EnumName>(enumName: E, name: string, get: Get<Member<E>>): PropertyDef<T> => ({
      name,
      type: enums[enumName].name,
      get: (t) => enumValue(enumName, get(t)),
    }),
    nullableEnum: <E extends EnumName>(enumName: E, name: string, get: Get<Maybe<Member<E>>>): PropertyDef<T> => ({
      name,
      type: `Nullable<${enums[enumName].name}>`,
      get: (t) => {
        const member = get(t);
        return member === null ? null : enumValue(enumName, member);
      },
    }),
    /** A collection of plain strings. `type` where the class declares something other than `String[]`. */
    strings: (name: string, get: Get<readonly string[]>, type = 'System.String[]'): PropertyDef<T> => ({
      name,
      type,
      get: (t) => list('System.String', [...get(t)]),
    }),
    /** An array of Int32. */
    int32s: (name: string, get: Get<readonly number[]>): PropertyDef<T> => ({
      name,
      type: 'System.Int32[]',
      get: (t) => list('System.Int32', [...get(t)]),
    }),
    /** A collection of enumeration members. */
    enums: <E extends EnumName>(
      enumName: E,
      name: string,
      get: Get<readonly Member<E>[]>,
      type = `${enums[enumName].name}[]`,
    ): PropertyDef<T> => ({
      name,
      type,
      get: (t) =>
        list(
          enums[enumName].name,
          get(t).map((m) => enumValue(enumName, m)),
        ),
    }),
    /** Another object, or null. */
    object: <U>(name: string, type: string, def: () => ClassDef<U>, get: Get<Maybe<U>>): PropertyDef<T> => ({
      name,
      type,
      get: (t) => {
        const target = get(t);
        return target === null ? null : new NetObject(def(), target);
      },
    }),
    /** A collection of other objects; `element` is the element's type. */
    objects: <U>(
      name: string,
      element: string,
      def: () => ClassDef<U>,
      get: Get<readonly U[]>,
      type = `${element}[]`,
    ): PropertyDef<T> => ({
      name,
      type,
      get: (t) =>
        list(
          element,
          get(t).map((u) => new NetObject(def(), u)),
        ),
    }),
    /** A value that is always the same: a feature that a machine does not use. */
    fixed: (name: string, type: string, value: PSValue): PropertyDef<T> => ({ name, type, get: () => value }),
    /** An always empty collection. */
    none: (name: string, element: string, type = `${element}[]`): PropertyDef<T> => ({
      name,
      type,
      get: () => list(element, []),
    }),
  };
}

/** Choosing the overload of a method for its arguments, as PowerShell's binder does, and converting the arguments to it. */
import { CastError } from '../../cast-error.ts';
import { Char, DateTime, Num, type PSValue, ScriptBlock, Spelled, TimeSpan, unwrap } from '../../values.ts';
import { convertTo, netText } from '../convert.ts';
import { runtimeError, type ScriptError } from '../errors.ts';
import type { TypeValue } from '../type-value.ts';
import {
  argumentType,
  definedElement,
  effectiveElement,
  implementsType,
  NULL_TO_VALUE,
  NUMERIC_IMPLICIT,
  rankOf,
  rankOfTypes,
  UNRELATED_ARRAYS,
} from './ranks.ts';
import { Reference } from './reference.ts';
import { definedType, type MethodSignature } from './signature.ts';

/** One overload and what it does. */
export interface Overload<Run> {
  readonly signature: MethodSignature;
  readonly run: Run;
}

/** The overload that is called, with the arguments as it wants them. */
export interface Call<Run> {
  readonly overload: Overload<Run>;
  readonly args: readonly PSValue[];
}

interface Candidate<Run> {
  readonly overload: Overload<Run>;
  /** Rank of each argument's conversion. */
  readonly ranks: number[];
  /** Type that each argument is converted to. */
  readonly types: TypeValue[];
  /** The last arguments become one array. */
  readonly expands: boolean;
}

const methodException = {
  category: 'NotSpecified',
  exceptionType: 'System.Management.Automation.MethodException',
} as const;

/** Answers whether a type has a constructor that takes one value of another type. */
export const constructible: { test: (to: string, from: string) => boolean } = { test: () => false };
const canConstruct = (to: string, from: string): boolean => constructible.test(to, from);

/** The error for arguments that no overload takes. */
export function noOverload(name: string, count: number): ScriptError {
  return runtimeError(
    'MethodCountCouldNotFindBest',
    `Cannot find an overload for "${name}" and the argument count: "${count}".`,
    methodException,
  );
}

function ambiguous(name: string, count: number): ScriptError {
  return runtimeError(
    'MethodCountCouldNotFindBest',
    `Multiple ambiguous overloads found for "${name}" and the argument count: "${count}".`,
    methodException,
  );
}

/** The types of a method's parameters; `T` is what the object's own type arguments say. */
export type TypeOf = (spelled: string) => TypeValue;

function candidate<Run>(overload: Overload<Run>, args: readonly PSValue[], typeOf: TypeOf): Candidate<Run> | null {
  const { parameters } = overload.signature;
  const rest = parameters.length > 0 && parameters[parameters.length - 1]!.rest;
  if (args.length > parameters.length && !rest) return null;
  if (args.length < parameters.length) {
    const missing = parameters.slice(args.length);
    if (!missing.every((p) => p.optional || p.rest)) return null;
    if (rest && args.length + 1 < parameters.length) return null;
  }
  const ranks: number[] = [];
  const types: TypeValue[] = [];
  let expands = rest && args.length !== parameters.length;
  for (let i = 0; i < args.length; i++) {
    const p = parameters[Math.min(i, parameters.length - 1)]!;
    let type = typeOf(p.type);
    let rank: number;
    if (p.rest) {
      const element = definedElement(type);
      if (args.length === parameters.length) {
        const whole = rankOf(args[i]!, type, canConstruct);
        const one = rankOf(args[i]!, element, canConstruct);
        if (one > whole) {
          expands = true;
          type = element;
        }
        rank = Math.max(one, whole);
      } else {
        type = element;
        rank = rankOf(args[i]!, element, canConstruct);
      }
    } else rank = rankOf(args[i]!, type, canConstruct);
    if (rank === 0) return null;
    ranks.push(rank);
    types.push(type);
  }
  return { overload, ranks, types, expands };
}

/** Above 0 where `a` is the better one, below where `b` is, 0 where neither. */
function compare<Run>(a: Candidate<Run>, b: Candidate<Run>, args: readonly PSValue[]): number {
  let better = 0;
  const n = a.ranks.length;
  const ranks = (from: string | null, to: TypeValue): number => rankOfTypes(from, to, canConstruct);
  for (let i = 0; i < n; i++) {
    const weight = n - i;
    let x = a.ranks[i]!;
    let y = b.ranks[i]!;
    if (x === y && x === UNRELATED_ARRAYS && a.types[i]!.ref.element && b.types[i]!.ref.element) {
      const element = effectiveElement(args[i]!);
      x = ranks(element, definedElement(a.types[i]!));
      y = ranks(element, definedElement(b.types[i]!));
    }
    better += Math.sign(x - y) * weight;
  }
  if (better === 0) {
    for (let i = 0; i < n; i++) {
      const x = a.ranks[i]!;
      const y = b.ranks[i]!;
      if (x < NULL_TO_VALUE || y < NULL_TO_VALUE || x >= NUMERIC_IMPLICIT !== y >= NUMERIC_IMPLICIT) continue;
      // Nothing is lost: the narrower type. Something may be lost: the wider one.
      const weight = (n - i) * (x >= NUMERIC_IMPLICIT ? -1 : 1);
      const there = ranks(a.types[i]!.ref.name, b.types[i]!);
      const back = ranks(b.types[i]!.ref.name, a.types[i]!);
      better += Math.sign(back - there) * weight;
    }
  }
  if (better !== 0) return better;
  for (let i = 0; i < n; i++) if (a.types[i]!.ref.name !== b.types[i]!.ref.name) return 0;
  const lengths = a.overload.signature.parameters.length - b.overload.signature.parameters.length;
  if (a.expands && b.expands) return lengths > 0 ? 1 : -1;
  if (a.expands) return -1;
  if (b.expands) return 1;
  return -Math.sign(lengths);
}

function choose<Run>(
  overloads: readonly Overload<Run>[],
  args: readonly PSValue[],
  typeOf: TypeOf,
  name: string,
): { overload: Overload<Run>; expands: boolean } {
  const [only] = overloads;
  if (
    overloads.length === 1 &&
    only!.signature.parameters.length === args.length &&
    !only!.signature.parameters.some((p) => p.rest)
  )
    return { overload: only!, expands: false };
  let best: Candidate<Run> | null = null;
  let tied = false;
  for (const overload of overloads) {
    const c = candidate(overload, args, typeOf);
    if (!c) continue;
    if (!best) {
      best = c;
      continue;
    }
    const order = compare(best, c, args);
    if (order === 0) tied = true;
    else if (order < 0) {
      best = c;
      tied = false;
    }
  }
  if (!best) throw noOverload(name, args.length);
  if (tied) throw ambiguous(name, args.length);
  return best;
}

/** Types of functions, for which a script block stands. */
const isDelegate = (type: TypeValue): boolean =>
  /^System\.(?:Action|Func|Predicate|Comparison|Converter|.*MatchEvaluator|Delegate)\b/.test(type.ref.name);

/** One argument as its parameter wants it. */
function converted(value: PSValue, type: TypeValue, parameter: string | number, name: string): PSValue {
  if (value instanceof ScriptBlock && isDelegate(type)) return value;
  if (type.ref.kind === 'class' && value !== null && implementsType(value, type.ref.name)) return value;
  try {
    return type.ref.name === 'System.Object' ? unwrap(value) : convertTo(value, type);
  } catch (e) {
    if (!(e instanceof CastError)) throw e;
    throw runtimeError(
      'MethodArgumentConversionInvalidCastArgument',
      `Cannot convert argument "${parameter}", with value: "${netText(value)}", for "${name}" to type "${type.ref.name}": "${e.message}"`,
      methodException,
    );
  }
}

function reference(id: string, message: string): ScriptError {
  return runtimeError(id, message, methodException);
}

interface Exact<Run> {
  readonly overload: Overload<Run>;
  readonly fits: (args: readonly PSValue[]) => boolean;
}

const isPlainObject = (v: PSValue): boolean => !(v instanceof Reference) && !(v instanceof Spelled);

/** Tests that a value is of a type, so that nothing needs to be converted. */
const EXACT: Readonly<Record<string, (v: PSValue) => boolean>> = {
  string: (v) => typeof v === 'string',
  int: (v) => typeof v === 'number',
  long: (v) => typeof v === 'bigint',
  bool: (v) => typeof v === 'boolean',
  char: (v) => v instanceof Char,
  double: (v) => v instanceof Num && v.kind === 'Double',
  decimal: (v) => v instanceof Num && v.kind === 'Decimal',
  datetime: (v) => v instanceof DateTime,
  timespan: (v) => v instanceof TimeSpan,
};

/** A group of overloads of one name. Which of them is called is remembered by the types of the arguments. */
export class OverloadGroup<Run> {
  readonly name: string;
  readonly overloads: readonly Overload<Run>[];
  readonly #chosen = new Map<string, { overload: Overload<Run>; expands: boolean }>();
  readonly #exacts: (readonly Exact<Run>[])[] = [];
  readonly isConstructor: boolean;
  constructor(name: string, overloads: readonly Overload<Run>[]) {
    this.name = name;
    this.overloads = overloads;
    this.isConstructor = overloads[0]?.signature.name === 'new';
  }

  /** Throws PowerShell's errors where no overload, or more than one, takes the arguments. */
  bind(args: readonly PSValue[], generics: readonly TypeValue[] = [], written = this.name): Call<Run> {
    const typeOf: TypeOf = (spelled) =>
      spelled === 'T' || spelled === 'TKey'
        ? (generics[0] ?? definedType('System.Object'))
        : spelled === 'TValue'
          ? (generics[1] ?? definedType('System.Object'))
          : definedType(spelled);
    for (const exact of this.#exact(args.length)) if (exact.fits(args)) return { overload: exact.overload, args };
    let key = generics.length ? generics.map((g) => g.ref.name).join() : '';
    for (const a of args) {
      key += `|${argumentType(a)}`;
      if (Array.isArray(a)) key += effectiveElement(a);
    }
    let choice = this.#chosen.get(key);
    if (!choice) {
      choice = choose(this.overloads, args, typeOf, written);
      if (this.#chosen.size < 1000) this.#chosen.set(key, choice);
    }
    return { overload: choice.overload, args: this.#convert(choice.overload, choice.expands, args, typeOf) };
  }

  /** Overloads of so many plain parameters, each with a test that all arguments are of exactly its types. */
  #exact(count: number): readonly Exact<Run>[] {
    let list = this.#exacts[count];
    if (!list) {
      const ofCount = this.overloads.filter((o) => o.signature.parameters.length === count);
      const alone = this.overloads.length === 1 && !ofCount.some((o) => o.signature.parameters.some((p) => p.rest));
      list = ofCount.flatMap((overload) => {
        const tests = overload.signature.parameters.map((p) =>
          p.rest || p.byRef ? undefined : p.type === 'System.Object' && alone ? isPlainObject : EXACT[p.type],
        );
        if (tests.some((t) => t === undefined)) return [];
        return [{ overload, fits: (args) => tests.every((t, i) => t!(args[i]!)) }];
      });
      this.#exacts[count] = list;
    }
    return list;
  }

  #convert(overload: Overload<Run>, expands: boolean, args: readonly PSValue[], typeOf: TypeOf): PSValue[] {
    const { parameters } = overload.signature;
    const out: PSValue[] = [];
    const plain = expands ? parameters.length - 1 : Math.min(parameters.length, args.length);
    for (let i = 0; i < plain; i++) {
      const p = parameters[i]!;
      const value = args[i]!;
      if (p.byRef) {
        if (!(value instanceof Reference))
          throw reference(
            'NonRefArgumentToRefParameterMsg',
            `Argument: '${i + 1}' should be a System.Management.Automation.PSReference. Use [ref].`,
          );
        out.push(value);
        continue;
      }
      if (value instanceof Reference && p.type !== 'System.Object')
        throw reference(
          'RefArgumentToNonRefParameterMsg',
          `Argument: '${i + 1}' should not be a System.Management.Automation.PSReference. Do not use [ref].`,
        );
      out.push(converted(value, typeOf(p.type), p.name, this.name));
    }
    if (!expands) return out;
    const last = parameters[parameters.length - 1]!;
    const type = typeOf(last.type);
    const remaining = args.slice(plain);
    if (remaining.length === 1 && remaining[0] === null) out.push(null);
    else {
      const element = definedElement(type);
      out.push(
        converted(
          remaining.map((v, i) => converted(v, element, plain + i, this.name)),
          type,
          last.name,
          this.name,
        ),
      );
    }
    return out;
  }
}

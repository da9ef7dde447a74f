/** The operators that .NET types define as methods (`op_Addition`), which PowerShell calls where it knows no better. */
import { DateTime, Num, type PSValue, TimeSpan, typeNameOf } from '../values.ts';
import { asDouble, computeNamed } from './arithmetic-numbers.ts';
import { ErrorObject, Exception, NetError, runtimeError, ScriptError } from './errors.ts';
import { OverloadGroup } from './net/overloads.ts';
import { type MethodSignature, parseDefinition } from './net/signature.ts';

type Run = (left: PSValue, right: PSValue) => PSValue;
export type Name = 'op_Addition' | 'op_Subtraction' | 'op_Multiply' | 'op_Division' | 'op_Modulus';

const LAST = 3155378975999999999n;
const dateOf = (ticks: bigint, like: DateTime): DateTime => {
  if (ticks < 0n || ticks > LAST)
    throw new NetError(
      'System.ArgumentOutOfRangeException',
      "The added or subtracted value results in an un-representable DateTime. (Parameter 't')",
    );
  return new DateTime(ticks, like.kind);
};
const spanOf = (ticks: bigint): TimeSpan => {
  if (ticks >= 2n ** 63n || ticks < -(2n ** 63n))
    throw new NetError('System.OverflowException', 'TimeSpan overflowed because the duration is too long.');
  return new TimeSpan(ticks);
};
const real = (v: PSValue): number => asDouble(v as Num);
const scaled = (span: TimeSpan, by: number): TimeSpan => {
  if (Number.isNaN(by))
    throw new NetError('System.ArgumentException', 'TimeSpan does not accept floating point Not-a-Number values.');
  const ticks = Math.round(Number(span.ticks) * by);
  if (!Number.isFinite(ticks))
    throw new NetError('System.OverflowException', 'TimeSpan overflowed because the duration is too long.');
  return spanOf(BigInt(ticks));
};

/** Rows of `type op_Name(type 0, type 1)`; parameters go by their places. */
const ROWS: Readonly<Record<string, readonly (readonly [string, Run])[]>> = {
  'System.TimeSpan': [
    ['timespan op_Addition(timespan 0, timespan 1)', (a, b) => spanOf((a as TimeSpan).ticks + (b as TimeSpan).ticks)],
    [
      'timespan op_Subtraction(timespan 0, timespan 1)',
      (a, b) => spanOf((a as TimeSpan).ticks - (b as TimeSpan).ticks),
    ],
    ['timespan op_Multiply(timespan 0, double 1)', (a, b) => scaled(a as TimeSpan, real(b))],
    ['timespan op_Multiply(double 0, timespan 1)', (a, b) => scaled(b as TimeSpan, real(a))],
    ['timespan op_Division(timespan 0, double 1)', (a, b) => scaled(a as TimeSpan, 1 / real(b))],
    [
      'double op_Division(timespan 0, timespan 1)',
      (a, b) => new Num('Double', Number((a as TimeSpan).ticks) / Number((b as TimeSpan).ticks)),
    ],
  ],
  'System.DateTime': [
    [
      'datetime op_Addition(datetime 0, timespan 1)',
      (a, b) => dateOf((a as DateTime).ticks + (b as TimeSpan).ticks, a as DateTime),
    ],
    [
      'datetime op_Subtraction(datetime 0, timespan 1)',
      (a, b) => dateOf((a as DateTime).ticks - (b as TimeSpan).ticks, a as DateTime),
    ],
    [
      'timespan op_Subtraction(datetime 0, datetime 1)',
      (a, b) => new TimeSpan((a as DateTime).ticks - (b as DateTime).ticks),
    ],
  ],
};
for (const [type, name] of [
  ['System.Decimal', 'decimal'],
  ['System.Numerics.BigInteger', 'bigint'],
] as const)
  (ROWS as Record<string, (readonly [string, Run])[]>)[type] = [
    'Addition',
    'Subtraction',
    'Multiply',
    'Division',
    'Modulus',
  ].map((op) => [`${name} op_${op}(${name} 0, ${name} 1)`, (a, b) => computeNamed(`op_${op}` as Name, a, b)]);

const groups = new Map<string, OverloadGroup<Run> | null>();
function groupOf(type: string, name: Name): OverloadGroup<Run> | null {
  const key = `${type} ${name}`;
  let group = groups.get(key);
  if (group === undefined) {
    const overloads = (ROWS[type] ?? [])
      .filter(([definition]) => definition.includes(` ${name}(`))
      .map(([definition, run]) => ({ signature: parseDefinition(definition) as MethodSignature, run }));
    group = overloads.length > 0 ? new OverloadGroup<Run>(name, overloads) : null;
    groups.set(key, group);
  }
  return group;
}

const shown = (value: PSValue): string => {
  const name = typeNameOf(value as Exclude<PSValue, null>);
  return name === 'System.Management.Automation.PSCustomObject' ? 'System.Management.Automation.PSObject' : name;
};

/** Calls the operator of the left operand's type, or of the right one's where the left is a primitive number. */
export function callOperator(name: Name, left: PSValue, right: PSValue, primitive: boolean): PSValue {
  const owner = primitive ? right : left;
  const group = owner === null ? null : groupOf(typeNameOf(owner), name);
  if (!group)
    throw runtimeError(
      'MethodNotFound',
      `Method invocation failed because [${shown(owner)}] does not contain a method named '${name}'.`,
    );
  const { overload, args } = group.bind([left, right]);
  try {
    return overload.run(args[0]!, args[1]!);
  } catch (e) {
    if (e instanceof ScriptError) {
      const { exception } = e.error;
      throw wrappedOperator(name, exception.message, exception.inner ?? exception);
    }
    if (e instanceof NetError) throw wrappedOperator(name, e.message, e.exception);
    throw e;
  }
}

function wrappedOperator(name: Name, message: string, inner: Exception): ScriptError {
  const type = 'System.Management.Automation.MethodInvocationException';
  const text = `Exception calling "${name}" with "2" argument(s): "${message}"`;
  return new ScriptError(
    new ErrorObject(
      { id: 'DotNetMethodException', category: 'NotSpecified', exceptionType: type, message: text },
      new Exception(type, text, inner),
    ),
  );
}

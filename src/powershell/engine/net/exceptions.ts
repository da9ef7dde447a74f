/** Constructors of exceptions. */
import type { PSValue } from '../../values.ts';
import { toText } from '../convert.ts';
import { Exception, exceptionChain } from '../errors.ts';

/** Exceptions whose constructor takes the parameter's name first. */
const NAME_FIRST: Readonly<Record<string, string>> = {
  'System.ArgumentNullException': 'Value cannot be null.',
  'System.ArgumentOutOfRangeException': 'Specified argument was out of the range of valid values.',
};

/** `[type]::new(…)` of an exception. */
export function newException(type: string, args: readonly PSValue[]): Exception {
  const inner = (args.find((a) => a instanceof Exception) as Exception | undefined) ?? null;
  const texts = args.filter((a) => !(a instanceof Exception));
  const chain = exceptionChain(type);
  const standard = NAME_FIRST[type];
  if (standard !== undefined && !inner) {
    const name = texts.length ? toText(texts[0]!) : null;
    const actual = texts.length === 3 ? `\nActual value was ${toText(texts[1]!)}.` : '';
    const made = withName(type, texts.length > 1 ? toText(texts.at(-1)!) : standard, name, inner);
    made.message += actual;
    return made;
  }
  const message = texts.length ? toText(texts[0]!) : (standard ?? `Exception of type '${type}' was thrown.`);
  if (chain.includes('System.ArgumentException')) return withName(type, message, textOf(texts[1]), inner);
  const made = new Exception(type, message, inner);
  if (type === 'System.IO.FileNotFoundException') property(made, 'FileName', textOf(texts[1]));
  return made;
}

const textOf = (value: PSValue | undefined): string | null =>
  value === undefined || value === null ? null : toText(value);

function property(target: Exception, name: string, value: PSValue): void {
  target.members.add({ name, kind: 'property', value });
}

function withName(type: string, message: string, name: string | null, inner: Exception | null): Exception {
  const made = new Exception(type, name ? `${message} (Parameter '${name}')` : message, inner);
  property(made, 'ParamName', name);
  return made;
}

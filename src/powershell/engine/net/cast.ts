/** Casts to the types of tables: by Parse, by a constructor of one parameter, or by properties from a hashtable. */
import { CastError } from '../../cast-error.ts';
import { Hashtable, type PSValue } from '../../values.ts';
import { convertTo, netText, toText } from '../convert.ts';
import { NetError } from '../errors.ts';
import type { TypeValue } from '../type-value.ts';
import { callGroup, NetInstance, type NetType } from './net-type.ts';
import { rankOf } from './ranks.ts';
import { definedType } from './signature.ts';
import type { Surroundings } from './static-type.ts';

const none = (): boolean => false;

/** The value as the type; undefined where there is no way. Throws CastErrors where there is one and it fails. */
export function castByTable(table: NetType, type: TypeValue, value: PSValue, env: Surroundings): PSValue | undefined {
  const failing = (id: string, run: () => PSValue): PSValue => {
    try {
      return run();
    } catch (e) {
      if (e instanceof NetError) throw CastError.because(netText(value), type.ref.name, e.message, id);
      throw e;
    }
  };
  if (typeof value === 'string') {
    const parse = table.staticMethod('Parse');
    if (parse?.overloads.some((o) => o.signature.parameters[0]?.type === 'string' && takesOne(o.signature.parameters)))
      return failing('InvalidCastParseTargetInvocation', () => callGroup(parse, null, [value], env, type));
  }
  const { constructors } = table;
  // A cast takes a relative address too.
  if (constructors && type.ref.name === 'System.Uri' && typeof value === 'string')
    return failing('InvalidCastFromStringToUri', () =>
      callGroup(constructors, null, [value, 'RelativeOrAbsolute'], env, type),
    );
  if (value instanceof Hashtable && constructors?.overloads.some((o) => o.signature.parameters.length === 0)) {
    const made = callGroup(constructors, null, [], env, type);
    if (made instanceof NetInstance) fill(made, value);
    return made;
  }
  const fits = constructors?.overloads.some(
    (o) =>
      o.signature.parameters.length > 0 &&
      takesOne(o.signature.parameters) &&
      rankOf(value, definedType(o.signature.parameters[0]!.type), none) > 0,
  );
  if (constructors && fits)
    return failing(
      type.ref.name === 'System.Text.RegularExpressions.Regex'
        ? 'InvalidCastFromStringToRegex'
        : 'InvalidCastConstructorException',
      () => callGroup(constructors, null, [value], env, type),
    );
  return undefined;
}

const takesOne = (parameters: readonly { optional: boolean }[]): boolean =>
  parameters.slice(1).every((p) => p.optional);

/** Sets properties from a hashtable. */
export function fill(target: NetInstance, table: Hashtable): void {
  for (const { key, value } of table.entries.values()) {
    const name = toText(key);
    const property = target.table.property(name);
    if (!property?.set) {
      const settable = target.table.properties
        .filter((p) => p.set)
        .map((p) => `[${p.signature.name} <${definedType(p.signature.type).ref.name}>]`)
        .join(', ');
      throw new CastError(
        `Cannot create object of type "${target.typeName}". The property '${name}' was not found for the '${target.typeName}' object. ${settable === '' ? 'There is no settable property available.' : `The settable properties are: ${settable}.`}`,
      );
    }
    property.set(target, convertTo(value, definedType(property.signature.type)), undefined as unknown as Surroundings);
  }
}

/** Attributes that are classes of a script: what they make of a value, and what they have against it. */
import type { Attribute } from '../language/ast.ts';
import type { PSValue } from '../values.ts';
import type { ClassInfo } from './class-info.ts';
import { instantiate, invokeMethod } from './class-instances.ts';
import { enumerable } from './collections.ts';
import { toText } from './convert.ts';
import { asScriptError } from './errors.ts';
import { runNow } from './flow.ts';
import type { Frame } from './frame.ts';
import { constantOf, type Rule } from './parameter-attributes.ts';
import { TypeValue } from './type-value.ts';

const SPACE = 'System.Management.Automation.';

/** Changes a value before it is bound. */
export type Transform = (value: PSValue, f: Frame) => PSValue;

function scriptClass(a: Attribute, f: Frame): ClassInfo | null {
  const type = f.engine.findTypeName(a.typeName, f) ?? f.engine.findType(`${a.typeName.text}Attribute`, f);
  return (type?.cls as ClassInfo | null | undefined) ?? null;
}

function make(info: ClassInfo, a: Attribute, f: Frame): PSValue {
  return runNow(
    instantiate(
      f.engine,
      info,
      a.positional.map((e) => constantOf(e, f)),
    ),
  );
}

/** The change that an ArgumentTransformationAttribute of a script makes; undefined for other attributes. */
export function transformOf(a: Attribute, f: Frame): Transform | undefined {
  const info = scriptClass(a, f);
  if (info?.netBase !== `${SPACE}ArgumentTransformationAttribute`) return undefined;
  const made = make(info, a, f);
  return (value, g) =>
    runNow(invokeMethod(g.engine, made, 'Transform', [g.engine.executionContext(), value], null)) ?? null;
}

/** The rule of a validation attribute of a script; undefined for other attributes. */
export function scriptRuleOf(a: Attribute, f: Frame): Rule | undefined {
  const info = scriptClass(a, f);
  const each = info?.netBase === `${SPACE}ValidateEnumeratedArgumentsAttribute`;
  if (!info || !(each || info.netBase === `${SPACE}ValidateArgumentsAttribute`)) return undefined;
  const made = make(info, a, f);
  const objection = (g: Frame, name: string, args: PSValue[]): string | undefined => {
    try {
      runNow(invokeMethod(g.engine, made, name, args, null));
      return undefined;
    } catch (e) {
      const error = asScriptError(e);
      if (!error) throw e;
      return error.error.text;
    }
  };
  if (!each) return (value, g) => objection(g, 'Validate', [value, g.engine.executionContext()]);
  return (value, g) => {
    for (const item of enumerable(value) ?? [value]) {
      const why = objection(g, 'ValidateElement', [item]);
      if (why !== undefined) return why;
    }
    return undefined;
  };
}

/** The values that a ValidateSet of a class gives; undefined where its argument is no such class. */
export function valuesOfGenerator(arg: PSValue, f: Frame): string[] | undefined {
  if (!(arg instanceof TypeValue) || !arg.cls) return undefined;
  const made = runNow(instantiate(f.engine, arg.cls as ClassInfo, []));
  const values = runNow(invokeMethod(f.engine, made, 'GetValidValues', [], null)) ?? null;
  return (enumerable(values) ?? [values]).map((v) => toText(v));
}

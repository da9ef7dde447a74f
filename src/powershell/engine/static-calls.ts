import { parse } from '../language/parser.ts';
import type { PSValue } from '../values.ts';
import type { ClassInfo } from './class-info.ts';
import { instantiate, invokeStaticMethod } from './class-instances.ts';
import { convertTo, toText } from './convert.ts';
import type { Engine } from './engine.ts';
import { asScriptError, ErrorObject, Exception, runtimeError, ScriptError } from './errors.ts';
import type { Gen } from './flow.ts';
import { type Frame, Unit } from './frame.ts';
import { callWrapped, noMethod, wrapped } from './member-call.ts';
import { NO_OVERLOAD } from './method-tools.ts';
import { construct } from './net/construct.ts';
import { tableOf } from './net/registry.ts';
import { definedType } from './net/signature.ts';
import { STATICS } from './net/statics.ts';
import { PSObj } from './psobject.ts';
import type { ScriptBlockValue } from './script-block.ts';
import { scriptBlock } from './script-texts.ts';
import { cast, findType, typeOf } from './session-types.ts';
import { TypeValue } from './type-value.ts';

export function setStatic(engine: Engine, t: PSValue, name: string, value: PSValue, f: Frame): void {
  const type = t instanceof TypeValue ? t : findType(engine, toText(t), f);
  const p = (type?.cls as ClassInfo | undefined)?.findStaticProperty(name.toLowerCase());
  if (p) {
    p.value = p.type ? cast(engine, value, p.type) : value;
    return;
  }
  const property = type && tableOf(type.ref.name)?.staticProperty(name);
  if (property?.set) {
    property.set(null, convertTo(value, definedType(property.signature.type)), engine.surroundings);
    return;
  }
  if (property)
    throw runtimeError('PropertyAssignmentException', `'${property.signature.name}' is a ReadOnly property.`);
  throw runtimeError(
    'PropertyAssignmentException',
    `The property '${name}' cannot be found on this object. Verify that the property exists and can be set.`,
  );
}

export function* invokeStatic(engine: Engine, t: PSValue, name: string, args: PSValue[], f: Frame): Gen<PSValue> {
  const type =
    t instanceof TypeValue
      ? t
      : typeof t === 'string'
        ? findType(engine, t, f)
        : t === null
          ? undefined
          : typeOf(engine, t);
  if (!type) {
    if (t === null) throw runtimeError('InvokeMethodOnNull', 'You cannot call a method on a null-valued expression.');
    throw runtimeError('TypeNotFound', `Unable to find type [${toText(t)}].`);
  }
  const key = name.toLowerCase();
  if (type.cls) {
    const info = type.cls as ClassInfo;
    if (key === 'new') return yield* instantiate(engine, info, args);
    const own = yield* invokeStaticMethod(engine, info, name, args);
    if (own !== undefined) return own;
  }
  if (type.ref.name === 'System.Management.Automation.ScriptBlock' && key === 'create')
    return createBlock(toText(args[0]!));
  if (type.ref.name === 'System.Management.Automation.Language.Parser' && key === 'parseinput') return parseInput(args);
  const table = tableOf(type.ref.name);
  if (key === 'new') {
    const group = table?.constructors;
    if (group) return callWrapped(group, null, args, engine.surroundings, type, 'new');
  } else {
    const group =
      table?.staticMethod(name) ?? (type.ref.kind === 'enum' ? tableOf('System.Enum')?.staticMethod(name) : undefined);
    if (group) return callWrapped(group, null, args, engine.surroundings, type, name);
    // `[type]::GetMethods()`: a member of System.Type itself.
    const own = tableOf('System.Type')?.method(name);
    if (own && !STATICS[type.ref.name]?.methods[key])
      return callWrapped(own, type, args, engine.surroundings, null, name);
  }
  let result: PSValue | undefined;
  try {
    const method =
      STATICS[type.ref.name]?.methods[key] ??
      (type.ref.kind === 'enum' ? STATICS['System.Enum']!.methods[key] : undefined);
    if (method && key !== 'new') result = method(args, engine.surroundings);
    else if (key === 'new') result = construct(type, args, engine.surroundings);
  } catch (e) {
    throw key === 'new' ? wrapped(e, '.ctor', args.length) : wrapped(e, name, args.length);
  }
  if (result === NO_OVERLOAD || (result === undefined && key === 'new')) {
    throw runtimeError(
      'MethodCountCouldNotFindBest',
      `Cannot find an overload for "${name}" and the argument count: "${args.length}".`,
      {
        category: 'NotSpecified',
        exceptionType: 'System.Management.Automation.MethodException',
      },
    );
  }
  if (result !== undefined) return result;
  if (/^(?:equals|referenceequals)$/.test(key)) return args[0] === args[1];
  throw noMethod(type.ref.name, name);
}

export function createBlock(text: string): ScriptBlockValue {
  try {
    return scriptBlock(text);
  } catch (e) {
    const error = asScriptError(e);
    if (!error) throw e;
    const type = 'System.Management.Automation.MethodInvocationException';
    const message = `Exception calling "Create" with "1" argument(s): "${error.error.text}"`;
    throw new ScriptError(
      new ErrorObject(
        { id: 'ParseException', category: 'NotSpecified', exceptionType: type, message },
        new Exception(type, message, error.error.exception),
      ),
    );
  }
}

export function parseInput(args: readonly PSValue[]): PSValue {
  const text = toText(args[0]!);
  const result = parse(text);
  const unit = new Unit(text);
  const errors = result.errors.map((e) => {
    const x = unit.extent(e.start, e.end);
    return new PSObj(['System.Management.Automation.Language.ParseError', 'System.Object'], {
      Extent: new PSObj(['System.Management.Automation.Language.InternalScriptExtent', 'System.Object'], {
        StartLineNumber: x.line,
        StartColumnNumber: x.column,
        StartOffset: x.start,
        EndOffset: x.end,
        Text: text.slice(x.start, x.end),
      }),
      ErrorId: e.id,
      Message: e.message,
      IncompleteInput: e.incomplete,
    });
  });
  (args[2] as unknown as { set?: (v: PSValue) => void } | undefined)?.set?.(errors);
  (args[1] as unknown as { set?: (v: PSValue) => void } | undefined)?.set?.([]);
  return new PSObj(['System.Management.Automation.Language.ScriptBlockAst', 'System.Object'], { Extent: text });
}

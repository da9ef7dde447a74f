/** Calls of members: methods of .NET values, of script classes, of objects with script methods. */
import type { Expression, InvokeMember } from '../language/ast.ts';
import type { PSValue } from '../values.ts';
import { Hashtable, ScriptBlock, typeNameOf } from '../values.ts';
import { type Code, waits } from './code.ts';
import { collapse, enumerable, List } from './collections.ts';
import type { Compiler } from './compile-block.ts';
import { compileExpression } from './compile-expressions.ts';
import { memberName } from './compile-members.ts';
import { toText, truth } from './convert.ts';
import { asScriptError, ErrorObject, Exception, runtimeError, ScriptError } from './errors.ts';
import { call, type Gen } from './flow.ts';
import { Collector, type Frame } from './frame.ts';
import { isCursorMethod } from './loop-enumerator.ts';
import { callMethod, noMethod } from './member-call.ts';
import { ABSENT, getProperty, ownProperty } from './members.ts';
import { VOID } from './method-tools.ts';
import { moduleMethod } from './module-scope.ts';
import { Module } from './modules.ts';
import { NetInstance } from './net/net-type.ts';
import { realItems } from './no-value.ts';
import { addedMembers, PSObj } from './psobject.ts';
import { ScriptBlockValue } from './script-block.ts';
import { SteppablePipeline } from './steppable.ts';
import { extendedMember, typeData } from './type-data.ts';
import { TypeValue } from './type-value.ts';

/** `target.name(args)` and `target::name(args)` */
export function compileInvoke(c: Compiler, e: InvokeMember): Code {
  const target = compileExpression(c, e.target);
  const name = memberName(c, e.member);
  const args = e.arguments.map((a) => compileExpression(c, a));
  const { isStatic, nullConditional } = e;
  const asType = isStatic ? undefined : castTypeOf(e.target);
  return waits(function* (f) {
    const t = target.s ? target.s(f) : yield* target.g!(f);
    if (t === null && nullConditional) return null;
    const n = name.s ? name.s(f) : yield* name.g!(f);
    const values: PSValue[] = [];
    for (const a of args) values.push(a.s ? a.s(f) : yield* a.g!(f));
    if (isStatic) return yield* f.engine.invokeStatic(t, toText(n), values, f);
    if (n instanceof ScriptBlock) return yield* invokeBlock(n as ScriptBlockValue, values, f);
    if (asType) {
      const own = yield* f.engine.invokeAs(t, f.engine.findType(asType, f) ?? null, toText(n), values);
      if (own !== undefined) return own;
    }
    return yield* invoke(t, toText(n), values, f);
  });
}

/** The type of `([type]value).name()`: a script's class answers with its own method then, not with an overriding one. */
function castTypeOf(target: Expression): string | undefined {
  if (target.kind !== 'ParenExpression' || target.pipeline.kind !== 'Pipeline') return undefined;
  const [only] = target.pipeline.elements;
  if (target.pipeline.elements.length !== 1 || only?.kind !== 'CommandExpression') return undefined;
  return only.expression.kind === 'ConvertExpression' ? only.expression.type.typeName.text : undefined;
}

/** Calls a method of any value. */
export function* invoke(t: PSValue, name: string, args: PSValue[], f: Frame): Gen<PSValue> {
  if (t === null) throw runtimeError('InvokeMethodOnNull', 'You cannot call a method on a null-valued expression.');
  const key = name.toLowerCase();
  if (key === 'gettype' && args.length === 0) return f.engine.typeOf(t);
  const scripted =
    (t instanceof PSObj ? t.members : addedMembers(t))?.find(name) ??
    (typeData.any ? extendedMember(t, name) : undefined);
  if (scripted?.kind === 'script-method') {
    return yield* callScript(scripted.block as ScriptBlockValue, scripted.name, t, args, f);
  }
  const own = yield* f.engine.invokeClassMethod(t, name, args);
  if (own !== undefined) return own;
  if (t instanceof ScriptBlockValue) {
    const result = yield* blockMethod(t, key, args, f);
    if (result !== undefined) return result;
  }
  if (t instanceof List && (key === 'foreach' || key === 'where')) return yield* magic(t, key, args, f);
  if (t instanceof List && key === 'sort' && args[0] instanceof ScriptBlock) {
    t.items.sort((a, b) => Number(f.engine.callNow(args[0] as ScriptBlockValue, [a, b], f)));
    return VOID;
  }
  if (
    t instanceof List &&
    (key === 'removeall' ||
      key === 'find' ||
      key === 'findall' ||
      key === 'exists' ||
      key === 'findindex' ||
      key === 'trueforall') &&
    args[0] instanceof ScriptBlock
  ) {
    return listPredicate(t, key, args[0] as ScriptBlockValue, f);
  }
  if (t instanceof PSObj || t instanceof Hashtable) {
    // A property that holds a script block is not called by name: PowerShell says that there is no such method.
    const held = ownProperty(t, name);
    if (held !== ABSENT && !(t instanceof Hashtable)) {
      const method = held instanceof PSObj && held.data instanceof Function ? held.data : null;
      if (method) return (method as (a: PSValue[]) => PSValue)(args);
    }
  }
  if (t instanceof PSObj && t.data instanceof Module) {
    const inside = yield* moduleMethod(t.data, key, args, f);
    if (inside !== undefined) return inside;
  }
  if (t instanceof SteppablePipeline) {
    const stepped = yield* t.step(key, args);
    if (stepped !== undefined) return stepped;
  }
  const special = yield* f.engine.invokeSpecial(t, key, args);
  if (special !== undefined) return special;
  if (key === 'foreach' || key === 'where') return yield* magic(t, key, args, f);
  if (t instanceof NetInstance && t.table.method(name)) return callMethod(t, name, args, f.engine.surroundings);
  const items = enumerable(t);
  if (items && !isArrayMethod(t, key) && !isCursorMethod(t, key)) {
    const out: PSValue[] = [];
    for (const item of items) {
      if (item === null)
        throw runtimeError('InvokeMethodOnNull', 'You cannot call a method on a null-valued expression.');
      const v = yield* invoke(item, name, args, f);
      if (v === VOID) continue;
      const nested = enumerable(v);
      if (nested) out.push(...nested);
      else out.push(v);
    }
    if (items.length === 0) throw noMethod(typeNameOf(t), name);
    return out.length ? collapse(out) : VOID;
  }
  return callMethod(t, name, args, f.engine.surroundings);
}

const ARRAY_ONLY = new Set(
  'contains indexof getvalue setvalue getlength getupperbound getlowerbound clone copyto getenumerator add insert remove removeat clear addrange insertrange removerange reverse sort toarray getrange enqueue push dequeue pop peek unionwith intersectwith exceptwith issubsetof trimexcess asreadonly lastindexof get get_count get_item count'.split(
    ' ',
  ),
);

function isArrayMethod(t: PSValue, key: string): boolean {
  if (key === 'tostring' || key === 'equals' || key === 'gethashcode') return true;
  if (Array.isArray(t)) return ARRAY_ONLY.has(key) && !LIST_ONLY.has(key);
  return ARRAY_ONLY.has(key) || (t instanceof PSObj && key === 'copyto');
}

/** Methods of lists that arrays do not have: on an array they are asked of its items. */
const LIST_ONLY = new Set(
  'addrange insertrange removerange reverse sort toarray getrange enqueue push dequeue pop peek unionwith intersectwith exceptwith issubsetof trimexcess asreadonly lastindexof get_item'.split(
    ' ',
  ),
);

function listPredicate(t: List, key: string, block: ScriptBlockValue, f: Frame): PSValue {
  const test = (x: PSValue): boolean => truth(f.engine.callNow(block, [x], f, x));
  switch (key) {
    case 'removeall': {
      const before = t.items.length;
      t.items = t.items.filter((x) => !test(x));
      return before - t.items.length;
    }
    case 'find':
      return t.items.find(test) ?? null;
    case 'findall':
      return new List(t.typeName, 'list', t.items.filter(test));
    case 'findindex':
      return t.items.findIndex(test);
    case 'trueforall':
      return t.items.every(test);
    default:
      return t.items.some(test);
  }
}

function* blockMethod(block: ScriptBlockValue, key: string, args: PSValue[], f: Frame): Gen<PSValue | undefined> {
  switch (key) {
    case 'invoke':
    case 'invokereturnasis': {
      const out = new Collector();
      yield* call(f.engine.runBlock(block, { scope: f.scope, out, streams: f.streams, args, newScope: true }));
      return key === 'invoke'
        ? new List(
            'System.Collections.ObjectModel.Collection`1[System.Management.Automation.PSObject]',
            'list',
            out.items,
          )
        : collapse(out.items);
    }
    case 'getsteppablepipeline':
      return new SteppablePipeline(block, f);
    case 'getnewclosure':
      return f.engine.closure(block, f);
    case 'invokewithcontext': {
      const [functions, variables, ...rest] = args;
      const out = new Collector();
      yield* call(
        f.engine.runBlock(block, {
          scope: f.scope,
          out,
          streams: f.streams,
          args: rest.length === 1 ? [...(enumerable(rest[0]!) ?? rest)] : rest,
          newScope: true,
          variables: variables == null ? [] : (enumerable(variables) ?? [variables]),
          functions: functions instanceof Hashtable ? functions : null,
        }),
      );
      return out.items;
    }
    case 'tostring':
      return block.text;
  }
  return undefined;
}

function* invokeBlock(block: ScriptBlockValue, args: PSValue[], f: Frame): Gen<PSValue> {
  const out = new Collector();
  yield* call(f.engine.runBlock(block, { scope: f.scope, out, streams: f.streams, args, newScope: true }));
  return collapse(out.items);
}

/** A ScriptMethod: `$this` is the object. */
export function* callScript(
  block: ScriptBlockValue,
  name: string,
  self: PSValue,
  args: PSValue[],
  f: Frame,
): Gen<PSValue> {
  const out = new Collector();
  const { engine } = f;
  const depth = engine.tryDepth;
  engine.tryDepth++;
  try {
    yield* call(engine.runBlock(block, { scope: f.scope, out, streams: f.streams, args, newScope: true, self }));
  } catch (e) {
    if (engine.isControl(e)) throw e;
    const error = asScriptError(e);
    if (!error) throw e;
    throw scriptMethodError(name, args.length, error);
  } finally {
    engine.tryDepth = depth;
  }
  return out.items.length ? collapse(out.items) : VOID;
}

function scriptMethodError(name: string, count: number, inner: ScriptError): ScriptError {
  const type = 'System.Management.Automation.MethodInvocationException';
  const message = `Exception calling "${name}" with "${count}" argument(s): "${inner.error.text}"`;
  return new ScriptError(
    new ErrorObject(
      { id: 'ScriptMethodRuntimeException', category: 'NotSpecified', exceptionType: type, message },
      new Exception(type, message, inner.error.exception),
    ),
  );
}

/** `.ForEach()` and `.Where()` */
function* magic(t: PSValue, key: string, args: PSValue[], f: Frame): Gen<PSValue> {
  const items = realItems(enumerable(t) ?? [t]);
  const [how] = args;
  const collection = (out: PSValue[]): PSValue =>
    new List('System.Collections.ObjectModel.Collection`1[System.Management.Automation.PSObject]', 'list', out);
  if (key === 'foreach') {
    const out: PSValue[] = [];
    if (how instanceof ScriptBlock) {
      for (const item of items) {
        const sink = new Collector();
        yield* call(
          f.engine.runBlock(how as ScriptBlockValue, {
            scope: f.scope,
            item,
            out: sink,
            streams: f.streams,
            args: args.slice(1),
          }),
        );
        out.push(...sink.items);
      }
    } else if (how instanceof TypeValue) {
      for (const item of items) out.push(f.engine.cast(item, how));
    } else {
      const name = toText(how ?? null);
      for (const item of items) {
        const own = item === null ? ABSENT : ownProperty(item, name);
        if (own !== ABSENT && args.length === 1) out.push(getProperty(item, name));
        else if (item !== null) out.push(yield* invoke(item, name, args.slice(1), f));
      }
    }
    return collection(out);
  }
  const mode = toText(args[1] ?? 'Default').toLowerCase();
  const limit = args[2] === undefined ? 0 : Number(toText(args[2]));
  const yes: PSValue[] = [];
  const no: PSValue[] = [];
  let done = false;
  for (const item of items) {
    let fits = done;
    if (!done || mode === 'split') {
      const sink = new Collector();
      yield* call(
        f.engine.runBlock(how as ScriptBlockValue, { scope: f.scope, item, out: sink, streams: f.streams, args: [] }),
      );
      fits = truth(collapse(sink.items));
    }
    if (mode === 'until') {
      if (fits) break;
      yes.push(item);
      if (limit && yes.length >= limit) break;
    } else if (mode === 'skipuntil') {
      if (fits) done = true;
      if (done) yes.push(item);
      if (limit && yes.length >= limit) break;
    } else if (fits) {
      if (mode === 'split' && limit && yes.length >= limit) no.push(item);
      else yes.push(item);
      if (mode === 'first' && yes.length >= Math.max(1, limit)) break;
      if (mode === 'default' && limit && yes.length >= limit) break;
    } else no.push(item);
  }
  if (mode === 'split') return [collection(yes), collection(no)];
  if (mode === 'last') return collection(yes.slice(-Math.max(1, limit)));
  return collection(yes);
}

/** Expressions to closures. */
import { CastError } from '../cast-error.ts';
import type {
  Binary,
  Convert,
  Expression,
  Hashtable as HashtableAst,
  Index,
  InvokeMember,
  Member,
  Statement,
  Unary,
} from '../language/ast.ts';
import { typeRef } from '../types.ts';
import { Char, EnumValue, Hashtable, Num, type PSValue, type ScriptBlock, typeNameOf } from '../values.ts';
import * as arith from './arithmetic.ts';
import { type Code, map, map2, mapAll, sync, waits } from './code.ts';
import {
  collapse,
  dictionaryEntry,
  entriesOf,
  enumerable,
  iterate,
  List,
  OrderedDictionary,
  tableKey,
} from './collections.ts';
import * as cmp from './compare.ts';
import type { Compiler } from './compile-block.ts';
import { compileInvoke } from './compile-invoke.ts';
import { readTarget } from './compile-statements.ts';
import { assignVariable, readVariable, readVariableOrNone } from './compile-variables.ts';
import { convertTo, fromTable, instanceOf, toText, truth } from './convert.ts';
import { runtimeError, ScriptError } from './errors.ts';
import { runNow } from './flow.ts';
import { Collector, type Frame } from './frame.ts';
import { setProperty } from './member-write.ts';
import { ABSENT, getProperty, ownProperty } from './members.ts';
import { VOID } from './method-tools.ts';
import { Reference } from './net/reference.ts';
import { STATICS } from './net/statics.ts';
import { addedMembers, PSObj } from './psobject.ts';
import { groupLookup } from './regex-objects.ts';
import { ScriptBlockValue } from './script-block.ts';
import * as textops from './text-operators.ts';
import { resolveType } from './type-names.ts';
import { TypeValue } from './type-value.ts';

const plain = (v: PSValue): PSValue => (v === VOID ? null : v);

/** An expression whose value is wanted: nothing counts as null. */
export function compileExpression(c: Compiler, e: Expression): Code {
  if (e.kind === 'VariableExpression') return readVariable(e, c.slots);
  const code = compileValue(c, e);
  switch (e.kind) {
    case 'ParenExpression':
    case 'SubExpression':
    case 'TernaryExpression':
    case 'InvokeMemberExpression':
      return map(code, plain);
    default:
      return code;
  }
}

/** An expression as a pipeline takes it: no output is told apart from null. */
export function compileValue(c: Compiler, e: Expression): Code {
  switch (e.kind) {
    case 'ConstantExpression': {
      const { value } = e;
      return sync(() => value);
    }
    case 'StringConstantExpression': {
      const { value } = e;
      return sync(() => value);
    }
    case 'ExpandableStringExpression':
      return expandable(c, e.parts);
    case 'VariableExpression':
      return readVariableOrNone(e, c.slots);
    case 'UsingExpression':
      return compileExpression(c, e.child);
    case 'TypeExpression': {
      const name = e.typeName;
      let known: TypeValue | null = null;
      return sync((f) => (known ??= f.engine.requireType(name, f)));
    }
    case 'BinaryExpression':
      return binary(c, e);
    case 'UnaryExpression':
      return unary(c, e);
    case 'TernaryExpression': {
      const test = compileExpression(c, e.condition);
      const yes = compileValue(c, e.yes);
      const no = compileValue(c, e.no);
      if (test.s && yes.s && no.s) return sync((f) => (truth(test.s!(f)) ? yes.s!(f) : no.s!(f)));
      return waits(function* (f) {
        const t = test.s ? test.s(f) : yield* test.g!(f);
        const branch = truth(t) ? yes : no;
        return branch.s ? branch.s(f) : yield* branch.g!(f);
      });
    }
    case 'ConvertExpression':
      return cast(c, e);
    case 'AttributedExpression':
      return compileExpression(c, e.child);
    case 'ArrayLiteral':
      return mapAll(
        e.elements.map((x) => compileExpression(c, x)),
        (values) => values,
      );
    case 'ArrayExpression':
      return arrayExpression(c, e);
    case 'SubExpression':
      return c.collect(e.body);
    case 'ParenExpression':
      return paren(c, e.pipeline);
    case 'Hashtable':
      return hashtable(c, e, false);
    case 'ScriptBlockExpression': {
      const { block } = e;
      const inner = c.unit.text.slice(block.start + 1, block.end - 1);
      return sync((f) => {
        const v = new ScriptBlockValue(inner, block, f.unit, null);
        v.module = f.engine.moduleOf(f.scope);
        v.home = v.module ? f.scope.script : null;
        v.compiled = c.nested(block);
        return v;
      });
    }
    case 'MemberExpression':
      return member(c, e);
    case 'InvokeMemberExpression':
      return compileInvoke(c, e as InvokeMember);
    case 'IndexExpression':
      return index(c, e);
    case 'ErrorExpression':
      return sync(() => null);
  }
}

function paren(c: Compiler, s: Statement): Code {
  if (
    s.kind === 'Pipeline' &&
    s.elements.length === 1 &&
    s.elements[0]!.kind === 'CommandExpression' &&
    !s.elements[0]!.redirections.length &&
    !s.background
  ) {
    const element = s.elements[0]!;
    if (element.kind === 'CommandExpression') {
      const code = compileValue(c, element.expression);
      const { start, end } = s;
      if (code.s) {
        const { s: run } = code;
        return sync((f) => {
          f.start = start;
          f.end = end;
          return run(f);
        });
      }
      return code;
    }
  }
  if (s.kind === 'AssignmentStatement') {
    // An assignment in parentheses also gives its value.
    return c.assignmentValue(s);
  }
  return c.collectStatement(s);
}

function arrayExpression(c: Compiler, e: Extract<Expression, { kind: 'ArrayExpression' | 'SubExpression' }>): Code {
  const only = e.body.statements.length === 1 ? e.body.statements[0]! : null;
  if (
    only?.kind === 'Pipeline' &&
    only.elements.length === 1 &&
    only.elements[0]!.kind === 'CommandExpression' &&
    !only.elements[0]!.redirections.length
  ) {
    const code = compileValue(c, only.elements[0]!.expression);
    return map(code, (v) => {
      if (v === VOID) return [];
      const items = enumerable(v);
      return items ? (Array.isArray(v) ? v : [...items]) : [v];
    });
  }
  const collected = c.collectItems(e.body);
  return collected;
}

function expandable(c: Compiler, parts: readonly (string | Expression)[]): Code {
  const codes = parts.map((p) => (typeof p === 'string' ? p : compileExpression(c, p)));
  const text = (v: PSValue, f: Frame): string => (typeof v === 'string' ? v : toText(v, f.engine.separator(f.scope)));
  if (codes.every((p) => typeof p === 'string' || p.s)) {
    const all = codes.map((p) => (typeof p === 'string' ? p : p.s!));
    return sync((f) => {
      let out = '';
      for (const p of all) out += typeof p === 'string' ? p : text(p(f), f);
      return out;
    });
  }
  return waits(function* (f) {
    let out = '';
    for (const p of codes) {
      if (typeof p === 'string') out += p;
      else out += text(p.s ? p.s(f) : yield* p.g!(f), f);
    }
    return out;
  });
}

/** Calls a script block with `$_` from inside an operator. */
export function blockNow(f: Frame, block: ScriptBlock, item: PSValue): PSValue {
  const out = new Collector();
  runNow(f.engine.runBlock(block as ScriptBlockValue, { scope: f.scope, item, out, streams: f.streams, args: [] }));
  return collapse(out.items);
}

const FILTERS: Readonly<Record<string, (l: PSValue, r: PSValue, cs: boolean) => boolean>> = {
  eq: (l, r, cs) => cmp.equals(l, r, cs),
  ne: (l, r, cs) => !cmp.equals(l, r, cs),
  gt: (l, r, cs) => cmp.order(l, r, cs) > 0,
  ge: (l, r, cs) => cmp.order(l, r, cs) >= 0,
  lt: (l, r, cs) => cmp.order(l, r, cs) < 0,
  le: (l, r, cs) => cmp.order(l, r, cs) <= 0,
  like: (l, r, cs) => textops.like(l, r, cs),
  notlike: (l, r, cs) => !textops.like(l, r, cs),
};

/** A comparison operator by its bare name, for Where-Object too. */
export const COMPARISONS = FILTERS;

function contains(list: PSValue, item: PSValue, cs: boolean): boolean {
  return (enumerable(list) ?? [list]).some((x) => cmp.equals(x, item, cs));
}

function binary(c: Compiler, e: Binary): Code {
  const left = compileExpression(c, e.left);
  const op = e.operator;
  if (op === '-and' || op === '-or' || op === '??') return shortCircuit(c, e, left);
  if (op === '-is' || op === '-isnot' || op === '-as') return typeOperator(c, e, left);
  const right = compileExpression(c, e.right);
  switch (op) {
    case '+':
      return map2(left, right, arith.add);
    case '-':
      return map2(left, right, arith.subtract);
    case '*':
      return map2(left, right, arith.multiply);
    case '/':
      return map2(left, right, arith.divide);
    case '%':
      return map2(left, right, arith.remainder);
    case '..':
      return map2(left, right, range);
    case '-f':
      return map2(left, right, textops.format);
    case '-band':
    case '-bor':
    case '-bxor':
      return map2(left, right, (l, r) => arith.bitwise(op, l, r));
    case '-shl':
    case '-shr':
      return map2(left, right, (l, r) => arith.shift(op, l, r));
    case '-xor':
      return map2(left, right, (l, r) => truth(l) !== truth(r));
    case '-join':
      return map2(left, right, (l, r) => textops.join(l, toText(r)));
  }
  const m =
    /^-([ic]?)(eq|ne|gt|ge|lt|le|like|notlike|match|notmatch|replace|contains|notcontains|in|notin|split)$/.exec(op)!;
  const cs = m[1] === 'c';
  const name = m[2]!;
  if (name === 'lt' && !cs) return numeric(left, right, (a, b) => a < b, FILTERS['lt']!);
  if (name === 'le' && !cs) return numeric(left, right, (a, b) => a <= b, FILTERS['le']!);
  if (name === 'gt' && !cs) return numeric(left, right, (a, b) => a > b, FILTERS['gt']!);
  if (name === 'ge' && !cs) return numeric(left, right, (a, b) => a >= b, FILTERS['ge']!);
  const filter = FILTERS[name];
  if (filter) return map2(left, right, (l, r) => cmp.filterOrTest(l, (x) => filter(x, r, cs)));
  switch (name) {
    case 'contains':
      return map2(left, right, (l, r) => contains(l, r, cs));
    case 'notcontains':
      return map2(left, right, (l, r) => !contains(l, r, cs));
    case 'in':
      return map2(left, right, (l, r) => contains(r, l, cs));
    case 'notin':
      return map2(left, right, (l, r) => !contains(r, l, cs));
    case 'match':
    case 'notmatch':
      return map2(left, right, (l, r, f) => matchOperator(l, r, f, !cs, name === 'notmatch'));
    case 'replace':
      return map2(left, right, (l, r, f) => textops.replace(l, r, !cs, (block, m) => blockNow(f, block, m)));
    default:
      return map2(left, right, (l, r, f) => textops.split(l, r, !cs, (block, ch) => truth(blockNow(f, block, ch))));
  }
}

function numeric(
  left: Code,
  right: Code,
  fast: (a: number, b: number) => boolean,
  slow: (l: PSValue, r: PSValue, cs: boolean) => boolean,
): Code {
  return map2(left, right, (l, r) => {
    if (typeof l === 'number' && typeof r === 'number') return fast(l, r);
    return cmp.filterOrTest(l, (x) => slow(x, r, false));
  });
}

function matchOperator(l: PSValue, r: PSValue, f: Frame, ignoreCase: boolean, negated: boolean): PSValue {
  const items = enumerable(l);
  if (items) return items.filter((x) => textops.matches(x, r, ignoreCase) !== negated);
  const found = textops.match(l, r, ignoreCase, (table) => {
    f.scope.local('Matches').value = table;
  });
  return found !== negated;
}

function shortCircuit(c: Compiler, e: Binary, left: Code): Code {
  const right = compileExpression(c, e.right);
  const stop = (v: PSValue): boolean =>
    e.operator === '-and' ? !truth(v) : e.operator === '-or' ? truth(v) : v !== null;
  const finish = (v: PSValue): PSValue => (e.operator === '??' ? v : truth(v));
  if (left.s && right.s) {
    const l = left.s;
    const r = right.s;
    return sync((f) => {
      const v = l(f);
      return finish(stop(v) ? v : r(f));
    });
  }
  return waits(function* (f) {
    const v = left.s ? left.s(f) : yield* left.g!(f);
    if (stop(v)) return finish(v);
    return finish(right.s ? right.s(f) : yield* right.g!(f));
  });
}

function typeOperator(c: Compiler, e: Binary, left: Code): Code {
  const right = compileExpression(c, e.right);
  return map2(left, right, (l, r, f) => {
    const type = r instanceof TypeValue ? r : f.engine.findType(toText(r), f);
    if (!type) {
      if (e.operator === '-as')
        throw runtimeError('AsOperatorRequiresType', `The right operand of '-as' must be a type.`);
      throw runtimeError(
        'RuntimeException',
        `Cannot find type [${toText(r)}]: verify that the assembly containing this type is loaded.`,
      );
    }
    if (e.operator === '-as') {
      try {
        return convertTo(l, type);
      } catch (x) {
        if (x instanceof CastError || x instanceof ScriptError) return null;
        throw x;
      }
    }
    const is = f.engine.isInstance(l, type) || instanceOf(l, type.ref.name);
    return e.operator === '-is' ? is : !is;
  });
}

function range(l: PSValue, r: PSValue): PSValue {
  const bound = (v: PSValue): number => {
    if (typeof v === 'number') return v;
    if (v === null) return 0;
    return f2i(v);
  };
  if (typeof l === 'string' && typeof r === 'string' && l.length === 1 && r.length === 1 && !/\d/.test(l + r)) {
    const a = l.charCodeAt(0);
    const b = r.charCodeAt(0);
    const out: PSValue[] = [];
    for (let i = a; a <= b ? i <= b : i >= b; i += a <= b ? 1 : -1) out.push(new Char(i));
    return out;
  }
  if (l instanceof Char && r instanceof Char) return range(String.fromCharCode(l.code), String.fromCharCode(r.code));
  const a = bound(l);
  const b = bound(r);
  const n = Math.abs(b - a) + 1;
  const out: PSValue[] = new Array(n);
  const d = a <= b ? 1 : -1;
  for (let i = 0; i < n; i++) out[i] = a + i * d;
  return out;
}

const intType = new TypeValue(typeRef('int'));
const f2i = (v: PSValue): number => convertTo(v, intType) as number;

function unary(c: Compiler, e: Unary): Code {
  if (e.operator === '++' || e.operator === '--') return increment(c, e);
  const child = compileExpression(c, e.child);
  switch (e.operator) {
    case '!':
    case '-not':
      return map(child, (v) => !truth(v));
    case '-':
      return map(child, arith.negate);
    case '+':
      return map(child, arith.positive);
    case '-bnot':
      return map(child, arith.bitwiseNot);
    case '-join':
      return map(child, (v) => textops.join(v, ''));
    default:
      return map(child, textops.splitBlanks);
  }
}

function increment(c: Compiler, e: Unary): Code {
  const read = readTarget(c, e.child);
  const assign = compileTarget(c, e.child);
  const by = e.operator === '++' ? 1 : -1;
  const next = (old: PSValue): PSValue => {
    if (typeof old === 'number') {
      const n = old + by;
      return n === (n | 0) ? n : new Num('Double', n);
    }
    if (old === null) return by;
    if (
      typeof old === 'string' ||
      enumerable(old) ||
      old instanceof Hashtable ||
      old instanceof PSObj ||
      typeof old === 'boolean'
    ) {
      throw runtimeError(
        'OperatorRequiresNumber',
        `The '${e.operator}' operator works only on numbers. The operand is a '${typeNameOf(old)}'.`,
      );
    }
    return arith.add(old, by);
  };
  if (read.s && assign.s) {
    const r = read.s;
    const w = assign.s;
    return sync((f) => {
      const old = r(f);
      const now = next(old);
      w(f, now);
      return e.postfix ? (old ?? 0) : now;
    });
  }
  return waits(function* (f) {
    const old = read.s ? read.s(f) : yield* read.g!(f);
    const now = next(old);
    if (assign.s) assign.s(f, now);
    else yield* assign.g!(f, now);
    return e.postfix ? (old ?? 0) : now;
  });
}

/** `[type]value` */
function cast(c: Compiler, e: Convert): Code {
  const name = e.type.typeName;
  const lower = name.text.toLowerCase();
  if (
    e.child.kind === 'Hashtable' &&
    (lower === 'ordered' || lower === 'pscustomobject' || lower === 'system.management.automation.pscustomobject')
  ) {
    const table = hashtable(c, e.child, true);
    return lower === 'ordered' ? table : map(table, (t) => fromTable(t as Hashtable));
  }
  if (lower === 'ref') return reference(c, e.child);
  if (lower === 'ordered') {
    return sync(() => {
      throw runtimeError(
        'OrderedAttributeNotOnHashLiteral',
        'The ordered attribute can be specified only on a hash literal node.',
      );
    });
  }
  const child = compileExpression(c, e.child);
  let known: TypeValue | null = null;
  return map(child, (v, f) => {
    known ??= f.engine.requireType(name, f);
    return f.engine.cast(v, known);
  });
}

function reference(c: Compiler, child: Expression): Code {
  if (child.kind !== 'VariableExpression') {
    const code = compileExpression(c, child);
    return map(code, (v) => {
      let held = v;
      return new Reference(
        () => held,
        (x) => {
          held = x;
        },
      );
    });
  }
  const key = child.name.toLowerCase().replace(/^.*:/, '');
  return sync((f) => {
    const variable = f.scope.find(key);
    if (!variable) {
      if (key === 'null')
        return new Reference(
          () => null,
          () => undefined,
        );
      throw runtimeError('NonExistingVariableReference', `[ref] cannot be applied to a variable that does not exist.`);
    }
    return new Reference(
      () => variable.get(),
      (v) => variable.set(v),
    );
  });
}

function hashtable(c: Compiler, e: HashtableAst, ordered: boolean): Code {
  const keys = e.pairs.map((p) => compileExpression(c, p.key));
  const values = e.pairs.map((p) => c.statementValue(p.value));
  const make = (): Hashtable => (ordered ? new OrderedDictionary() : new Hashtable());
  const put = (t: Hashtable, k: PSValue, v: PSValue): void => {
    if (k === null) throw runtimeError('InvalidNullKey', 'A null key is not allowed in a hash literal.');
    if (t.entries.size && t.get(k) !== undefined) {
      throw runtimeError(
        'DuplicateKeyInHashLiteral',
        `Item has already been added. Key in dictionary: '${toText(k)}'  Key being added: '${toText(k)}'`,
      );
    }
    t.set(k, v === VOID ? null : v);
  };
  if (keys.every((k) => k.s) && values.every((v) => v.s)) {
    return sync((f) => {
      const t = make();
      for (let i = 0; i < keys.length; i++) put(t, keys[i]!.s!(f), values[i]!.s!(f));
      return t;
    });
  }
  return waits(function* (f) {
    const t = make();
    for (let i = 0; i < keys.length; i++) {
      const k = keys[i]!.s ? keys[i]!.s!(f) : yield* keys[i]!.g!(f);
      put(t, k, values[i]!.s ? values[i]!.s!(f) : yield* values[i]!.g!(f));
    }
    return t;
  });
}

/** Name of a member as code. */
export function memberName(c: Compiler, e: Expression): Code {
  if (e.kind === 'StringConstantExpression') {
    const { value } = e;
    return sync(() => value);
  }
  return compileExpression(c, e);
}

function member(c: Compiler, e: Member): Code {
  const target = compileExpression(c, e.target);
  const name = memberName(c, e.member);
  if (e.isStatic) return map2(target, name, (t, n, f) => staticProperty(t, toText(n), f));
  const nullable = e.nullConditional;
  return map2(target, name, (t, n, f) => {
    if (t === null && nullable) return null;
    return readMember(t, n, f);
  });
}

function readMember(t: PSValue, n: PSValue, f: Frame): PSValue {
  const name = typeof n === 'string' ? n : toText(n);
  if (t === null) {
    if (f.engine.strictSeen && f.engine.strictness(f.scope) >= 2) return getProperty(null, name, true);
    const lower = name.toLowerCase();
    return lower === 'count' || lower === 'length' ? 0 : null;
  }
  if (t instanceof PSObj) {
    const v = t.get(name);
    if (v !== undefined) return v;
  }
  if (t instanceof Hashtable && typeof n !== 'string') {
    const v = t.get(n);
    if (v !== undefined) return v;
  }
  const strict = f.engine.strictSeen && f.engine.strictness(f.scope) >= 2;
  return getProperty(t, name, strict);
}

/** `[type]::name` */
export function staticProperty(t: PSValue, name: string, f: Frame): PSValue {
  const type =
    t instanceof TypeValue
      ? t
      : typeof t === 'string'
        ? f.engine.findType(t, f)
        : t === null
          ? null
          : f.engine.typeOf(t);
  if (!type) {
    if (t === null)
      throw runtimeError(
        'PropertyNotFound',
        `The property '${name}' cannot be found on this object. Verify that the property exists.`,
      );
    throw runtimeError('TypeNotFound', `Unable to find type [${toText(t)}].`);
  }
  if (type.cls) {
    const own = f.engine.staticMember(type, name);
    if (own !== undefined) return own;
  }
  if (type.ref.kind === 'enum') {
    const { members } = type.ref.enum!;
    for (const [n, v] of Object.entries(members))
      if (n.toLowerCase() === name.toLowerCase()) return new EnumValue(type.ref.enum!, v);
  }
  const getter = STATICS[type.ref.name]?.properties?.[name.toLowerCase()];
  if (getter) return getter(f.engine.surroundings);
  const method = STATICS[type.ref.name]?.methods[name.toLowerCase()];
  if (method) return new PSObj(['System.Management.Automation.PSMethod', 'System.Object'], { Name: name });
  const own = ownProperty(type, name);
  if (own !== ABSENT && !/^(?:count|length)$/i.test(name)) return own;
  if (f.engine.strictSeen && f.engine.strictness(f.scope) >= 2) return getProperty(null, name, true);
  return null;
}

function index(c: Compiler, e: Index): Code {
  const target = compileExpression(c, e.target);
  const at = compileExpression(c, e.index);
  return map2(target, at, (t, i, f) => {
    if (t === null && e.nullConditional) return null;
    if (Array.isArray(t) && typeof i === 'number') {
      const v = t[i < 0 ? t.length + i : i];
      if (v !== undefined) return v;
    }
    return readIndex(t, i, f);
  });
}

function outside(f: Frame): PSValue {
  if (f.engine.strictSeen && f.engine.strictness(f.scope) >= 3) {
    throw runtimeError('System.IndexOutOfRangeException', 'Index was outside the bounds of the array.', {
      category: 'OperationStopped',
      exceptionType: 'System.IndexOutOfRangeException',
    });
  }
  return null;
}

/** `$target[$i]` */
export function readIndex(t: PSValue, i: PSValue, f: Frame): PSValue {
  if (t === null) throw runtimeError('NullArray', 'Cannot index into a null array.');
  const many = enumerable(i);
  if (t instanceof Hashtable) {
    if (i === null) throw runtimeError('NullArrayIndex', 'Index operation failed; the array index evaluated to null.');
    if (many) return many.map((k) => t.get(k) ?? null);
    const v = t.get(i);
    if (v !== undefined) return v;
    if (t instanceof OrderedDictionary && typeof i === 'number') {
      const all = [...t.entries.values()];
      return all[i < 0 ? all.length + i : i]?.value ?? null;
    }
    if (t.typeName.startsWith('System.Collections.Generic.Dictionary')) return null;
    return null;
  }
  if (t instanceof PSObj && groupLookup.has(t))
    return groupLookup.get(t)!(typeof i === 'number' || typeof i === 'string' ? i : toText(i));
  const items = typeof t === 'string' ? null : enumerable(t);
  if (many) {
    const out: PSValue[] = [];
    for (const one of many) {
      const v = readIndex(t, one, f);
      const n = typeof one === 'number' ? one : f2i(one);
      const length = typeof t === 'string' ? t.length : items ? items.length : 1;
      if (n < length && n >= -length) out.push(v);
    }
    return out;
  }
  if (items || typeof t === 'string') {
    if (t instanceof List && typeof i === 'string' && 'find' in t)
      return (t as unknown as { find(n: string): PSValue }).find(i);
    const n = typeof i === 'number' ? i : f2i(i);
    const length = typeof t === 'string' ? t.length : items!.length;
    const at = n < 0 ? length + n : n;
    if (at < 0 || at >= length) {
      return outside(f);
    }
    return typeof t === 'string' ? new Char(t.charCodeAt(at)) : items![at]!;
  }
  // A single object is a list of itself.
  if (typeof i === 'number' || typeof i === 'string') {
    const n = typeof i === 'number' ? i : Number(i);
    if (n === 0 || n === -1) return t;
    if (t instanceof PSObj && typeof i === 'string' && Number.isNaN(n)) {
      throw runtimeError('CannotIndex', `Unable to index into an object of type "${typeNameOf(t)}".`);
    }
    return outside(f);
  }
  return null;
}

/** How something is assigned to. */
export interface Target {
  readonly s: ((f: Frame, value: PSValue) => void) | null;
  readonly g: ((f: Frame, value: PSValue) => import('./flow.ts').Gen<void>) | null;
}

/** The target of an assignment. */
export function compileTarget(c: Compiler, e: Expression): Target {
  switch (e.kind) {
    case 'VariableExpression':
      return { s: assignVariable(e, c.slots), g: null };
    case 'MemberExpression': {
      const target = compileExpression(c, e.target);
      const name = memberName(c, e.member);
      const put = (t: PSValue, n: PSValue, v: PSValue, f: Frame): void => {
        if (e.isStatic) f.engine.setStatic(t, toText(n), v, f);
        else if (t instanceof Hashtable && typeof n !== 'string') t.set(n, v);
        else setProperty(t, toText(n), v);
      };
      if (target.s && name.s) return { s: (f, v) => put(target.s!(f), name.s!(f), v, f), g: null };
      return {
        s: null,
        g: function* (f, v) {
          const t = target.s ? target.s(f) : yield* target.g!(f);
          const n = name.s ? name.s(f) : yield* name.g!(f);
          put(t, n, v, f);
        },
      };
    }
    case 'IndexExpression': {
      const target = compileExpression(c, e.target);
      const at = compileExpression(c, e.index);
      if (target.s && at.s) return { s: (f, v) => writeIndex(target.s!(f), at.s!(f), v), g: null };
      return {
        s: null,
        g: function* (f, v) {
          const t = target.s ? target.s(f) : yield* target.g!(f);
          const i = at.s ? at.s(f) : yield* at.g!(f);
          writeIndex(t, i, v);
        },
      };
    }
    case 'ConvertExpression':
    case 'AttributedExpression':
      return c.typedTarget(e);
    case 'ParenExpression':
      if (e.pipeline.kind === 'Pipeline' && e.pipeline.elements[0]?.kind === 'CommandExpression')
        return compileTarget(c, e.pipeline.elements[0].expression);
      break;
    case 'ArrayLiteral': {
      const targets = e.elements.map((x) => compileTarget(c, x));
      const spread = (v: PSValue): PSValue[] => {
        const items = [...iterate(v)];
        if (v === null) return targets.map(() => null);
        const out = targets.map((_, i) => items[i] ?? null);
        if (items.length > targets.length) out[targets.length - 1] = items.slice(targets.length - 1);
        return out;
      };
      if (targets.every((t) => t.s)) {
        return {
          s: (f, v) => {
            const values = spread(v);
            targets.forEach((t, i) => {
              t.s!(f, values[i]!);
            });
          },
          g: null,
        };
      }
      return {
        s: null,
        g: function* (f, v) {
          const values = spread(v);
          for (const [i, t] of targets.entries()) {
            if (t.s) t.s(f, values[i]!);
            else yield* t.g!(f, values[i]!);
          }
        },
      };
    }
  }
  return {
    s: () => {
      throw runtimeError('InvalidLeftHandSide', 'The assignment expression is not valid.');
    },
    g: null,
  };
}

/** `$target[$i] = $value` */
export function writeIndex(t: PSValue, i: PSValue, v: PSValue): void {
  if (t === null) throw runtimeError('NullArray', 'Cannot index into a null array.');
  if (t instanceof Hashtable) {
    if (i === null) throw runtimeError('NullArrayIndex', 'Index operation failed; the array index evaluated to null.');
    if (t instanceof OrderedDictionary && typeof i === 'number' && t.get(i) === undefined) {
      const key = [...t.entries.keys()][i];
      if (key !== undefined) {
        t.entries.get(key)!.value = v;
        return;
      }
    }
    t.set(i, v);
    return;
  }
  if (typeof t === 'string') {
    throw runtimeError('CannotIndex', `Unable to index into an object of type "System.String".`, { id: 'CannotIndex' });
  }
  const items = Array.isArray(t) ? t : t instanceof List ? t.items : enumerable(t);
  if (!items) throw runtimeError('CannotIndex', `Unable to index into an object of type "${typeNameOf(t)}".`);
  const n = f2i(i);
  const at = n < 0 ? items.length + n : n;
  if (at < 0 || at >= items.length) {
    throw runtimeError(
      'System.IndexOutOfRangeException',
      t instanceof List
        ? "Index was out of range. Must be non-negative and less than the size of the collection. (Parameter 'index')"
        : 'Index was outside the bounds of the array.',
      {
        category: 'OperationStopped',
        exceptionType: t instanceof List ? 'System.ArgumentOutOfRangeException' : 'System.IndexOutOfRangeException',
      },
    );
  }
  let value = v;
  if (!Array.isArray(t) && !(t instanceof List)) {
    const element = typeNameOf(t).slice(0, -2);
    const short = ARRAY_TYPES[element];
    if (short) value = convertTo(v, new TypeValue(typeRef(short)));
  } else if (t instanceof List && t.element) value = t.element(v);
  (items as PSValue[])[at] = value;
}

const ARRAY_TYPES: Readonly<Record<string, string>> = {
  'System.Int32': 'int',
  'System.String': 'string',
  'System.Int64': 'long',
  'System.Double': 'double',
  'System.Boolean': 'bool',
  'System.Byte': 'byte',
  'System.Char': 'char',
  'System.Decimal': 'decimal',
};

void addedMembers;
void dictionaryEntry;
void entriesOf;
void tableKey;
void resolveType;

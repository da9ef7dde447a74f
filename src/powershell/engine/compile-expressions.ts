/** Expressions to closures. */
import type { Expression, InvokeMember } from '../language/ast.ts';
import type { PSValue } from '../values.ts';
import { type Code, map, sync, waits } from './code.ts';
import type { Compiler } from './compile-block.ts';
import { cast } from './compile-casts.ts';
import { index } from './compile-index.ts';
import { compileInvoke } from './compile-invoke.ts';
import { arrayExpression, arrayLiteral, expandable, hashtable, paren } from './compile-literals.ts';
import { member } from './compile-members.ts';
import { binary, unary } from './compile-operators.ts';
import { readVariable, readVariableOrNone, usingVariable } from './compile-variables.ts';
import { truth } from './convert.ts';
import { VOID } from './method-tools.ts';
import { ScriptBlockValue } from './script-block.ts';
import type { TypeValue } from './type-value.ts';

const plain = (v: PSValue): PSValue => (v === VOID ? null : v);

/** `$using:a.b`: the tree has the whole member under `using`; what was taken along is the variable. */
function ofTaken(e: Expression): Expression {
  if (e.kind === 'VariableExpression') return { kind: 'UsingExpression', start: e.start, end: e.end, child: e };
  return 'target' in e ? ({ ...e, target: ofTaken(e.target as Expression) } as Expression) : e;
}

/** An expression whose value is wanted: nothing counts as null. */
export function compileExpression(c: Compiler, e: Expression): Code {
  switch (e.kind) {
    case 'VariableExpression':
      return readVariable(e, c.slots);
    case 'MemberExpression':
      return member(c, e, false);
    case 'IndexExpression':
      return index(c, e, false);
  }
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
    case 'UsingExpression': {
      const { child } = e;
      return child.kind === 'VariableExpression' ? usingVariable(child.name) : compileExpression(c, ofTaken(child));
    }
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
      return arrayLiteral(c, e.elements);
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
      return member(c, e, true);
    case 'InvokeMemberExpression':
      return compileInvoke(c, e as InvokeMember);
    case 'IndexExpression':
      return index(c, e, true);
    case 'ErrorExpression':
      return sync(() => null);
  }
}

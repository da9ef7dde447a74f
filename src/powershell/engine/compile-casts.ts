/** Casts, type tests and references to closures. */
import { CastError } from '../cast-error.ts';
import type { Binary, Convert, Expression } from '../language/ast.ts';
import type { Hashtable } from '../values.ts';
import { type Code, map, map2, sync } from './code.ts';
import type { Compiler } from './compile-block.ts';
import { compileExpression, compileValue } from './compile-expressions.ts';
import { hashtable } from './compile-literals.ts';
import { convertTo, fromTable, instanceOf, toText } from './convert.ts';
import { runtimeError, ScriptError } from './errors.ts';
import { VOID } from './method-tools.ts';
import { Reference } from './net/reference.ts';
import { TypeValue } from './type-value.ts';

export function typeOperator(c: Compiler, e: Binary, left: Code): Code {
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

/** `[type]value` */
export function cast(c: Compiler, e: Convert): Code {
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
  const child = compileValue(c, e.child);
  let known: TypeValue | null = null;
  return map(child, (v, f) => {
    known ??= f.engine.requireType(name, f);
    if (v === VOID) return known.ref.kind === 'string' ? null : f.engine.cast(null, known);
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

/** ForEach-Object: blocks, or a member of every object. */
import type { Context } from '../engine/builtin.ts';
import { enumerable } from '../engine/collections.ts';
import { invoke } from '../engine/compile-invoke.ts';
import { toText } from '../engine/convert.ts';
import type { Gen } from '../engine/flow.ts';
import { ABSENT, getProperty, ownProperty } from '../engine/members.ts';
import { VOID } from '../engine/method-tools.ts';
import type { ScriptBlockValue } from '../engine/script-block.ts';
import { hasWildcard } from '../engine/wildcard.ts';
import { parallelBody } from '../jobs/parallel.ts';
import { Hashtable, type PSValue, type ScriptBlock } from '../values.ts';
import { builtin } from './declare.ts';
import { matching, namesOf } from './expression.ts';

const table = `
InputObject psobject < [ScriptBlockSet,PropertyAndMethodSet,ParallelParameterSet] <
Begin scriptblock [ScriptBlockSet]
Process scriptblock[] null [ScriptBlockSet] @0 !
End scriptblock [ScriptBlockSet]
RemainingScripts scriptblock[] null ... [ScriptBlockSet]
MemberName string ~ [PropertyAndMethodSet] @0 !
ArgumentList|Args object[] ... [PropertyAndMethodSet]
Parallel scriptblock [ParallelParameterSet] !
ThrottleLimit int 1..2147483647 [ParallelParameterSet]
TimeoutSeconds int 0..2147483 [ParallelParameterSet]
AsJob switch [ParallelParameterSet]
UseNewRunspace switch [ParallelParameterSet]
`;

/** Which block is which: the first of several is -Begin and the last -End, unless those were given. */
function parts(c: Context): { begin: ScriptBlock[]; process: ScriptBlock[]; end: ScriptBlock[] } {
  const all = [...c.list('Process'), ...c.list('RemainingScripts')] as (ScriptBlock | null)[];
  const begin = c.get('Begin') as ScriptBlock | null;
  const end = c.get('End') as ScriptBlock | null;
  const only = (list: readonly (ScriptBlock | null)[]): ScriptBlock[] => list.filter((b) => b !== null);
  let first = 0;
  let last = all.length;
  const before = begin ? [begin] : [];
  if (!begin && all.length > 1) before.push(...only(all.slice(0, ++first)));
  const after = end ? [end] : [];
  if (!end && last - first > 1) after.push(...only(all.slice(--last)));
  return { begin: before, process: only(all.slice(first, last)), end: after };
}

function* send(c: Context, value: PSValue): Gen<void> {
  if (value === VOID) return;
  yield* c.emitAll(enumerable(value) ?? [value]);
}

function* member(c: Context, item: PSValue, given: string): Gen<void> {
  if (item === null) {
    if (c.list('ArgumentList').length > 0) {
      yield* c.error(
        c.record(
          'InvokeMethodOnNull',
          'InvalidOperation',
          'You cannot call a method on a null-valued expression.',
          'System.Management.Automation.PSInvalidOperationException',
        ),
      );
      return;
    }
    if (c.engine.strictness(c.frame.scope) < 2) {
      yield* c.emit(null);
      return;
    }
    yield* c.error(
      c.record(
        'InputObjectIsNull',
        'InvalidArgument',
        "Cannot bind argument to parameter 'InputObject' because it is null.",
        'System.Management.Automation.PSArgumentNullException',
      ),
    );
    return;
  }
  let name = given;
  if (hasWildcard(given)) {
    const found = matching(item, given, true);
    if (found.length > 1) {
      yield* c.error(
        c.record(
          'AmbiguousPropertyOrMethodName',
          'InvalidOperation',
          `Input name "${given}" is ambiguous. It can be resolved to multiple matched members. Possible matches include: ${found.join(' ')}.`,
          'System.Management.Automation.PSArgumentException',
          { target: item },
        ),
      );
      return;
    }
    name = found[0] ?? given;
  }
  const own = ownProperty(item, name);
  const declared =
    own !== ABSENT &&
    (!/^(?:count|length)$/i.test(name) ||
      namesOf(item, true).some((n) => n.toLowerCase() === name.toLowerCase()) ||
      enumerable(item));
  if (declared && !c.has('ArgumentList')) {
    yield* c.emit(own);
    return;
  }
  try {
    yield* send(c, yield* invoke(item, name, c.list('ArgumentList'), c.frame));
  } catch (thrown) {
    if (c.engine.isControl(thrown)) throw thrown;
    const record = (thrown as { error?: { record?: { id?: string } } }).error?.record;
    if (record?.id !== 'MethodNotFound') throw thrown;
    if (c.list('ArgumentList').length > 0) {
      yield* c.error(
        c.record(
          'MethodNotFound',
          'InvalidOperation',
          `Input name "${given}" cannot be resolved to a method.`,
          'System.Management.Automation.PSArgumentException',
          { target: item },
        ),
      );
      return;
    }
    if (item instanceof Hashtable || c.engine.strictness(c.frame.scope) < 2) {
      // Length and Count of a single value are no members of it.
      yield* c.emit(enumerable(item) || item instanceof Hashtable ? getProperty(item, name) : null);
      return;
    }
    yield* c.error(
      c.record(
        'PropertyOrMethodNotFound',
        'InvalidOperation',
        `The input name "${given}" cannot be resolved to a property.`,
        'System.Management.Automation.PSArgumentException',
        { target: item },
      ),
    );
  }
}

export const FOREACH = [
  builtin(
    'ForEach-Object',
    'core',
    table,
    (c) => {
      const given = c.has('InputObject') ? c.get('InputObject') : undefined;
      const parallel = c.get('Parallel') as ScriptBlock | null;
      if (parallel) return parallelBody(c, parallel as ScriptBlockValue);
      if (c.has('MemberName')) {
        const name = toText(c.get('MemberName'));
        return {
          *process(input) {
            const item = input === undefined ? given : input;
            if (item !== undefined) yield* member(c, item, name);
          },
        };
      }
      const { begin, process, end } = parts(c);
      return {
        *begin() {
          for (const block of begin) yield* c.run(block, null, c.out);
        },
        *process(input) {
          const item = input === undefined ? (given ?? null) : input;
          for (const block of process) yield* c.run(block, item, c.out);
        },
        *end() {
          for (const block of end) yield* c.run(block, null, c.out);
        },
      };
    },
    { raw: true, defaultSet: 'ScriptBlockSet' },
  ),
];

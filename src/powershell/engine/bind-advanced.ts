/** Binding of functions with [CmdletBinding()] or [Parameter()]: by the same rules as a cmdlet. */
import { Binding } from '../binder/binder.ts';
import { BindingError } from '../binder/binding-error.ts';
import type { CommandElement } from '../binder/elements.ts';
import type { Parameter as BinderParameter } from '../binder/metadata.ts';
import { Hashtable, type PSValue, unwrap } from '../values.ts';
import { BoundParameters, zeroOf } from './block-facts.ts';
import type { BlockStage } from './block-stage.ts';
import { enumerable } from './collections.ts';
import { commonParameters } from './common-parameters.ts';
import { ErrorObject, ScriptError } from './errors.ts';
import { runNow } from './flow.ts';
import { Collector } from './frame.ts';
import { ABSENT, ownProperty } from './members.ts';
import type { ParameterFacts } from './parameter-attributes.ts';
import { argumentExtent, COMMON } from './parameter-values.ts';
import { PSCmdletObject } from './pscmdlet.ts';
import { PSObj } from './psobject.ts';
import type { ScriptBlockValue } from './script-block.ts';

export function bindAdvanced(stage: BlockStage): void {
  const { frame, place } = stage;
  let binding: Binding;
  const elements = place.planned.elements;
  try {
    binding = withRemaining(stage, elements);
  } catch (e) {
    throw reworded(stage, e);
  }
  stage.binding = binding;
  assignBound(stage);
  const cmdlet = new PSCmdletObject(stage, frame, binding, place);
  frame.scope.local('PSCmdlet').value = cmdlet;
  commonParameters(stage, binding);
}

/** Binds one object that came down the pipeline. */
export function bindInput(stage: BlockStage, value: PSValue): void {
  const { engine } = stage.frame;
  stage.binding!.bindInput(value, {
    property: (v, n) => {
      // A scalar's Count and Length are the language's, not the object's.
      if (/^(?:count|length)$/i.test(n) && !hasOwnLength(v, n)) return undefined;
      const own = ownProperty(v, n);
      return own === ABSENT ? undefined : own;
    },
    evaluate: (block, v) => {
      const out = new Collector();
      runNow(
        engine.runBlock(block as ScriptBlockValue, {
          scope: stage.place.frame.scope,
          item: v,
          out,
          streams: stage.place.streams,
          args: [],
        }),
      );
      return out.items.length === 1 ? out.items[0]! : out.items;
    },
  });
  assignInput(stage);
}

const hasOwnLength = (value: PSValue, name: string): boolean =>
  typeof value === 'string'
    ? name.toLowerCase() === 'length'
    : value instanceof PSObj
      ? value.get(name) !== undefined
      : value instanceof Hashtable || enumerable(value) !== undefined;

/** ValueFromRemainingArguments takes what no other parameter takes. */
export function withRemaining(stage: BlockStage, elements: readonly CommandElement[]): Binding {
  const rest = stage.facts.parameters.find((p) => p.remaining);
  if (!rest) return new Binding(stage.facts.def, elements, stage.place.expectsInput);
  const kept: CommandElement[] = [];
  const left: PSValue[] = [];
  const positions = stage.facts.parameters.filter((p) => !p.remaining && !p.isSwitch);
  const known = (n: string): boolean => {
    const l = n.toLowerCase();
    const names = [...stage.facts.parameters.flatMap((p) => [p.name, ...p.aliases]), ...COMMON];
    return names.some((x) => x.toLowerCase() === l) || names.filter((x) => x.toLowerCase().startsWith(l)).length === 1;
  };
  const namedGiven = new Set<string>();
  for (const e of elements) if (e.kind === 'parameter' && known(e.name)) namedGiven.add(e.name.toLowerCase());
  let free = positions.filter((p) => ![...namedGiven].some((n) => p.name.toLowerCase().startsWith(n))).length;
  for (let i = 0; i < elements.length; i++) {
    const e = elements[i]!;
    if (e.kind === 'parameter') {
      if (!known(e.name)) {
        left.push(e.text);
        if (e.value) left.push(unwrap(e.value.value));
        continue;
      }
      kept.push(e);
      const p = stage.facts.parameters.find((x) => x.name.toLowerCase().startsWith(e.name.toLowerCase()));
      const isSwitch = p?.isSwitch ?? /^(?:verbose|debug|whatif|confirm)/i.test(e.name);
      if (!e.value && !isSwitch && elements[i + 1]?.kind === 'argument') kept.push(elements[++i]!);
    } else if (e.kind === 'argument') {
      if (free > 0) {
        free--;
        kept.push(e);
      } else left.push(unwrap(e.value));
    } else kept.push(e);
  }
  const remaining = left.flatMap((v) => enumerable(v) ?? [v]);
  if (remaining.length)
    kept.push({
      kind: 'parameter',
      name: rest.name,
      text: `-${rest.name}:`,
      value: { value: remaining },
    });
  return new Binding(stage.facts.def, kept, stage.place.expectsInput);
}

export function reworded(stage: BlockStage, e: unknown): unknown {
  if (!(e instanceof BindingError)) return e;
  const { record } = e;
  let { message } = record;
  if (record.id === 'MissingArgument') {
    const p = stage.facts.parameters.find((x) => message.includes(`'${x.name}'`));
    if (p?.types.length) {
      const type = stage.frame.engine.requireType(p.types[0]!.typeName, stage.frame);
      message = message.replace(/of type '[^']*'/, `of type '${type.ref.name}'`);
    }
  }
  const { ast } = stage.place.planned;
  const error = new ErrorObject({
    ...record,
    message,
    activity: stage.name,
    className: stage.name,
    extent: record.extent ?? stage.place.frame.unit.extent(ast.start, ast.end),
  });
  return new ScriptError(error);
}

/** Puts bound values into variables: converted, checked, with defaults for the rest. */
export function assignBound(stage: BlockStage): void {
  const { frame, facts } = stage;
  const bound = new BoundParameters();
  const values = new Map<string, PSValue>();
  for (const [p, v] of stage.binding!.bound as ReadonlyMap<BinderParameter, PSValue>) {
    values.set(p.name.toLowerCase(), v);
    bound.set(p.name, v);
  }
  for (const [i, p] of facts.parameters.entries()) {
    const raw = values.get(p.name.toLowerCase());
    if (raw === undefined) {
      stage.define(p, defaultOf(stage, i, p));
      continue;
    }
    const value = stage.checked(p, raw, true, argumentExtent(stage.place, p, raw));
    bound.set(p.name, value);
    stage.define(p, value);
  }
  frame.scope.local('PSBoundParameters').value = bound;
}

/** What one object of the pipeline bound; what an earlier one bound and this one does not has its default again. */
function assignInput(stage: BlockStage): void {
  const { frame, facts } = stage;
  const binding = stage.binding!;
  const bound = frame.scope.vars.get('psboundparameters')?.value as BoundParameters;
  const values = new Map<string, PSValue>();
  const names = new Map<string, string>();
  for (const [p, v] of binding.bound as ReadonlyMap<BinderParameter, PSValue>)
    if (binding.how(p) === 'pipeline') {
      values.set(p.name.toLowerCase(), v);
      names.set(p.name.toLowerCase(), p.name);
    }
  for (const [i, p] of facts.parameters.entries()) {
    const raw = values.get(p.name.toLowerCase());
    if (raw !== undefined) {
      const value = stage.checked(p, raw, true, argumentExtent(stage.place, p, raw));
      values.set(p.name.toLowerCase(), value);
      stage.redefine(p, value);
      stage.fromInput.add(p);
    } else if (stage.fromInput.delete(p)) stage.redefine(p, defaultOf(stage, i, p));
  }
  // In the order in which they were bound.
  for (const [key, value] of values) bound.set(names.get(key)!, value);
}

function defaultOf(stage: BlockStage, i: number, p: ParameterFacts): PSValue {
  const { frame, compiled } = stage;
  const code = compiled.parameters[i]!.default;
  if (!code) return zeroOf(p, frame);
  return stage.checked(p, code.s ? code.s(frame) : runNow(code.g!(frame)), false, undefined);
}

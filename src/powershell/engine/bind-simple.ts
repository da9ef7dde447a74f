import { type PSValue, Switch, unwrap } from '../values.ts';
import { BoundParameters, missingValue } from './block-facts.ts';
import type { BlockStage } from './block-stage.ts';
import type { Gen } from './flow.ts';
import type { ParameterFacts } from './parameter-attributes.ts';
import { bindError, expandSplats } from './parameter-values.ts';
import { Variable } from './scope.ts';

export function* bindSimple(stage: BlockStage): Gen<void> {
  const { frame, facts, place } = stage;
  const bound = new BoundParameters();
  const values = new Map<ParameterFacts, { value: PSValue; extent: import('../errors.ts').Extent | undefined }>();
  const rest: PSValue[] = [];
  const positional: { value: PSValue; extent: import('../errors.ts').Extent | undefined; text?: string }[] = [];
  const order: ParameterFacts[] = [];
  const set = (p: ParameterFacts, value: PSValue, extent: import('../errors.ts').Extent | undefined): void => {
    if (values.has(p)) {
      throw bindError(
        'ParameterAlreadyBound',
        `Cannot bind parameter because parameter '${p.name}' is specified more than once. To provide multiple values to parameters that can accept multiple values, use the array syntax. For example, "-parameter value1,value2,value3".`,
        stage.name,
      );
    }
    values.set(p, { value, extent });
    order.push(p);
  };
  const elements = expandSplats(place.planned.elements, (name) => match(stage, name));
  // After the first `--` nothing is a parameter's name.
  let namesEnded = false;
  for (let i = 0; i < elements.length; i++) {
    const e = elements[i]!;
    if (e.kind === 'parameter' && namesEnded) {
      positional.push({ value: e.text, extent: e.extent });
      if (e.value) positional.push({ value: e.value.value, extent: e.value.extent });
      continue;
    }
    if (e.kind === 'parameter' && e.name === '-') {
      namesEnded = true;
      continue;
    }
    if (e.kind !== 'parameter') {
      if (e.kind === 'argument') positional.push({ value: e.value, extent: e.extent });
      continue;
    }
    const p = match(stage, e.name);
    if (!p) {
      positional.push({ value: e.text, extent: e.extent, text: e.text });
      const next = elements[i + 1];
      if (e.value) positional.push({ value: e.value.value, extent: e.value.extent, text: '' });
      else if (next?.kind === 'argument') {
        positional.push({ value: next.value, extent: next.extent, text: '' });
        i++;
      }
      continue;
    }
    if (p.isSwitch) {
      set(p, e.value ? e.value.value : new Switch(true), e.extent);
      continue;
    }
    if (e.value) set(p, e.value.value, e.value.extent);
    else {
      const next = elements[i + 1];
      if (next?.kind !== 'argument') {
        const type = p.types.length ? frame.engine.requireType(p.types[0]!.typeName, frame).ref.name : 'System.Object';
        throw bindError(
          'MissingArgument',
          `Missing an argument for parameter '${p.name}'. Specify a parameter of type '${type}' and try again.`,
          stage.name,
          e.extent,
        );
      }
      i++;
      set(p, next.value, next.extent);
    }
  }
  const free = facts.parameters.filter((p) => !values.has(p) && !p.isSwitch);
  for (const a of positional) {
    const p = a.text === undefined ? free.shift() : undefined;
    if (p) set(p, a.value, a.extent);
    else rest.push(a.text !== undefined && a.text !== '' ? a.text : unwrap(a.value));
  }
  const args = rest;
  Object.defineProperty(args, 'fromArgs', { value: true });
  for (const p of order) {
    const { value, extent } = values.get(p)!;
    const checked = stage.checked(p, value, true, extent);
    bound.set(p.name, checked);
    stage.define(p, checked);
  }
  if (!stage.dot || rest.length || facts.parameters.length) {
    const key = 'args';
    frame.scope.vars.set(key, new Variable('args', args));
  }
  for (const [i, p] of facts.parameters.entries()) {
    if (values.has(p)) continue;
    const code = stage.compiled.parameters[i]!.default;
    if (!code) {
      stage.define(p, missingValue(p, frame, stage.compiled, stage.name));
      continue;
    }
    const raw = code.s ? code.s(frame) : yield* code.g!(frame);
    stage.define(p, stage.checked(p, raw, false, undefined));
  }
  if (!stage.dot) {
    const v = new Variable('PSBoundParameters', bound);
    frame.scope.vars.set('psboundparameters', v);
  }
}

export function match(stage: BlockStage, name: string): ParameterFacts | null {
  const l = name.toLowerCase();
  const exact = stage.facts.parameters.find(
    (p) => p.name.toLowerCase() === l || p.aliases.some((a) => a.toLowerCase() === l),
  );
  if (exact) return exact;
  const found = stage.facts.parameters.filter(
    (p) => p.name.toLowerCase().startsWith(l) || p.aliases.some((a) => a.toLowerCase().startsWith(l)),
  );
  if (found.length > 1) {
    throw bindError(
      'AmbiguousParameter',
      `Parameter cannot be processed because the parameter name '${name}' is ambiguous. Possible matches include:${found.map((p) => ` -${p.name}`).join('')}.`,
      stage.name,
    );
  }
  return found[0] ?? null;
}

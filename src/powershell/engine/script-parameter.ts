/** A function's parameter as the binder sees it: conversion by its types and attributes, then its rules. */
import { BindingError, type Kind } from '../binder/binding-error.ts';
import type { Extent } from '../errors.ts';
import type { ScriptParameter } from '../parameters.ts';
import { typeRef } from '../types.ts';
import { type PSValue, unwrap } from '../values.ts';
import { List } from './collections.ts';
import { amended, asScriptError, type ScriptError } from './errors.ts';
import type { Frame } from './frame.ts';
import { convertByTypes, type ParameterFacts, parameterError } from './parameter-attributes.ts';

/** The call that binding runs for. */
export interface BindingCaller {
  frame: Frame;
}

/** A binding error with the exceptions inside it. */
export class ScriptBindingError extends BindingError {
  readonly error: ScriptError;
  constructor(kind: Kind, error: ScriptError) {
    super(kind, { ...error.error.record, ...(kind === 'transformation' && { innerType: 'PSInvalidCastException' }) });
    this.error = error;
  }
  override aimedAt(target: PSValue): BindingError {
    if (target !== null) amended(this.error.error, { target });
    return this;
  }
}

/** What the binder asks of a script's parameter. */
export function scriptParameter(p: ParameterFacts, caller: BindingCaller, command: string): ScriptParameter {
  const { frame } = caller;
  const outer = p.types[0];
  const failure = (
    kind: 'transform' | 'validate',
    why: string,
    inner: ScriptError | null,
    extent: Extent | undefined,
  ) => {
    const error = parameterError(kind, p.name, why, command, inner);
    if (extent) amended(error.error, { extent });
    return new ScriptBindingError(kind === 'transform' ? 'transformation' : 'validation', error);
  };
  return {
    type: outer ? frame.engine.requireType(outer.typeName, frame).ref : typeRef('object'),
    rest: (items) => new List('System.Collections.Generic.List`1[System.Object]', 'list', items.map(unwrap)),
    transform(value, extent) {
      if (!p.types.length && !p.transforms.length) return unwrap(value);
      try {
        return convertByTypes(p.types, transformed(p, value, caller.frame), caller.frame);
      } catch (e) {
        const error = asScriptError(e);
        if (!error) throw e;
        throw failure('transform', error.error.text, error, extent);
      }
    },
    check(value, extent) {
      for (const rule of p.rules) {
        const why = rule(value, caller.frame);
        if (why !== undefined) throw failure('validate', why, null, extent);
      }
    },
  };
}

/** The value as the attributes of script classes change it. */
export function transformed(p: ParameterFacts, value: PSValue, f: Frame): PSValue {
  let v = value;
  for (const transform of p.transforms) v = transform(v, f);
  return v;
}

/** The script's own error where a binding error carries one. */
export function innerError(e: BindingError): ScriptError | null {
  return e instanceof ScriptBindingError ? e.error : null;
}

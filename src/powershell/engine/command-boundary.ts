/** What becomes of an error that leaves a function with [CmdletBinding()]: it is the command's error from there on. */
import type { BlockStage } from './block-stage.ts';
import { amended, asScriptError, ErrorObject, ScriptError } from './errors.ts';
import { isControl } from './session-errors.ts';

/**
 * The error as the caller meets it. What a throw statement made goes on as it is and ends the script; anything else ends
 * the caller's statement, under the name and at the place of the call.
 */
export function leaving(stage: BlockStage, e: unknown): unknown {
  if (isControl(e)) return e;
  const error = asScriptError(e);
  if (!error || error.byThrow) return e;
  if (error.leaving) {
    if (error.leaving !== stage) return error;
    error.leaving = null;
    error.wrapped = true;
    return error;
  }
  if (error.wrapped) return error;
  const old = error.error;
  const { ast } = stage.place.planned;
  const made = new ErrorObject(old.record, old.exception);
  made.details = old.details;
  made.stack = old.stack;
  amended(made, {
    activity: stage.name,
    className: old.record.className ?? stage.name,
    extent: stage.place.frame.unit.extent(ast.start, ast.end),
  });
  replaceRemembered(stage, old, made);
  const wrapped = new ScriptError(made);
  wrapped.recorded = error.recorded;
  wrapped.wrapped = true;
  return wrapped;
}

function replaceRemembered(stage: BlockStage, old: ErrorObject, made: ErrorObject): void {
  const { engine } = stage.frame;
  for (const list of [engine.errorList.items, ...engine.errorCollectors.map((c) => c.items)]) {
    const at = list.indexOf(old);
    if (at >= 0) list[at] = made;
  }
}

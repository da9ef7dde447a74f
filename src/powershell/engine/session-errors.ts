import type { ErrorRecord } from '../errors.ts';
import type { PSValue } from '../values.ts';
import { toText } from './convert.ts';
import type { Engine } from './engine.ts';
import { amended, asScriptError, type ErrorObject, exceptionChain, ScriptError } from './errors.ts';
import { type Gen, runNow } from './flow.ts';
import { ExitError, FlowError, type Frame, PipelineStopped, StopUpstream, type Streams } from './frame.ts';
import type { Scope } from './scope.ts';
import { actionPreference } from './session-variables.ts';
import type { TypeValue } from './type-value.ts';

export function isControl(e: unknown): boolean {
  return e instanceof FlowError || e instanceof ExitError || e instanceof StopUpstream || e instanceof PipelineStopped;
}

/** An exception as error record: placed, and in $Error. */
export function record(engine: Engine, e: unknown, f: Frame): ScriptError {
  const error = asScriptError(e);
  if (!error || isControl(e)) throw e;
  if (!error.error.record.extent) amended(error.error, { extent: f.extent });
  if (error.error.stack === '') error.error.stack = stackTrace(f);
  if (!error.recorded) {
    error.recorded = true;
    if (error.silenced !== 'Ignore') remember(engine, error.error);
  }
  return error;
}

/** One line for each block that runs, innermost first. */
export function stackTrace(f: Frame): string {
  const lines: string[] = [];
  for (const { name, file, line } of callStack(f)) lines.push(`at ${name}, ${file ?? '<No file>'}: line ${line}`);
  return lines.join('\n');
}

/** Blocks that run, innermost first: what they are called, and where in them the script stands. */
export function* callStack(
  f: Frame,
): Generator<{ name: string; file: string | undefined; line: number; frame: Frame }> {
  for (let frame: Frame | null = f; frame; frame = frame.caller) {
    if (frame.isPlace) continue;
    const { line } = frame.unit.extent(frame.start, frame.end);
    const { file } = frame.unit;
    const own = frame.invocation?.name ?? '';
    const isFile = file !== undefined && file.endsWith(own) && frame.scope === frame.scope.script;
    yield { name: own === '' || isFile ? '<ScriptBlock>' : own, file, line, frame };
  }
}

export function remember(engine: Engine, error: ErrorObject): void {
  const { items } = engine.errorList;
  if (items[0] === error) return;
  items.unshift(error);
  if (items.length > 256) items.length = 256;
  for (const c of engine.errorCollectors) c.items.push(error);
}

export function collectErrors(engine: Engine, scope: Scope): PSValue[] {
  const items: PSValue[] = [];
  engine.errorCollectors.push({ scope, items });
  if (engine.errorCollectors.length > 50) engine.errorCollectors.shift();
  return items;
}

export function errorPreference(f: Frame): string {
  return toText(f.scope.find('erroractionpreference')?.get() ?? 'Continue');
}

/** After an error ended a statement: passes it on, or reports it and lets the next statement run. */
export function caught(engine: Engine, e: unknown, f: Frame): Gen<void> | undefined {
  if (isControl(e)) throw e;
  const error = asScriptError(e);
  if (!error) throw e;
  record(engine, error, f);
  engine.ok = false;
  if (error.leaving) throw error;
  if (error.silenced && engine.tryDepth === 0) return undefined;
  const { byThrow } = error;
  const preference = errorPreference(f);
  if (byThrow && /^(?:SilentlyContinue|Ignore)$/.test(preference) && engine.tryDepth === 0) return undefined;
  if (error.terminating || engine.tryDepth > 0) throw error;
  if (preference === 'Stop') {
    error.terminating = true;
    throw error;
  }
  return report(engine, error, f);
}

export function caughtNow(engine: Engine, e: unknown, f: Frame): void {
  const more = caught(engine, e, f);
  if (more) runNow(more);
}

/** Prints an error that ended a statement, as the preference says. */
export function report(engine: Engine, error: ScriptError, f: Frame): Gen<void> | undefined {
  engine.ok = false;
  if (/^(?:SilentlyContinue|Ignore)$/.test(errorPreference(f))) return undefined;
  return sendError(engine, error.error, f.streams, f);
}

export function sendError(engine: Engine, error: ErrorObject, streams: Streams, f: Frame): Gen<void> | undefined {
  if (streams.error) return streams.error.write(error);
  engine.host.error(printable(error), toText(f.scope.find('errorview')?.get() ?? 'ConciseView'));
  return undefined;
}

/** A non-terminating error. */
export function writeError(
  engine: Engine,
  error: ErrorObject,
  f: Frame,
  streams: Streams,
  action?: PSValue,
): Gen<void> | undefined {
  const how = action !== undefined ? toText(actionPreference(engine, action)) : errorPreference(f);
  engine.ok = false;
  if (how === 'Ignore') return undefined;
  remember(engine, error);
  if (how === 'Stop') {
    error.stopped = true;
    const stop = new ScriptError(error, true);
    stop.recorded = true;
    stop.wrapped = true;
    throw stop;
  }
  if (how === 'SilentlyContinue') return undefined;
  return sendError(engine, error, streams, f);
}

export function errorChains(error: ErrorObject): readonly (readonly string[])[] {
  const chains: (readonly string[])[] = [];
  // What it wraps, and no deeper.
  for (const e of [error.exception, error.exception.inner]) {
    if (!e) continue;
    chains.push(
      exceptionChain(e.type).filter(
        (n) => !(e === error.exception && error.exception.inner && /^System\.(?:Exception|SystemException)$/.test(n)),
      ),
    );
  }
  // What the exception is comes before what it wraps, except for its most general bases.
  chains.push(exceptionChain(error.exception.type));
  if (error.stopped) chains.push(exceptionChain('System.Management.Automation.ActionPreferenceStopException'));
  return chains;
}

export function errorMatches(error: ErrorObject, type: TypeValue): boolean {
  return errorChains(error).some((c) => c.includes(type.ref.name));
}

/** The record as it is printed. */
function printable(error: ErrorObject): ErrorRecord {
  const { record } = error;
  const heading = (error as { heading?: string }).heading;
  return { ...record, message: error.text, ...(heading && { activity: heading }) };
}

import { edition } from '../edition.ts';
import { positionMessage } from '../error-text.ts';
import type { ErrorRecord } from '../errors.ts';
import { dialects } from '../format/dialect.ts';
import type { Expression } from '../language/ast.ts';
import { parse } from '../language/parser.ts';
import { faultsOfOldVersion } from '../language/version-checks.ts';
import type { PSValue } from '../values.ts';
import { Compiler } from './compile-block.ts';
import type { Engine } from './engine.ts';
import { ErrorObject, ScriptError } from './errors.ts';
import { runNow } from './flow.ts';
import { Collector, Frame, Unit } from './frame.ts';
import { requirementsOf } from './requires.ts';
import { ScriptBlockValue } from './script-block.ts';

/** Parses text into a script block; a syntax error throws. */
export function scriptBlock(text: string, file?: string): ScriptBlockValue {
  const result = parse(text);
  const unit = new Unit(text, file);
  const requires = requirementsOf(text, result.comments);
  if (requires) {
    const faults = [...result.errors, ...requires.faults].sort((a, b) => a.start - b.start);
    if (requires.faults.length) throw parseFailure(faults, unit);
    unit.requires = requires.wants;
  }
  if (result.errors.length) throw parseFailure(result.errors, unit);
  if (!edition.current.newSyntax) {
    const faults = faultsOfOldVersion(text, result.ast);
    if (faults.length) throw parseFailure(faults, unit);
  }
  unit.types = {
    find: () => undefined,
    namespaces: result.ast.usings.flatMap((u) => (u.what === 'namespace' && u.name ? [u.name.value] : [])),
  };
  return new ScriptBlockValue(text, result.ast, unit);
}

/** The error of a text that does not parse. */
export function parseFailure(
  errors: readonly { id: string; message: string; start: number; end: number; incomplete: boolean }[],
  unit: Unit,
): ScriptError {
  const [first] = errors;
  const extent = unit.extent(first!.start, first!.end);
  const lines = errors.map((e) => {
    return `${positionMessage(unit.extent(e.start, e.end), dialects['7'])}\n${e.message}`;
  });
  const message = lines.join('\n\n');
  const record: ErrorRecord = {
    id: first!.id,
    category: 'ParserError',
    exceptionType: 'System.Management.Automation.ParseException',
    message,
    extent,
  };
  const error = new ScriptError(new ErrorObject(record), true);
  (error as { first?: ErrorRecord }).first = { ...record, message: first!.message };
  (error as { incomplete?: boolean }).incomplete = errors.some((e) => e.incomplete);
  return error;
}

export function evaluateConstant(engine: Engine, e: Expression, f: Frame): PSValue {
  const compiler = new Compiler(f.unit);
  const code = compiler.expression(e);
  const frame = new Frame(engine, f.unit, f.scope, new Collector(), f.streams, compiler.slots.index.size + 2);
  return code.s ? code.s(frame) : runNow(code.g!(frame));
}

/** Pipelines and commands to closures. */

import type { CommandElement } from '../binder/elements.ts';
import type { Command, CommandExpression, Expression, Pipeline, PipelineChain, Redirection } from '../language/ast.ts';
import { Char, Hashtable, Num, type PSValue, Spelled } from '../values.ts';
import { FunctionCall, type Word } from './call-function.ts';
import { type Code, map, type Step, waitStep } from './code.ts';
import { enumerable } from './collections.ts';
import type { Compiler } from './compile-block.ts';
import { compileExpression, compileValue } from './compile-expressions.ts';
import { toText } from './convert.ts';
import type { Gen } from './flow.ts';
import { Collector, type Flow, type Frame, type Sink, type Streams } from './frame.ts';
import { VOID } from './method-tools.ts';
import { type Planned, runPipeline } from './pipeline.ts';
import { emit } from './steps.ts';

/** A command whose words are compiled. */
interface Words {
  readonly ast: Command;
  readonly name: Code | null;
  readonly fixed: string | null;
  readonly elements: readonly ((f: Frame) => Gen<CommandElement[]> | CommandElement[])[];
  readonly redirections: readonly Redirect[];
}

interface Redirect {
  readonly ast: Redirection;
  readonly target: Code | null;
}

function redirects(c: Compiler, list: readonly Redirection[]): Redirect[] {
  return list.map((r) => ({ ast: r, target: r.kind === 'FileRedirection' ? compileExpression(c, r.target) : null }));
}

function words(c: Compiler, ast: Command): Words {
  const [first, ...rest] = ast.elements;
  const fixed = first?.kind === 'StringConstantExpression' ? first.value : null;
  return {
    ast,
    name: first && first.kind !== 'CommandParameter' ? compileExpression(c, first) : null,
    fixed,
    elements: rest.map((e) => element(c, e)),
    redirections: redirects(c, ast.redirections),
  };
}

/** A bare number keeps its spelling. */
function spelled(c: Compiler, e: Expression, v: PSValue): PSValue {
  if (e.kind !== 'ConstantExpression') return v;
  if (typeof v === 'number' || typeof v === 'bigint' || v instanceof Num) {
    const text = c.unit.text.slice(e.start, e.end);
    return text === String(v instanceof Num ? '' : v) ? v : new Spelled(v, text);
  }
  return v;
}

function element(c: Compiler, e: Command['elements'][number]): (f: Frame) => Gen<CommandElement[]> | CommandElement[] {
  const { start, end } = e;
  if (e.kind === 'CommandParameter') {
    const { name } = e;
    const text = c.unit.text.slice(e.start, e.errorEnd);
    if (!e.argument) return (f) => [{ kind: 'parameter', name, text, extent: f.unit.extent(start, end) }];
    const value = compileExpression(c, e.argument);
    const at = e.argument;
    return function* (f): Gen<CommandElement[]> {
      const v = value.s ? value.s(f) : yield* value.g!(f);
      return [
        {
          kind: 'parameter',
          name,
          text,
          extent: f.unit.extent(start, end),
          value: { value: spelled(c, at, v), extent: f.unit.extent(at.start, at.end) },
        },
      ];
    };
  }
  if (e.kind === 'VariableExpression' && e.splatted) {
    const value = compileExpression(c, { ...e, splatted: false });
    return function* (f): Gen<CommandElement[]> {
      const v = value.s ? value.s(f) : yield* value.g!(f);
      return splat(v, f, start, end);
    };
  }
  if (e.kind === 'StringConstantExpression') {
    const { value } = e;
    return (f) => [{ kind: 'argument', value, extent: f.unit.extent(start, end) }];
  }
  const value = compileValue(c, e);
  return function* (f): Gen<CommandElement[]> {
    let v = value.s ? value.s(f) : yield* value.g!(f);
    if (v === VOID) v = null;
    return [{ kind: 'argument', value: spelled(c, e, v), extent: f.unit.extent(start, end) }];
  };
}

function splat(v: PSValue, f: Frame, start: number, end: number): CommandElement[] {
  const extent = f.unit.extent(start, end);
  if (v === null) return [{ kind: 'argument', value: null, extent }];
  if (typeof v === 'string') return [...v].map((c) => ({ kind: 'argument', value: new Char(c.charCodeAt(0)), extent }));
  if (v instanceof Hashtable) {
    return [
      { kind: 'splat', extent, entries: [...v.entries.values()].map((e) => ({ name: toText(e.key), value: e.value })) },
    ];
  }
  const items = enumerable(v);
  if (items) {
    const out: CommandElement[] = [];
    for (const item of items) {
      const m = typeof item === 'string' ? /^-([A-Za-z_]\w*)(:?)$/.exec(item) : null;
      if (m && v instanceof Object && 'fromArgs' in v)
        out.push({ kind: 'parameter', name: m[1]!, text: item as string, extent });
      else out.push({ kind: 'argument', value: item, extent });
    }
    return out;
  }
  return [{ kind: 'argument', value: v, extent }];
}

/** A pipeline as a statement. */
export function compilePipeline(c: Compiler, s: Pipeline): Step {
  const [first, ...rest] = s.elements;
  if (!first)
    return waitStep(function* () {
      return undefined;
    });
  const source = first.kind === 'CommandExpression' ? compileValue(c, first.expression) : null;
  const sourceRedirects = first.kind === 'CommandExpression' ? redirects(c, first.redirections) : [];
  const commands = (source ? rest : [first, ...rest]).map((e) =>
    e.kind === 'Command'
      ? words(c, e)
      : words(c, {
          kind: 'Command',
          start: e.start,
          end: e.end,
          invocation: '',
          elements: [(e as CommandExpression).expression],
          redirections: [],
        }),
  );
  const { start, end } = s;
  const short = s.elements.length === 1 && first.kind === 'Command' && !s.background ? functionCall(c, first) : null;
  return waitStep(function* (f): Gen<Flow | undefined> {
    const { engine } = f;
    f.start = start;
    f.end = end;
    engine.ok = true;
    if (s.background) {
      const more = emit(f, yield* engine.background(f, f.unit.text.slice(start, end)));
      if (more) yield* more;
      return undefined;
    }
    const fn = short?.find(f);
    if (fn) return yield* short!.run(f, fn);
    if (!commands.length) {
      yield* expressionWithRedirects(f, source!, sourceRedirects);
      return undefined;
    }
    const planned: Planned[] = [];
    for (const w of commands) planned.push(yield* plan(w, f));
    f.start = start;
    f.end = end;
    let input: PSValue | undefined;
    if (source) input = source.s ? source.s(f) : yield* source.g!(f);
    return yield* runPipeline(f, planned, input);
  });
}

/** The command as a call of a function; null where its words need more than that. */
function functionCall(c: Compiler, ast: Command): FunctionCall | null {
  const [first, ...rest] = ast.elements;
  if (first?.kind !== 'StringConstantExpression' || ast.invocation !== '' || ast.redirections.length) return null;
  const list: Word[] = [];
  for (const e of rest) {
    if (e.kind === 'VariableExpression' && e.splatted) return null;
    const { start, end } = e;
    if (e.kind === 'CommandParameter') {
      const value = e.argument ? argumentCode(c, e.argument) : null;
      list.push({ parameter: e.name, value, start: e.argument?.start ?? start, end: e.argument?.end ?? end });
    } else list.push({ parameter: null, value: argumentCode(c, e), start, end });
  }
  return new FunctionCall(ast, first.value, list);
}

function argumentCode(c: Compiler, e: Expression): Code {
  return map(compileValue(c, e), (v) => (v === VOID ? null : spelled(c, e, v)));
}

function* plan(w: Words, f: Frame): Gen<Planned> {
  let name: PSValue = w.fixed;
  if (name === null && w.name) {
    name = w.name.s ? w.name.s(f) : yield* w.name.g!(f);
    if (name === VOID) name = null;
  }
  const elements: CommandElement[] = [];
  for (const e of w.elements) {
    const made = e(f);
    elements.push(...(Array.isArray(made) ? made : yield* made));
  }
  return { ast: w.ast, name, elements, redirect: yield* opened(w.redirections, f) };
}

/** The commands of a pipeline with their words evaluated. */
export function* planned(c: Compiler, s: Pipeline, f: Frame): Gen<Planned[]> {
  const plans: Planned[] = [];
  for (const e of s.elements) if (e.kind === 'Command') plans.push(yield* plan(words(c, e), f));
  return plans;
}

/** What redirections do to output and streams. */
export interface Opened {
  /** Where output goes instead; null for on. */
  readonly out: ((next: Sink) => Sink) | null;
  readonly streams: ((base: Streams, next: Sink) => Streams) | null;
  readonly close: () => void;
}

function* opened(list: readonly Redirect[], f: Frame): Gen<Opened | null> {
  if (!list.length) return null;
  const files: { from: number; sink: Sink; close: () => void }[] = [];
  const merges: number[] = [];
  for (const r of list) {
    if (r.ast.kind === 'MergingRedirection') merges.push(r.ast.from);
    else {
      const target = r.target!.s ? r.target!.s(f) : yield* r.target!.g!(f);
      const file = f.engine.openRedirect(target === VOID ? null : target, r.ast.append);
      files.push({ from: r.ast.from, ...file });
    }
  }
  const outFile = files.find((x) => x.from === 1 || x.from === 0);
  const all = files.find((x) => x.from === 0);
  const find = (n: number): Sink | null => all?.sink ?? files.find((x) => x.from === n)?.sink ?? null;
  return {
    out: outFile ? () => outFile.sink : null,
    streams: (base, next) => {
      const out = outFile ? outFile.sink : next;
      const stream = (n: number, old: Sink | null): Sink | null =>
        merges.includes(n) || merges.includes(0) ? out : (find(n) ?? old);
      return {
        error: stream(2, base.error),
        warning: stream(3, base.warning),
        verbose: stream(4, base.verbose),
        debug: stream(5, base.debug),
        information: stream(6, base.information),
        ...(base.taps && { taps: base.taps }),
      };
    },
    close: () => {
      for (const x of files) x.close();
    },
  };
}

function* expressionWithRedirects(f: Frame, source: Code, list: readonly Redirect[]): Gen<void> {
  const redirect = yield* opened(list, f);
  const saved = { out: f.out, streams: f.streams };
  if (redirect) {
    f.streams = redirect.streams!(f.streams, f.out);
    if (redirect.out) f.out = redirect.out(f.out);
  }
  try {
    const v = source.s ? source.s(f) : yield* source.g!(f);
    const more = emit(f, v);
    if (more) yield* more;
  } finally {
    f.out = saved.out;
    f.streams = saved.streams;
    redirect?.close();
  }
}

/** `a && b || c` */
export function compileChain(c: Compiler, s: PipelineChain): Step {
  const left = s.left.kind === 'PipelineChain' ? compileChain(c, s.left) : compilePipelineStep(c, s.left);
  const right = compilePipelineStep(c, s.right);
  return waitStep(function* (f): Gen<Flow | undefined> {
    try {
      const flow = left.s ? left.s(f) : yield* left.g!(f);
      if (flow) return flow;
    } catch (e) {
      const more = f.engine.caught(e, f);
      if (more) yield* more;
      f.engine.ok = false;
    }
    if (f.engine.ok !== (s.operator === '&&')) return undefined;
    return right.s ? right.s(f) : yield* right.g!(f);
  });
}

function compilePipelineStep(c: Compiler, p: Pipeline): Step {
  return compilePipeline(c, p);
}

export { Collector };

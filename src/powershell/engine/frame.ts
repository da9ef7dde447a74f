/** What running code refers to: its script's text, its scope, where its output and its errors go. */
import type { Extent } from '../errors.ts';
import { Lines } from '../language/syntax-errors.ts';
import type { PSValue } from '../values.ts';
import type { Engine } from './engine.ts';
import { type Gen, runNow } from './flow.ts';
import type { Requirements } from './requires.ts';
import { epoch, type Scope, type Variable } from './scope.ts';
import type { TypeScope } from './type-names.ts';

/** Where values go. What answers a generator wants to be run before the next value. */
export interface Sink {
  write(value: PSValue): Gen<void> | undefined;
}

/** Gathers values in an array. */
export class Collector implements Sink {
  readonly items: PSValue[];
  constructor(items: PSValue[] = []) {
    this.items = items;
  }
  write(value: PSValue): undefined {
    this.items.push(value);
  }
}

/** Takes values and forgets them. */
export const nowhere: Sink = { write: () => undefined };

/** Streams 2 to 6; null sends to the host. */
export interface Streams {
  readonly error: Sink | null;
  readonly warning: Sink | null;
  readonly verbose: Sink | null;
  readonly debug: Sink | null;
  readonly information: Sink | null;
  /** Lists that gather records for -WarningVariable and -InformationVariable, whatever becomes of the records. */
  readonly taps?: StreamTaps;
}

/** What commands around the running one gather. */
export interface StreamTaps {
  readonly warning: readonly PSValue[][];
  readonly information: readonly PSValue[][];
}

export const HOST_STREAMS: Streams = { error: null, warning: null, verbose: null, debug: null, information: null };

/** A script's text, once parsed. */
export class Unit {
  readonly text: string;
  readonly file: string | undefined;
  /** Runs beside other scripts: its loops give way to them. */
  shares = false;
  private lines: Lines | null = null;
  /** `using namespace`, and the classes that the script defines. */
  types: TypeScope | null = null;
  /** What its #requires statements say. */
  requires: Requirements | null = null;
  constructor(text: string, file?: string) {
    this.text = text;
    this.file = file;
  }
  extent(start: number, end: number): Extent {
    this.lines ??= new Lines(this.text);
    const { line, column } = this.lines.at(start);
    return { ...(this.file !== undefined && { file: this.file }), text: this.text, start, end, line, column };
  }
}

/** How a command was called: what $MyInvocation and error positions show. */
export interface Invocation {
  readonly name: string;
  readonly command: PSValue;
  readonly extent: Extent | undefined;
  readonly bound?: PSValue;
  readonly unbound?: PSValue;
}

/** One activation of a block of code. */
export class Frame {
  readonly engine: Engine;
  readonly unit: Unit;
  scope: Scope;
  out: Sink;
  streams: Streams;
  /** Place of the statement that runs, for errors. */
  start = 0;
  end = 0;
  invocation: Invocation | null = null;
  /** Frame that called this one. */
  caller: Frame | null = null;
  /** True where it stands for a place of call only and runs nothing. */
  isPlace = false;
  /** Class whose method runs. */
  cls: unknown = null;
  /** What `return` gave, in a method of a class. */
  returned: PSValue | undefined;
  slots: (Variable | undefined)[];
  locals: (Variable | undefined)[];
  epoch = epoch.value;
  constructor(engine: Engine, unit: Unit, scope: Scope, out: Sink, streams: Streams, slots: number) {
    this.engine = engine;
    this.unit = unit;
    this.scope = scope;
    this.out = out;
    this.streams = streams;
    this.slots = new Array(slots);
    this.locals = new Array(slots);
  }
  /** Forgets what the slots know after a change they could not see. */
  refresh(): void {
    this.slots = new Array(this.slots.length);
    this.locals = new Array(this.locals.length);
    this.epoch = epoch.value;
  }
  get extent(): Extent {
    return this.unit.extent(this.start, this.end);
  }
}

/** Sends a value where nobody can wait. */
export function writeNow(sink: Sink, value: PSValue): void {
  const more = sink.write(value);
  if (more) runNow(more);
}

/** A statement's way out other than its end. */
export interface Flow {
  readonly kind: 'break' | 'continue' | 'return';
  readonly label: string | null;
}
export const RETURN: Flow = { kind: 'return', label: null };

/** break or continue that leaves a function or script block. */
export class FlowError extends Error {
  readonly flow: Flow;
  constructor(flow: Flow) {
    super(flow.kind);
    this.flow = flow;
  }
}

/** `exit` */
export class ExitError extends Error {
  readonly code: number;
  constructor(code: number) {
    super('exit');
    this.code = code;
  }
}

/** The script is to stop where it waits: nothing catches it, `finally` runs. */
export class PipelineStopped extends Error {
  constructor() {
    super('The pipeline has been stopped.');
  }
}

/** A command has what it wants: what stands before it in the pipeline stops. */
export class StopUpstream extends Error {
  readonly stage: object;
  constructor(stage: object) {
    super('stop');
    this.stage = stage;
  }
}

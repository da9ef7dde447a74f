/** The session: what all running code shares. */

import type { ErrorRecord } from '../errors.ts';
import type { Remotes } from '../jobs/remotes.ts';
import type { Expression, FunctionDefinition, TypeDefinition, TypeName } from '../language/ast.ts';
import { NetObject } from '../objects.ts';
import type { Progress } from '../shell/clixml-stream.ts';
import { Hashtable, type PSValue, Switch, typeNameOf } from '../values.ts';
import { type Builtin, BuiltinTable, type LateBuiltin } from './builtin.ts';
import type { ClassInfo } from './class-info.ts';
import { invokeMethod } from './class-instances.ts';
import { List, OrderedDictionary } from './collections.ts';
import { prepareTypes, stage } from './command-search.ts';
import { toText } from './convert.ts';
import { ErrorObject, Exception, runtimeError, type ScriptError } from './errors.ts';
import { executionContext, variableObject } from './execution-context.ts';
import type { Gen } from './flow.ts';
import { ExitError, type Frame, type Sink, type Streams, type Unit } from './frame.ts';
import { invocationObject } from './invocation-object.ts';
import { dateFrom } from './methods-time.ts';
import type { Module } from './modules.ts';
import { setOrdered } from './net/construct.ts';
import './net/tables.ts';
import type { Surroundings } from './net/static-type.ts';
import type { Place, Stage } from './pipeline.ts';
import { PSCmdletObject } from './pscmdlet.ts';
import type { PSObj } from './psobject.ts';
import { fileLines, openRedirect } from './redirect-files.ts';
import { callNow, closure, runBlock } from './run-block.ts';
import { type Aliases, Scope, type Variable } from './scope.ts';
import type { FunctionValue, ScriptBlockValue } from './script-block.ts';
import { evaluateConstant, parseFailure, scriptBlock } from './script-texts.ts';
import { connect } from './session-callbacks.ts';
import { defineFromTree, defineFunction, findAlias, findFunction, moduleOf, setAlias } from './session-commands.ts';
import {
  caught,
  caughtNow,
  collectErrors,
  errorChains,
  errorMatches,
  isControl,
  record,
  remember,
  report,
  writeError,
} from './session-errors.ts';
import { stream } from './session-streams.ts';
import {
  cast,
  findType,
  findTypeName,
  isInstance,
  registerType,
  requireType,
  staticMember,
  typeOf,
} from './session-types.ts';
import { actionPreference, prepareVariables } from './session-variables.ts';
import { invokeStatic, setStatic } from './static-calls.ts';
import type { Tasks } from './tasks.ts';
import { TypeValue } from './type-value.ts';

setOrdered(OrderedDictionary);

/** Where the session's texts go and what it may ask of the machine. */
export interface Host {
  out(text: string): void;
  err(text: string): void;
  /** Prints an error record. */
  error(record: ErrorRecord, view: string): void;
  /** Prints a line of another stream. */
  stream(kind: 'warning' | 'verbose' | 'debug', text: string): void;
  /** Are these streams the process's own, for programs to use as they are? */
  readonly inherits?: boolean;
  /** Writes what `out` held back. */
  readonly flush?: () => void;
  /** Shows what Write-Progress reports; absent where nobody looks. */
  readonly progress?: (report: Progress) => void;
  /** Formats a value that reaches the end of the pipeline; undefined ends a table or list. */
  print(value: PSValue): void;
  readonly surroundings: Omit<Surroundings, 'location' | 'exit' | 'out' | 'err'>;
  /** Text of standard input that has not been read; null at its end. */
  readLine(): string | null;
  /** Really or virtually waits. */
  sleep(milliseconds: number): Promise<void> | undefined;
  /** Width of the console; absent where there is none. */
  readonly columns?: number;
}

/** Paths of a session. */
export interface Files {
  location: string;
  /** A full path in the spelling of scripts. */
  full(path: string): string;
  /** The machine's path. */
  real(path: string): string;
}

/** Looks up commands that other rooms bring. */
export type CommandSource = (
  name: string,
) => Promise<((place: Place) => Stage) | null> | ((place: Place) => Stage) | null;

/** Options of a block's run. */
export interface BlockRun {
  readonly scope: Scope;
  readonly out: Sink;
  readonly streams: Streams;
  readonly args: readonly PSValue[];
  /** $_ */
  readonly item?: PSValue;
  /** $this */
  readonly self?: PSValue;
  readonly newScope?: boolean;
  readonly variables?: readonly PSValue[];
  /** Functions to define, by name. */
  readonly functions?: Hashtable | null;
}

/** A session. */
export class Engine {
  /** Functions of other rooms that commands use. */
  readonly tools = { dateFrom };
  readonly host: Host;
  readonly files: Files;
  readonly global = new Scope(null);
  readonly builtins: BuiltinTable;
  readonly sources: CommandSource[] = [];
  readonly errorList = new List('System.Collections.ArrayList', 'arraylist');
  readonly types = new Map<string, TypeValue>();
  readonly modules = new Map<string, Module>();
  ok = true;
  tryDepth = 0;
  depth = 0;
  depthLimit = 6000;
  strictSeen = false;
  eapOverride: PSValue | undefined;
  /** Errors that are being handled, innermost last. */
  readonly handling: ErrorObject[] = [];
  /** Frame of the function that runs. */
  current: Frame | null = null;
  readonly surroundings: Surroundings;
  /** Runs native programs; set by the host's room. */
  native: ((place: Place, path: string, name: string) => Stage) | null = null;
  findNative: ((name: string) => string | null) | null = null;
  startJob: ((f: Frame, text: string) => Gen<PSValue>) | null = null;
  /** Scripts that run beside this one; one schedule for a session and all that it starts. */
  tasks!: Tasks;
  /** Computers that it reaches; set by the host's room. */
  remotes: Remotes | null = null;
  /** Gives another session what the host's room gave this one. */
  furnish: ((other: Engine) => void) | null = null;
  /** Makes a session of its own beside this one; set by the host's room. */
  spawn: ((host: Partial<Host>) => Engine) | null = null;
  readonly autos = new Map<string, Variable>();
  errorCollectors: { scope: Scope; items: PSValue[] }[] = [];

  constructor(
    host: Host,
    files: Files,
    builtins: Iterable<Builtin | LateBuiltin>,
    aliases: Readonly<Record<string, string>>,
  ) {
    this.host = host;
    this.files = files;
    this.builtins = new BuiltinTable(builtins);
    this.surroundings = {
      ...host.surroundings,
      out: (t) => host.out(t),
      err: (t) => host.err(t),
      readLine: () => host.readLine(),
      location: () => files.location,
      path: (p) => files.real(p),
      exit: (code) => {
        throw new ExitError(code);
      },
    };
    this.global.aliases = new Map(
      Object.entries(aliases).map(([n, d]) => [
        n.toLowerCase(),
        { name: n, definition: d, options: 'None' } satisfies Aliases,
      ]),
    );
    prepareVariables(this);
    this.activate();
  }

  /** This session's script has the floor: what is shared by all sessions calls back to this one. */
  activate(): void {
    connect(this);
  }

  // Variables.

  actionType: TypeValue | null = null;

  /** A variable that the engine computes. */
  automatic(key: string): Variable | undefined {
    return this.autos.get(key);
  }

  env(name: string): PSValue {
    const { environment, windows } = this.host.surroundings;
    const v = environment.get(name);
    if (v !== undefined) return v;
    if (!windows) return null;
    const key = name.toLowerCase();
    for (const [k, x] of environment) if (k.toLowerCase() === key) return x;
    return null;
  }
  setEnv(name: string, value: PSValue): void {
    if (value === null) this.host.surroundings.environment.delete(name);
    else this.host.surroundings.environment.set(name, toText(value));
  }

  separator(scope: Scope): string {
    const v = scope.find('ofs');
    return v ? toText(v.get()) : ' ';
  }

  strictness(scope: Scope): number {
    for (let s: Scope | null = scope; s; s = s.parent) if (s.strict !== null) return s.strict;
    return 0;
  }

  hostCache: PSObj | null = null;

  context: PSObj | null = null;

  // Types.

  *invokeClassMethod(t: PSValue, name: string, args: PSValue[]): Gen<PSValue | undefined> {
    return yield* invokeMethod(this, t, name, args, null);
  }
  /** Calls the method of `type`, a class that `t` derives from; undefined where that is none of a script's. */
  *invokeAs(t: PSValue, type: TypeValue | null, name: string, args: PSValue[]): Gen<PSValue | undefined> {
    const cls = type?.cls as ClassInfo | null | undefined;
    return cls && t !== null ? yield* invokeMethod(this, t, name, args, cls) : undefined;
  }
  *invokeSpecial(t: PSValue, key: string, args: PSValue[]): Gen<PSValue | undefined> {
    if (t instanceof PSCmdletObject) return yield* t.invoke(key, args);
    if (t instanceof TypeValue && key === 'new') return undefined;
    if (t instanceof NetObject) {
      const method = (t.def as { methods?: Record<string, (target: unknown, args: readonly PSValue[]) => PSValue> })
        .methods?.[key];
      if (method) return method(t.target, args);
    }
    return undefined;
  }

  messageOf(value: PSValue): string {
    if (value instanceof Exception) return value.message;
    if (value instanceof ErrorObject) return value.text;
    if (value instanceof Hashtable) return typeNameOf(value);
    return toText(value);
  }

  // Script blocks and functions.

  // Errors.

  exitCode(v: PSValue): number {
    if (v === null) return 0;
    if (v === true || (v instanceof Switch && v.isPresent)) return 1;
    const n = Number(toText(v));
    return Number.isFinite(n) ? Math.trunc(n) : 0;
  }

  // Files that statements use.

  /** Formats values as text; set by the host's room. */
  textPrinter: (write: (text: string) => void, width?: number) => { write(v: PSValue): void; end(): void } = (
    write,
  ) => ({
    write: (v) => write(`${toText(v)}\n`),
    end: () => undefined,
  });

  *background(f: Frame, text: string): Gen<PSValue> {
    if (!this.startJob) throw runtimeError('JobsNotSupported', 'Background jobs are not available here.');
    return yield* this.startJob(f, text);
  }

  // Commands.

  action(v: PSValue): PSValue {
    return actionPreference(this, v);
  }

  executionContext(): PSObj {
    return executionContext(this);
  }

  /** A PSVariable. */
  variableObject(v: Variable): PSObj {
    return variableObject(v);
  }

  findTypeName(name: TypeName, f: Frame): TypeValue | undefined {
    return findTypeName(this, name, f);
  }

  findType(text: string, f: Frame): TypeValue | undefined {
    return findType(this, text, f);
  }

  requireType(name: TypeName, f: Frame): TypeValue {
    return requireType(this, name, f);
  }

  typeOf(value: Exclude<PSValue, null>): TypeValue {
    return typeOf(this, value);
  }

  isInstance(value: PSValue, type: TypeValue): boolean {
    return isInstance(value, type);
  }

  cast(value: PSValue, type: TypeValue): PSValue {
    return cast(this, value, type);
  }

  defineType(ast: TypeDefinition, f: Frame): void {
    registerType(this, ast, f);
  }

  staticMember(type: TypeValue, name: string): PSValue | undefined {
    return staticMember(type, name);
  }

  setStatic(t: PSValue, name: string, value: PSValue, f: Frame): void {
    setStatic(this, t, name, value, f);
  }

  invokeStatic(t: PSValue, name: string, args: PSValue[], f: Frame): Gen<PSValue> {
    return invokeStatic(this, t, name, args, f);
  }

  /** Parses text into a script block; a syntax error throws. */
  scriptBlock(text: string, file?: string): ScriptBlockValue {
    return scriptBlock(text, file);
  }

  /** The error of a text that does not parse. */
  parseFailure(
    errors: readonly { id: string; message: string; start: number; end: number; incomplete: boolean }[],
    unit: Unit,
  ): ScriptError {
    return parseFailure(errors, unit);
  }

  evaluateConstant(e: Expression, f: Frame): PSValue {
    return evaluateConstant(this, e, f);
  }

  /** Runs a script block. */
  runBlock(block: ScriptBlockValue, run: BlockRun): Gen<void> {
    return runBlock(this, block, run);
  }

  /** Calls a block from plain code. */
  callNow(block: ScriptBlockValue, args: PSValue[], f: Frame, item?: PSValue): PSValue {
    return callNow(this, block, args, f, item);
  }

  /** GetNewClosure: keeps the variables of the current scope. */
  closure(block: ScriptBlockValue, f: Frame): ScriptBlockValue {
    return closure(block, f);
  }

  defineFromTree(ast: FunctionDefinition, f: Frame): void {
    defineFromTree(ast, f);
  }

  defineFunction(scope: Scope, name: string, block: ScriptBlockValue, isFilter: boolean): void {
    defineFunction(scope, name, block, isFilter);
  }

  findFunction(name: string, scope: Scope): FunctionValue | undefined {
    return findFunction(name, scope);
  }

  findAlias(name: string, scope: Scope): Aliases | undefined {
    return findAlias(name, scope);
  }

  setAlias(scope: Scope, name: string, definition: string, options = 'None'): void {
    setAlias(scope, name, definition, options);
  }

  moduleOf(scope: Scope): Module | null {
    return moduleOf(scope);
  }

  isControl(e: unknown): boolean {
    return isControl(e);
  }

  /** An exception as error record: placed, and in $Error. */
  record(e: unknown, f: Frame): ScriptError {
    return record(this, e, f);
  }

  remember(error: ErrorObject): void {
    remember(this, error);
  }

  collectErrors(scope: Scope): PSValue[] {
    return collectErrors(this, scope);
  }

  /** After an error ended a statement: passes it on, or reports it and lets the next statement run. */
  caught(e: unknown, f: Frame): Gen<void> | undefined {
    return caught(this, e, f);
  }

  caughtNow(e: unknown, f: Frame): void {
    caughtNow(this, e, f);
  }

  /** Prints an error that ended a statement, as the preference says. */
  report(error: ScriptError, f: Frame): Gen<void> | undefined {
    return report(this, error, f);
  }

  /** A non-terminating error. */
  writeError(error: ErrorObject, f: Frame, streams: Streams, action?: PSValue): Gen<void> | undefined {
    return writeError(this, error, f, streams, action);
  }

  errorChains(error: ErrorObject): readonly (readonly string[])[] {
    return errorChains(error);
  }

  errorMatches(error: ErrorObject, type: TypeValue): boolean {
    return errorMatches(error, type);
  }

  /** Warning, verbose and debug texts. */
  stream(
    kind: 'warning' | 'verbose' | 'debug',
    text: string,
    f: Frame,
    force?: boolean,
    streams: Streams = f.streams,
  ): Gen<void> {
    return stream(this, kind, text, f, force, streams);
  }

  fileLines(path: string): PSValue {
    return fileLines(this, path);
  }

  /** Opens the target of `>`. */
  openRedirect(target: PSValue, append: boolean): { sink: Sink; close: () => void } {
    return openRedirect(this, target, append);
  }

  invocationObject(f: Frame, place: Place, block: ScriptBlockValue): PSValue {
    return invocationObject(f, place, block);
  }

  /** Makes the stage of a command. */
  stage(place: Place): Gen<Stage> {
    return stage(this, place);
  }

  /** Defines the types of a script before it runs. */
  prepareTypes(block: ScriptBlockValue, f: Frame): void {
    prepareTypes(this, block, f);
  }
}

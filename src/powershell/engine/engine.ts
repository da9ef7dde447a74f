/** The session: what all running code shares. */

import { appendFileSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { CastError } from '../cast-error.ts';
import type { ErrorRecord, Extent } from '../errors.ts';
import type { Expression, FunctionDefinition, TypeDefinition, TypeName } from '../language/ast.ts';
import { parse } from '../language/parser.ts';
import { NetObject } from '../objects.ts';
import { typeRef } from '../types.ts';
import { EnumValue, Hashtable, type PSValue, Switch, typeNameOf, Version } from '../values.ts';
import { userOperators } from './arithmetic.ts';
import { type Builtin, BuiltinStage } from './builtin.ts';
import {
  type ClassInfo,
  classOf,
  defineType,
  instantiate,
  invokeMethod,
  invokeStaticMethod,
  setCast,
} from './classes.ts';
import { collapse, enumerable, List, OrderedDictionary } from './collections.ts';
import { userCompare, userEquals } from './compare.ts';
import { Compiler } from './compile-block.ts';
import { constructors, convertTo, instanceOf, toText, truth, typeChain } from './convert.ts';
import {
  amended,
  asScriptError,
  ErrorObject,
  Exception,
  exceptionChain,
  NetError,
  runtimeError,
  ScriptError,
} from './errors.ts';
import { call, type Gen, runNow } from './flow.ts';
import {
  Collector,
  ExitError,
  FlowError,
  Frame,
  HOST_STREAMS,
  type Sink,
  StopUpstream,
  type Streams,
  Unit,
} from './frame.ts';
import { BlockStage } from './functions.ts';
import { callMethod, noMethod, wrapped } from './member-call.ts';
import { scriptSetter } from './member-write.ts';
import { NO_OVERLOAD, VOID } from './method-tools.ts';
import { dateFrom } from './methods-time.ts';
import type { Module } from './modules.ts';
import { decode } from './net/bytes.ts';
import { construct, setOrdered } from './net/construct.ts';
import type { Surroundings } from './net/static-type.ts';
import { STATICS } from './net/statics.ts';
import type { Place, Stage } from './pipeline.ts';
import { PSCmdletObject } from './pscmdlet.ts';
import { PSObj, scriptMembers } from './psobject.ts';
import { type Aliases, epoch, Scope, Variable } from './scope.ts';
import { FunctionValue, ScriptBlockValue } from './script-block.ts';
import { typeOf as netTypeOf } from './type-members.ts';
import { parseTypeName, resolveType, type TypeScope } from './type-names.ts';
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
  /** Formats a value that reaches the end of the pipeline; undefined ends a table or list. */
  print(value: PSValue): void;
  readonly surroundings: Omit<Surroundings, 'location' | 'exit' | 'out' | 'err'>;
  /** Text of standard input that has not been read; null at its end. */
  readLine(): string | null;
  /** Really or virtually waits. */
  sleep(milliseconds: number): Promise<void> | undefined;
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
}

/** A session. */
export class Engine {
  /** Functions of other rooms that commands use. */
  readonly tools = { dateFrom };
  readonly host: Host;
  readonly files: Files;
  readonly global = new Scope(null);
  readonly builtins: Map<string, Builtin>;
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
  private readonly autos = new Map<string, Variable>();
  private errorCollectors: { scope: Scope; items: PSValue[] }[] = [];

  constructor(host: Host, files: Files, builtins: readonly Builtin[], aliases: Readonly<Record<string, string>>) {
    this.host = host;
    this.files = files;
    this.builtins = new Map(builtins.map((b) => [b.def.name.toLowerCase(), b]));
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
    this.prepareVariables();
    this.connect();
  }

  /** Rooms that know nothing of engines call back through these. */
  private connect(): void {
    const scope: TypeScope = { find: (n) => this.types.get(n.toLowerCase()), namespaces: [] };
    constructors.current = {
      scope,
      construct: (type, args) => this.convertByClass(type, args) as PSValue,
      classOf: (v) => {
        const c = classOf(v);
        return c ? { name: c.name, chain: c.chain } : null;
      },
      parseScript: (text) => this.scriptBlock(text),
    };
    setCast((v, t) => this.cast(v, t));
    scriptMembers.get = (block, self) => {
      const out = new Collector();
      runNow(
        this.runBlock(block as ScriptBlockValue, {
          scope: this.current?.scope ?? this.global,
          out,
          streams: HOST_STREAMS,
          args: [],
          self,
          newScope: true,
        }),
      );
      return collapse(out.items);
    };
    const compute = scriptMembers.get;
    scriptMembers.get = (block, self) => {
      try {
        return compute(block, self);
      } catch (e) {
        // A property that cannot be computed reads as null.
        if (!(e instanceof ScriptError)) throw e;
        return null;
      }
    };
    scriptSetter.set = (block, self, value) => {
      runNow(
        this.runBlock(block as ScriptBlockValue, {
          scope: this.current?.scope ?? this.global,
          out: new Collector(),
          streams: HOST_STREAMS,
          args: [value],
          self,
          newScope: true,
        }),
      );
    };
    userEquals.call = (l, r) => {
      const cls = classOf(l);
      if (!cls?.find('equals')) return undefined;
      return truth(runNow(invokeMethod(this, l, 'Equals', [r], null)) ?? null);
    };
    userCompare.call = (l, r) => {
      const cls = classOf(l);
      if (!cls?.find('compareto')) return undefined;
      return Number(runNow(invokeMethod(this, l, 'CompareTo', [r], null)));
    };
    userOperators.call = (name, l, r) => {
      for (const v of [l, r]) {
        const cls = classOf(v);
        if (cls?.findStatic(name.toLowerCase())) return runNow(invokeStaticMethod(this, cls, name, [l, r])) as PSValue;
      }
      return undefined;
    };
  }

  private convertByClass(type: TypeValue, args: readonly PSValue[]): PSValue | undefined {
    if (type.cls) {
      const info = type.cls as ClassInfo;
      const [v] = args;
      if (v instanceof Hashtable && !info.constructors.some((c) => c.types.length === 1)) {
        const made = runNow(instantiate(this, info, []));
        for (const { key, value } of v.entries.values()) {
          const member = (made as PSObj).members.find(toText(key));
          if (!member) return undefined;
          const t = info.properties.find((p) => p.name.toLowerCase() === toText(key).toLowerCase())?.type;
          member.value = t ? this.cast(value, t) : value;
        }
        return made;
      }
      if (info.constructors.some((c) => c.types.length === 1)) return runNow(instantiate(this, info, args));
      return undefined;
    }
    try {
      return construct(type, args, this.surroundings);
    } catch (e) {
      if (e instanceof NetError) throw CastError.because(toText(args[0] ?? null), type.ref.name, e.message);
      throw wrapped(e, 'new', args.length);
    }
  }

  // Variables.

  private prepareVariables(): void {
    const g = this.global;
    const set = (name: string, value: PSValue): void => {
      g.vars.set(name.toLowerCase(), new Variable(name, value));
    };
    const windows = this.host.surroundings.windows;
    for (const [n, v] of Object.entries({
      ErrorActionPreference: 'Continue',
      WarningPreference: 'Continue',
      VerbosePreference: 'SilentlyContinue',
      DebugPreference: 'SilentlyContinue',
      InformationPreference: 'SilentlyContinue',
      ProgressPreference: 'Continue',
      ConfirmPreference: 'High',
      WhatIfPreference: false,
      ErrorView: 'ConciseView',
      FormatEnumerationLimit: 4,
      MaximumHistoryCount: 4096,
      OutputEncoding: null,
      PSSessionConfigurationName: 'http://schemas.microsoft.com/powershell/Microsoft.PowerShell',
      PSEmailServer: '',
      IsWindows: windows,
      IsLinux: !windows,
      IsMacOS: false,
      IsCoreCLR: true,
      PSEdition: 'Core',
      PSCulture: 'en-US',
      PSUICulture: 'en-US',
      ShellId: 'Microsoft.PowerShell',
      PID: 4242,
      HOME: this.env(windows ? 'USERPROFILE' : 'HOME') ?? '',
      PSHOME: windows ? 'C:\\Program Files\\PowerShell\\7' : '/opt/microsoft/powershell/7',
      NestedPromptLevel: 0,
      StackTrace: '',
    } satisfies Record<string, PSValue>)) {
      set(n, v);
    }
    set('Error', this.errorList);
    const preferences = new Set([
      'erroractionpreference',
      'warningpreference',
      'verbosepreference',
      'debugpreference',
      'informationpreference',
      'progresspreference',
    ]);
    for (const key of preferences) {
      const v = g.vars.get(key)!;
      v.value = this.action(v.value);
      v.special = true;
      v.constraint = (x) => this.action(x);
    }
    const table = new Hashtable();
    const versions: readonly (readonly [string, PSValue])[] = [
      ['PSVersion', new Version([7, 6, 5])],
      ['PSEdition', 'Core'],
      ['GitCommitId', '7.6.5'],
      ['OS', windows ? 'Microsoft Windows 10.0.20348' : 'Linux'],
      ['Platform', windows ? 'Win32NT' : 'Unix'],
      [
        'PSCompatibleVersions',
        [
          new Version([1, 0]),
          new Version([2, 0]),
          new Version([3, 0]),
          new Version([4, 0]),
          new Version([5, 0]),
          new Version([5, 1]),
          new Version([6, 0]),
          new Version([7, 0]),
        ],
      ],
      ['PSRemotingProtocolVersion', new Version([2, 4])],
      ['SerializationVersion', new Version([1, 1, 0, 1])],
      ['WSManStackVersion', new Version([3, 0])],
    ];
    for (const [k, v] of versions) table.set(k, v);
    set('PSVersionTable', table);
    const auto = (name: string, getter: () => PSValue): void => {
      const v = new Variable(name);
      v.special = true;
      v.getter = getter;
      this.autos.set(name.toLowerCase(), v);
    };
    auto('PWD', () => this.pathInfo());
    auto('Host', () => this.hostObject());
    auto('ExecutionContext', () => this.executionContext());
    auto('LASTEXITCODE', () => this.global.vars.get('lastexitcode')?.value ?? null);
    this.autos.delete('lastexitcode');
  }

  private actionType: TypeValue | null = null;
  private action(v: PSValue): PSValue {
    this.actionType ??= resolveType(parseTypeName('System.Management.Automation.ActionPreference'), null)!;
    return convertTo(v, this.actionType);
  }

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
    const text = toText(value);
    if (text === '') this.host.surroundings.environment.delete(name);
    else this.host.surroundings.environment.set(name, text);
  }

  separator(scope: Scope): string {
    const v = scope.find('ofs');
    return v ? toText(v.get()) : ' ';
  }

  strictness(scope: Scope): number {
    for (let s: Scope | null = scope; s; s = s.parent) if (s.strict !== null) return s.strict;
    return 0;
  }

  private pathInfo(): PSValue {
    const o = new PSObj(['System.Management.Automation.PathInfo', 'System.Object'], {
      Drive: null,
      Provider: 'Microsoft.PowerShell.Core\\FileSystem',
      ProviderPath: this.files.location,
      Path: this.files.location,
    });
    o.toText = () => this.files.location;
    return o;
  }

  private hostCache: PSObj | null = null;
  private hostObject(): PSObj {
    if (this.hostCache) return this.hostCache;
    const ui = new PSObj(['System.Management.Automation.Internal.Host.InternalHostUserInterface', 'System.Object'], {
      RawUI: new PSObj(['System.Management.Automation.Internal.Host.InternalHostRawUserInterface', 'System.Object'], {
        WindowTitle: '',
        BufferSize: '80,25',
        WindowSize: '80,25',
      }),
    });
    ui.data = {
      call: (key: string, args: readonly PSValue[]): PSValue | undefined => {
        if (key === 'writeline') this.host.out(`${toText(args[args.length - 1] ?? '')}\n`);
        else if (key === 'write') this.host.out(toText(args[args.length - 1] ?? ''));
        else if (key === 'writeerrorline') this.host.err(`${toText(args[0] ?? '')}\n`);
        else if (key === 'writewarningline') this.host.stream('warning', toText(args[0] ?? ''));
        else return undefined;
        return VOID;
      },
    };
    this.hostCache = new PSObj(
      [
        'System.Management.Automation.Internal.Host.InternalHost',
        'System.Management.Automation.Host.PSHost',
        'System.Object',
      ],
      {
        Name: 'ConsoleHost',
        Version: new Version([7, 6, 5]),
        InstanceId: this.surroundings.newGuid(),
        UI: ui,
        CurrentCulture: 'en-US',
        CurrentUICulture: 'en-US',
        PrivateData: null,
        DebuggerEnabled: true,
        IsRunspacePushed: false,
        Runspace: null,
      },
    );
    this.hostCache.data = {
      call: (key: string, args: readonly PSValue[]): PSValue | undefined => {
        if (key !== 'setshouldexit') return undefined;
        throw new ExitError(Number(toText(args[0]!)));
      },
    };
    return this.hostCache;
  }

  private context: PSObj | null = null;
  executionContext(): PSObj {
    if (this.context) return this.context;
    const scope = (): Scope => this.current?.scope ?? this.global;
    const commands = new PSObj(['System.Management.Automation.CommandInvocationIntrinsics', 'System.Object']);
    commands.data = {
      call: (key: string, args: readonly PSValue[]): PSValue | undefined => {
        if (key === 'expandstring') return this.expandString(toText(args[0]!), scope());
        if (key === 'newscriptblock') return this.scriptBlock(toText(args[0]!));
        if (key === 'invokescript') {
          const out = new Collector();
          const last = args[args.length - 1];
          const block = last instanceof ScriptBlockValue ? last : this.scriptBlock(toText(args[0]!));
          runNow(this.runBlock(block, { scope: scope(), out, streams: HOST_STREAMS, args: [], newScope: true }));
          return out.items;
        }
        return undefined;
      },
    };
    const variables = new PSObj(['System.Management.Automation.PSVariableIntrinsics', 'System.Object']);
    variables.data = {
      call: (key: string, args: readonly PSValue[]): PSValue | undefined => {
        const name = toText(args[0] ?? null);
        const found = scope().find(name.toLowerCase());
        if (key === 'getvalue') return found?.get() ?? args[1] ?? null;
        if (key === 'get') return found ? this.variableObject(found) : null;
        if (key === 'set') {
          scope().assign(name, args[1] ?? null);
          return VOID;
        }
        if (key === 'remove') {
          scope().remove(name.toLowerCase());
          return VOID;
        }
        return undefined;
      },
    };
    const path = new PSObj(['System.Management.Automation.PathIntrinsics', 'System.Object']);
    path.members.add({ name: 'CurrentLocation', kind: 'property', get: () => this.pathInfo() });
    path.members.add({ name: 'CurrentFileSystemLocation', kind: 'property', get: () => this.pathInfo() });
    path.data = {
      call: (key: string, args: readonly PSValue[]): PSValue | undefined =>
        key === 'getunresolvedproviderpathfrompspath' ? this.files.full(toText(args[0]!)) : undefined,
    };
    const state = new PSObj(['System.Management.Automation.SessionState', 'System.Object'], {
      PSVariable: variables,
      Path: path,
      InvokeCommand: commands,
      LanguageMode: 'FullLanguage',
      Module: null,
    });
    this.context = new PSObj(['System.Management.Automation.EngineIntrinsics', 'System.Object'], {
      Host: this.hostObject(),
      SessionState: state,
      InvokeCommand: commands,
    });
    return this.context;
  }

  /** A PSVariable. */
  variableObject(v: Variable): PSObj {
    const o = new PSObj(['System.Management.Automation.PSVariable', 'System.Object']);
    o.members.note('Name', v.name);
    o.members.note('Description', v.description);
    o.members.add({ name: 'Value', kind: 'property', get: () => v.get(), set: (_, x) => v.set(x) });
    o.members.note('Visibility', 'Public');
    o.members.note('Module', null);
    o.members.note('ModuleName', '');
    o.members.add({
      name: 'Options',
      kind: 'property',
      get: () => v.options,
      set: (_, x) => {
        v.options = toText(x) as Variable['options'];
        v.special = true;
      },
    });
    o.members.note('Attributes', []);
    o.data = v;
    return o;
  }

  expandString(text: string, scope: Scope): string {
    const source = `"${text.replace(/"/g, '""')}"`;
    const block = this.scriptBlock(source);
    const out = new Collector();
    runNow(this.runBlock(block, { scope, out, streams: HOST_STREAMS, args: [] }));
    return toText(collapse(out.items));
  }

  // Types.

  private typeScope(f: Frame | null): TypeScope {
    return { find: (n) => this.types.get(n.toLowerCase()), namespaces: f?.unit.types?.namespaces ?? [] };
  }
  findTypeName(name: TypeName, f: Frame): TypeValue | undefined {
    return resolveType(name, this.typeScope(f));
  }
  findType(text: string, f: Frame): TypeValue | undefined {
    return resolveType(parseTypeName(text), this.typeScope(f));
  }
  requireType(name: TypeName, f: Frame): TypeValue {
    const type = this.findTypeName(name, f);
    if (type) return type;
    throw runtimeError('TypeNotFound', `Unable to find type [${name.text}].`, { target: name.text });
  }
  typeOf(value: Exclude<PSValue, null>): TypeValue {
    return netTypeOf(value, (v) => {
      const c = classOf(v);
      if (c) return c.type;
      if (v instanceof EnumValue) return this.types.get(v.type.name.toLowerCase()) ?? null;
      return null;
    });
  }
  isInstance(value: PSValue, type: TypeValue): boolean {
    if (type.cls) {
      const c = classOf(value);
      return c !== null && c.chain.includes(type.cls.name);
    }
    return instanceOf(value, type.ref.name);
  }
  cast(value: PSValue, type: TypeValue): PSValue {
    if (type.cls && type.ref.kind === 'class') {
      if (value === null) return null;
      if (this.isInstance(value, type)) return value;
      const made = this.convertByClass(type, [value]);
      if (made !== undefined) return made;
    }
    if (type.ref.kind === 'bool' && value === VOID) return false;
    return convertTo(value, type);
  }
  defineType(ast: TypeDefinition, f: Frame): void {
    this.types.set(ast.name.toLowerCase(), defineType(this, ast, f));
  }
  staticMember(type: TypeValue, name: string): PSValue | undefined {
    return (type.cls as ClassInfo | null)?.findStaticProperty(name.toLowerCase())?.value;
  }
  setStatic(t: PSValue, name: string, value: PSValue, f: Frame): void {
    const type = t instanceof TypeValue ? t : this.findType(toText(t), f);
    const p = (type?.cls as ClassInfo | undefined)?.findStaticProperty(name.toLowerCase());
    if (p) {
      p.value = p.type ? this.cast(value, p.type) : value;
      return;
    }
    if (
      type?.ref.name === 'System.Console' ||
      type?.ref.name === 'System.Environment' ||
      type?.ref.name === 'System.Net.ServicePointManager'
    )
      return;
    throw runtimeError(
      'PropertyAssignmentException',
      `The property '${name}' cannot be found on this object. Verify that the property exists and can be set.`,
    );
  }

  *invokeStatic(t: PSValue, name: string, args: PSValue[], f: Frame): Gen<PSValue> {
    const type =
      t instanceof TypeValue
        ? t
        : typeof t === 'string'
          ? this.findType(t, f)
          : t === null
            ? undefined
            : this.typeOf(t);
    if (!type) {
      if (t === null) throw runtimeError('InvokeMethodOnNull', 'You cannot call a method on a null-valued expression.');
      throw runtimeError('TypeNotFound', `Unable to find type [${toText(t)}].`);
    }
    const key = name.toLowerCase();
    if (type.cls) {
      const info = type.cls as ClassInfo;
      if (key === 'new') return yield* instantiate(this, info, args);
      const own = yield* invokeStaticMethod(this, info, name, args);
      if (own !== undefined) return own;
    }
    if (type.ref.name === 'System.Management.Automation.ScriptBlock' && key === 'create')
      return this.createBlock(toText(args[0]!));
    if (type.ref.name === 'System.Management.Automation.Language.Parser' && key === 'parseinput')
      return this.parseInput(args);
    let result: PSValue | undefined;
    try {
      const method =
        STATICS[type.ref.name]?.methods[key] ??
        (type.ref.kind === 'enum' ? STATICS['System.Enum']!.methods[key] : undefined);
      if (method && key !== 'new') result = method(args, this.surroundings);
      else if (key === 'new') result = construct(type, args, this.surroundings);
    } catch (e) {
      throw key === 'new' ? wrapped(e, '.ctor', args.length) : wrapped(e, name, args.length);
    }
    if (result === NO_OVERLOAD || (result === undefined && key === 'new')) {
      throw runtimeError(
        'MethodCountCouldNotFindBest',
        `Cannot find an overload for "${name}" and the argument count: "${args.length}".`,
        {
          category: 'NotSpecified',
          exceptionType: 'System.Management.Automation.MethodException',
        },
      );
    }
    if (result !== undefined) return result;
    if (/^(?:equals|referenceequals)$/.test(key)) return args[0] === args[1];
    const onType = key === 'gettype' ? undefined : undefined;
    if (onType !== undefined) return onType;
    throw noMethod(type.ref.name, name);
  }

  private createBlock(text: string): ScriptBlockValue {
    try {
      return this.scriptBlock(text);
    } catch (e) {
      const error = asScriptError(e);
      if (!error) throw e;
      const type = 'System.Management.Automation.MethodInvocationException';
      const message = `Exception calling "Create" with "1" argument(s): "${error.error.text}"`;
      throw new ScriptError(
        new ErrorObject(
          { id: 'ParseException', category: 'NotSpecified', exceptionType: type, message },
          new Exception(type, message, error.error.exception),
        ),
      );
    }
  }

  private parseInput(args: readonly PSValue[]): PSValue {
    const text = toText(args[0]!);
    const result = parse(text);
    const unit = new Unit(text);
    const errors = result.errors.map((e) => {
      const x = unit.extent(e.start, e.end);
      return new PSObj(['System.Management.Automation.Language.ParseError', 'System.Object'], {
        Extent: new PSObj(['System.Management.Automation.Language.InternalScriptExtent', 'System.Object'], {
          StartLineNumber: x.line,
          StartColumnNumber: x.column,
          StartOffset: x.start,
          EndOffset: x.end,
          Text: text.slice(x.start, x.end),
        }),
        ErrorId: e.id,
        Message: e.message,
        IncompleteInput: e.incomplete,
      });
    });
    (args[2] as unknown as { set?: (v: PSValue) => void } | undefined)?.set?.(errors);
    (args[1] as unknown as { set?: (v: PSValue) => void } | undefined)?.set?.([]);
    return new PSObj(['System.Management.Automation.Language.ScriptBlockAst', 'System.Object'], { Extent: text });
  }

  *invokeClassMethod(t: PSValue, name: string, args: PSValue[], f: Frame): Gen<PSValue | undefined> {
    void f;
    return yield* invokeMethod(this, t, name, args, null);
  }
  *invokeSpecial(t: PSValue, key: string, args: PSValue[], f: Frame): Gen<PSValue | undefined> {
    void f;
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

  evaluateConstant(e: Expression, f: Frame): PSValue {
    const compiler = new Compiler(f.unit);
    const code = compiler.expression(e);
    const frame = new Frame(this, f.unit, f.scope, new Collector(), f.streams, compiler.slots.index.size + 2);
    return code.s ? code.s(frame) : runNow(code.g!(frame));
  }

  // Script blocks and functions.

  /** Parses text into a script block; a syntax error throws. */
  scriptBlock(text: string, file?: string): ScriptBlockValue {
    const result = parse(text);
    const unit = new Unit(text, file);
    if (result.errors.length) throw this.parseFailure(result.errors, unit);
    unit.types = {
      find: () => undefined,
      namespaces: result.ast.usings.flatMap((u) => (u.what === 'namespace' && u.name ? [u.name.value] : [])),
    };
    return new ScriptBlockValue(text, result.ast, unit);
  }

  /** The error of a text that does not parse. */
  parseFailure(
    errors: readonly { id: string; message: string; start: number; end: number; incomplete: boolean }[],
    unit: Unit,
  ): ScriptError {
    const [first] = errors;
    const extent = unit.extent(first!.start, first!.end);
    const lines = errors.map((e) => {
      const x = unit.extent(e.start, e.end);
      const line = unit.text.split(/\r\n|\n|\r/)[x.line - 1] ?? '';
      const where = `At ${unit.file ?? 'line'}:${x.line} char:${x.column}`;
      return `${where}\n+ ${line}\n+ ${' '.repeat(x.column - 1)}${'~'.repeat(Math.max(1, Math.min(x.end - x.start, line.length - x.column + 1)))}\n${e.message}`;
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

  /** Runs a script block. */
  *runBlock(block: ScriptBlockValue, run: BlockRun): Gen<void> {
    const scope = run.newScope
      ? new Scope(block.home ?? run.scope)
      : block.home && block.module
        ? block.home
        : run.scope;
    const caller = new Frame(this, block.unit, run.scope, run.out, run.streams, 0);
    const place: Place = {
      frame: caller,
      planned: {
        ast: {
          kind: 'Command',
          start: block.ast.start,
          end: block.ast.end,
          invocation: '',
          elements: [],
          redirections: [],
        },
        name: null,
        elements: run.args.map((value) => ({ kind: 'argument', value })),
        redirect: null,
      },
      out: run.out,
      streams: run.streams,
      expectsInput: false,
      position: 1,
      length: 1,
    };
    if (!run.newScope) {
      caller.scope = scope;
      scope.shared = true;
    } else caller.scope = scope;
    let saved: { variable: Variable; value: PSValue } | null = null;
    if (run.item !== undefined) {
      const variable = scope.local('_');
      saved = { variable, value: variable.value };
      variable.value = run.item;
    }
    if (run.self !== undefined) scope.local('this').value = run.self;
    for (const v of run.variables ?? [])
      if (v instanceof PSObj) scope.local(toText(v.get('Name') ?? null)).value = v.get('Value') ?? null;
    const fast =
      block.ast.endBlock &&
      !block.ast.param &&
      !block.ast.begin &&
      !block.ast.process &&
      !block.ast.clean &&
      !block.parameters?.length &&
      run.args.length === 0;
    try {
      if (fast) yield* this.runSimple(block, scope, run);
      else {
        const stage = new BlockStage(place, block, '', {
          isFilter: false,
          dot: !run.newScope,
          isScript: false,
          command: null,
        });
        try {
          yield* stage.begin();
          yield* stage.alone();
          yield* stage.end();
        } finally {
          yield* stage.clean();
        }
      }
    } finally {
      if (saved) saved.variable.value = saved.value;
    }
  }

  /** A block without parameters and named parts, where it stands. */
  private *runSimple(block: ScriptBlockValue, scope: Scope, run: BlockRun): Gen<void> {
    block.compiled ??= new Compiler(block.unit).nested(block.ast);
    const { compiled } = block;
    const step = compiled.part(block.ast.endBlock!);
    const frame = new Frame(this, block.unit, scope, run.out, run.streams, compiled.compiler.slots.index.size);
    frame.invocation = this.current?.invocation ?? null;
    if (this.depth >= this.depthLimit)
      throw runtimeError('CallDepthOverflow', 'The script failed due to call depth overflow.', {
        exceptionType: 'System.Management.Automation.ScriptCallDepthException',
      });
    this.depth++;
    try {
      const flow = step.s ? step.s(frame) : yield* step.g!(frame);
      if (flow && flow.kind !== 'return') throw new FlowError(flow);
    } finally {
      this.depth--;
    }
  }

  /** Calls a block from plain code. */
  callNow(block: ScriptBlockValue, args: PSValue[], f: Frame, item?: PSValue): PSValue {
    const out = new Collector();
    runNow(
      this.runBlock(block, {
        scope: f.scope,
        out,
        streams: f.streams,
        args,
        newScope: true,
        ...(item !== undefined && { item }),
      }),
    );
    return collapse(out.items);
  }

  /** GetNewClosure: keeps the variables of the current scope. */
  closure(block: ScriptBlockValue, f: Frame): ScriptBlockValue {
    const home = new Scope(f.scope.global, true);
    for (const [key, v] of f.scope.vars) {
      if (key === 'this' || v.getter) continue;
      const copy = new Variable(v.name, v.value);
      home.vars.set(key, copy);
    }
    const made = new ScriptBlockValue(block.text, block.ast, block.unit, home);
    made.parameters = block.parameters;
    return made;
  }

  defineFromTree(ast: FunctionDefinition, f: Frame): void {
    const text = f.unit.text.slice(ast.body.start + 1, ast.body.end - 1);
    const block = new ScriptBlockValue(text, ast.body, f.unit);
    block.parameters = ast.parameters;
    const module = this.moduleOf(f.scope);
    block.module = module;
    if (module) block.home = module.scope;
    this.defineFunction(f.scope, ast.name, block, ast.isFilter);
  }

  defineFunction(scope: Scope, name: string, block: ScriptBlockValue, isFilter: boolean): void {
    const m = /^(global|script|local|private):(.+)$/i.exec(name);
    const target = m
      ? m[1]!.toLowerCase() === 'global'
        ? scope.global
        : m[1]!.toLowerCase() === 'script'
          ? scope.script
          : scope
      : scope;
    const plain = m ? m[2]! : name;
    target.functions ??= new Map();
    const fn = new FunctionValue(plain, block, isFilter);
    fn.module = block.module;
    target.functions.set(plain.toLowerCase(), fn);
  }

  findFunction(name: string, scope: Scope): FunctionValue | undefined {
    const key = name.toLowerCase().replace(/^(?:global|script|local):/, '');
    for (let s: Scope | null = scope; s; s = s.parent) {
      const fn = s.functions?.get(key) as FunctionValue | undefined;
      if (fn) return fn;
    }
    return undefined;
  }

  findAlias(name: string, scope: Scope): Aliases | undefined {
    const key = name.toLowerCase();
    for (let s: Scope | null = scope; s; s = s.parent) {
      const a = s.aliases?.get(key);
      if (a) return a;
    }
    return undefined;
  }
  setAlias(scope: Scope, name: string, definition: string, options = 'None'): void {
    scope.aliases ??= new Map();
    scope.aliases.set(name.toLowerCase(), { name, definition, options });
  }

  moduleOf(scope: Scope): Module | null {
    for (let s: Scope | null = scope; s; s = s.parent) {
      const m = moduleScopes.get(s);
      if (m) return m;
    }
    return null;
  }

  // Errors.

  isControl(e: unknown): boolean {
    return e instanceof FlowError || e instanceof ExitError || e instanceof StopUpstream;
  }

  /** An exception as error record: placed, and in $Error. */
  record(e: unknown, f: Frame): ScriptError {
    const error = asScriptError(e);
    if (!error || this.isControl(e)) throw e;
    if (!error.error.record.extent) amended(error.error, { extent: f.extent });
    if (error.error.stack === '') error.error.stack = this.stackTrace(f);
    if (!error.recorded) {
      error.recorded = true;
      if ((error as { silenced?: string }).silenced !== 'Ignore') this.remember(error.error);
    }
    return error;
  }

  private stackTrace(f: Frame): string {
    const x = f.unit.extent(f.start, f.end);
    return `at ${f.invocation?.name && f.invocation.name !== '' ? f.invocation.name : '<ScriptBlock>'}, ${f.unit.file ?? '<No file>'}: line ${x.line}`;
  }

  remember(error: ErrorObject): void {
    const { items } = this.errorList;
    if (items[0] === error) return;
    items.unshift(error);
    if (items.length > 256) items.length = 256;
    for (const c of this.errorCollectors) c.items.push(error);
  }

  collectErrors(scope: Scope): PSValue[] {
    const items: PSValue[] = [];
    this.errorCollectors.push({ scope, items });
    if (this.errorCollectors.length > 50) this.errorCollectors.shift();
    return items;
  }

  private preference(f: Frame): string {
    return toText(f.scope.find('erroractionpreference')?.get() ?? 'Continue');
  }

  /** After an error ended a statement: passes it on, or reports it and lets the next statement run. */
  caught(e: unknown, f: Frame): Gen<void> | undefined {
    if (this.isControl(e)) throw e;
    const error = asScriptError(e);
    if (!error) throw e;
    this.record(error, f);
    this.ok = false;
    const { silenced } = error as { silenced?: string };
    if (silenced && this.tryDepth === 0) return undefined;
    const byThrow = (error as { byThrow?: boolean }).byThrow === true;
    const preference = this.preference(f);
    if (byThrow && /^(?:SilentlyContinue|Ignore)$/.test(preference) && this.tryDepth === 0) return undefined;
    if (error.terminating || this.tryDepth > 0) throw error;
    if (preference === 'Stop') {
      error.terminating = true;
      throw error;
    }
    return this.report(error, f);
  }

  caughtNow(e: unknown, f: Frame): void {
    const more = this.caught(e, f);
    if (more) runNow(more);
  }

  /** Prints an error that ended a statement, as the preference says. */
  report(error: ScriptError, f: Frame): Gen<void> | undefined {
    this.ok = false;
    if (/^(?:SilentlyContinue|Ignore)$/.test(this.preference(f))) return undefined;
    return this.sendError(error.error, f.streams, f);
  }

  private sendError(error: ErrorObject, streams: Streams, f: Frame): Gen<void> | undefined {
    if (streams.error) return streams.error.write(error);
    this.host.error(printable(error), toText(f.scope.find('errorview')?.get() ?? 'ConciseView'));
    return undefined;
  }

  /** A non-terminating error. */
  writeError(error: ErrorObject, f: Frame, streams: Streams, action?: PSValue): Gen<void> | undefined {
    const how = action !== undefined ? toText(this.action(unwrapAction(action))) : this.preference(f);
    this.ok = false;
    if (how === 'Ignore') return undefined;
    this.remember(error);
    if (how === 'Stop') {
      const stop = new ScriptError(error, true);
      stop.recorded = true;
      throw stop;
    }
    if (how === 'SilentlyContinue') return undefined;
    return this.sendError(error, streams, f);
  }

  errorChains(error: ErrorObject): readonly (readonly string[])[] {
    const chains: (readonly string[])[] = [];
    for (let e: Exception | null = error.exception; e; e = e.inner) {
      chains.push(
        exceptionChain(e.type).filter(
          (n) => !(e === error.exception && error.exception.inner && /^System\.(?:Exception|SystemException)$/.test(n)),
        ),
      );
    }
    // What the exception is comes before what it wraps, except for its most general bases.
    chains.push(exceptionChain(error.exception.type));
    return chains;
  }
  errorMatches(error: ErrorObject, type: TypeValue): boolean {
    return this.errorChains(error).some((c) => c.includes(type.ref.name));
  }

  /** Warning, verbose and debug texts. */
  *stream(
    kind: 'warning' | 'verbose' | 'debug',
    text: string,
    f: Frame,
    force?: boolean,
    streams: Streams = f.streams,
  ): Gen<void> {
    const preference = toText(f.scope.find(`${kind}preference`)?.get() ?? 'Continue');
    if (!force && preference !== 'Continue' && preference !== 'Stop' && preference !== 'Inquire') return;
    const sink = streams[kind];
    if (sink) {
      const type = `System.Management.Automation.${kind[0]!.toUpperCase()}${kind.slice(1)}Record`;
      const record = new PSObj([type, 'System.Management.Automation.InformationalRecord', 'System.Object'], {
        Message: text,
      });
      record.toText = () => text;
      const more = sink.write(record);
      if (more) yield* more;
    } else this.host.stream(kind, text);
    if (!force && preference === 'Stop') {
      throw new ScriptError(
        new ErrorObject({
          id: 'ActionPreferenceStop',
          category: 'OperationStopped',
          exceptionType: 'System.Management.Automation.ActionPreferenceStopException',
          message: `The running command stopped because the preference variable "${kind[0]!.toUpperCase()}${kind.slice(1)}Preference" or common parameter is set to Stop: ${text}`,
        }),
        true,
      );
    }
  }

  exitCode(v: PSValue): number {
    if (v === null) return 0;
    if (v === true || (v instanceof Switch && v.isPresent)) return 1;
    const n = Number(toText(v));
    return Number.isFinite(n) ? Math.trunc(n) : 0;
  }

  // Files that statements use.

  fileLines(path: string): PSValue {
    const real = this.files.real(path);
    if (!existsSync(real)) {
      throw runtimeError('FileNotFound', `Cannot find path '${this.files.full(path)}' because it does not exist.`, {
        category: 'ObjectNotFound',
      });
    }
    const lines = decode(readFileSync(real)).split(/\r\n|\n|\r/);
    if (lines.at(-1) === '') lines.pop();
    return lines;
  }

  /** Opens the target of `>`. */
  openRedirect(target: PSValue, append: boolean): { sink: Sink; close: () => void } {
    if (target === null) return { sink: { write: () => undefined }, close: () => undefined };
    const path = this.files.real(toText(target));
    if (existsSync(path) && statSync(path).isDirectory()) {
      throw runtimeError('FileOpenFailure', `Access to the path '${this.files.full(toText(target))}' is denied.`, {
        category: 'OpenError',
      });
    }
    if (!append) writeFileSync(path, '');
    const printer = this.textPrinter((t) => appendFileSync(path, t));
    return {
      sink: {
        write: (v) => {
          printer.write(v);
          return undefined;
        },
      },
      close: () => printer.end(),
    };
  }

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

  invocationObject(f: Frame, place: Place, block: ScriptBlockValue): PSValue {
    const x: Extent = place.frame.unit.extent(place.planned.ast.start, place.planned.ast.end);
    const line = x.text.split(/\r\n|\n|\r/)[x.line - 1] ?? '';
    const file = f.unit.file;
    const isScript = f.scope === f.scope.script && file !== undefined && block.ast.start === 0;
    const command = new PSObj(
      [
        isScript ? 'System.Management.Automation.ExternalScriptInfo' : 'System.Management.Automation.FunctionInfo',
        'System.Management.Automation.CommandInfo',
        'System.Object',
      ],
      {
        Name: isScript ? file.replace(/^.*[\\/]/, '') : (f.invocation?.name ?? ''),
        CommandType: isScript ? 'ExternalScript' : 'Function',
        Definition: isScript ? file : block.text,
        Path: isScript ? file : null,
        Source: isScript ? file : '',
        ScriptBlock: block,
        Module: null,
        ModuleName: '',
      },
    );
    command.toText = (o) => toText(o.get('Name') ?? null);
    return new PSObj(['System.Management.Automation.InvocationInfo', 'System.Object'], {
      MyCommand: command,
      BoundParameters: f.scope.vars.get('psboundparameters')?.get() ?? new Hashtable(),
      UnboundArguments: f.scope.vars.get('args')?.value ?? [],
      ScriptLineNumber: x.line,
      OffsetInLine: x.column,
      HistoryId: 1n,
      ScriptName: place.frame.unit.file ?? '',
      Line: line,
      PositionMessage: '',
      PSScriptRoot: (place.frame.unit.file ?? '').replace(/[\\/][^\\/]*$/, ''),
      PSCommandPath: place.frame.unit.file ?? null,
      InvocationName: toText(place.planned.name ?? f.invocation?.name ?? ''),
      PipelineLength: place.length,
      PipelinePosition: place.position,
      ExpectingInput: place.expectsInput,
      CommandOrigin: 'Internal',
    });
  }

  // Commands.

  /** Makes the stage of a command. */
  *stage(place: Place): Gen<Stage> {
    const { name } = place.planned;
    const { invocation } = place.planned.ast;
    if (name instanceof ScriptBlockValue) return this.blockStage(place, name, '', invocation === '.');
    if (name instanceof FunctionValue) return this.functionStage(place, name, invocation === '.');
    if (name instanceof PSObj) {
      const held = name.data;
      if (held instanceof FunctionValue) return this.functionStage(place, held, invocation === '.');
      if (held instanceof ScriptBlockValue) return this.blockStage(place, held, '', invocation === '.');
      const n = name.get('Name');
      if (
        n !== undefined &&
        /CommandInfo|CmdletInfo|AliasInfo|ApplicationInfo|ExternalScriptInfo/.test(name.typeNames.join())
      )
        return yield* this.named(
          place,
          toText(name.get('Definition') && /ExternalScript|Application/.test(name.netType) ? name.get('Path')! : n),
        );
      return yield* this.named(place, toText(name));
    }
    if (name === null || (typeof name === 'string' && name === '')) {
      throw runtimeError(
        'BadExpression',
        "The expression after '&' in a pipeline element produced an object that was not valid. It must result in a command name, a script block, or a CommandInfo object.".replace(
          '&',
          invocation || '&',
        ),
        { extent: place.frame.unit.extent(place.planned.ast.start, place.planned.ast.end) },
      );
    }
    return yield* this.named(place, toText(name));
  }

  private blockStage(place: Place, block: ScriptBlockValue, name: string, dot: boolean): Stage {
    return new BlockStage(place, block, name, { isFilter: false, dot, isScript: false, command: null });
  }
  private functionStage(place: Place, fn: FunctionValue, dot: boolean): Stage {
    if (this.strictSeen && this.strictness(place.frame.scope) >= 2) this.parenthesisCheck(place);
    return new BlockStage(place, fn.block, fn.name, { isFilter: fn.isFilter, dot, isScript: false, command: null });
  }

  private parenthesisCheck(place: Place): void {
    const { elements, end } = place.planned.ast;
    const [n, a] = elements;
    if (elements.length === 2 && a?.kind === 'ParenExpression' && n && n.end === a.start && a.end === end) {
      const inner =
        a.pipeline.kind === 'Pipeline' && a.pipeline.elements[0]?.kind === 'CommandExpression'
          ? a.pipeline.elements[0].expression
          : null;
      if (inner?.kind === 'ArrayLiteral') {
        throw runtimeError(
          'StrictModeFunctionCallWithParens',
          'The function or command was called as if it were a method. Parameters should be separated by spaces. For information about parameters, see the about_Parameters Help topic.',
        );
      }
    }
  }

  private *named(place: Place, given: string): Gen<Stage> {
    const { scope } = place.frame;
    let name = given;
    for (let i = 0; i < 20; i++) {
      const alias = this.findAlias(name, scope);
      if (!alias || alias.definition.toLowerCase() === name.toLowerCase()) break;
      name = alias.definition;
    }
    const dot = place.planned.ast.invocation === '.';
    const fn = this.findFunction(name, scope) ?? this.qualified(name);
    if (fn) return this.functionStage(place, fn, dot);
    const bare = name.replace(/^(?:Microsoft\.PowerShell\.(?:Core|Utility|Management|Security)|CimCmdlets)\\/i, '');
    const builtin = this.builtins.get(bare.toLowerCase());
    if (builtin) return new BuiltinStage(place, builtin);
    for (const source of this.sources) {
      const found = source(name);
      const make = found instanceof Promise ? ((yield found) as Awaited<typeof found>) : found;
      if (make) return make(place);
    }
    const script = this.findScript(name);
    if (script !== null) return this.scriptStage(place, script, dot);
    const program = this.findNative?.(name) ?? null;
    if (program !== null && this.native) return this.native(place, program, name);
    // Get- may be left out.
    if (!/[-\\/.]/.test(name)) {
      const get = this.findFunction(`Get-${name}`, scope);
      if (get) return this.functionStage(place, get, dot);
      const b = this.builtins.get(`get-${name.toLowerCase()}`);
      if (b) return new BuiltinStage(place, b);
    }
    throw this.unknownCommand(place, given);
  }

  private qualified(name: string): FunctionValue | undefined {
    const m = /^([\w.]+)\\([\w-]+)$/.exec(name);
    return m ? this.modules.get(m[1]!.toLowerCase())?.functions.get(m[2]!.toLowerCase()) : undefined;
  }

  private unknownCommand(place: Place, name: string): ScriptError {
    const { ast } = place.planned;
    const first = ast.elements[0];
    const isPath = /[\\/]/.test(name);
    const text = isPath
      ? `The term '${name}' is not recognized as a name of a cmdlet, function, script file, or executable program.\nCheck the spelling of the name, or if a path was included, verify that the path is correct and try again.`
      : `The term '${name}' is not recognized as a name of a cmdlet, function, script file, or executable program.\nCheck the spelling of the name, or if a path was included, verify that the path is correct and try again.`;
    const error = new ErrorObject({
      id: 'CommandNotFoundException',
      category: 'ObjectNotFound',
      exceptionType: 'System.Management.Automation.CommandNotFoundException',
      message: text,
      target: name,
      invocationName: name,
      extent: place.frame.unit.extent(first?.start ?? ast.start, first?.end ?? ast.end),
    });
    error.exception.members.note('CommandName', name);
    return new ScriptError(error);
  }

  /** The machine's path of a script that a command names; null where it names none. */
  private findScript(name: string): string | null {
    if (/[\\/]/.test(name) || /^[A-Za-z]:/.test(name)) {
      for (const candidate of [name, `${name}.ps1`]) {
        if (!/\.ps1$/i.test(candidate)) continue;
        if (existsSync(this.files.real(candidate))) return this.files.full(candidate);
      }
      return null;
    }
    return null;
  }

  scriptStage(place: Place, path: string, dot: boolean): Stage {
    const text = decode(readFileSync(this.files.real(path)));
    let block: ScriptBlockValue;
    try {
      block = this.scriptBlock(text, path);
    } catch (e) {
      const error = asScriptError(e);
      if (error) (error as ScriptError).terminating = false;
      throw e;
    }
    const stage = new BlockStage(place, block, path.replace(/^.*[\\/]/, ''), {
      isFilter: false,
      dot,
      isScript: true,
      command: null,
    });
    return new ScriptFileStage(this, stage);
  }

  /** Defines the types of a script before it runs. */
  prepareTypes(block: ScriptBlockValue, f: Frame): void {
    for (const s of block.ast.endBlock?.statements ?? []) {
      if (s.kind === 'TypeDefinition') this.defineType(s, f);
    }
  }
}

function unwrapAction(v: PSValue): PSValue {
  return v;
}

/** The record as it is printed. */
function printable(error: ErrorObject): ErrorRecord {
  const { record } = error;
  const heading = (error as { heading?: string }).heading;
  return { ...record, message: error.text, ...(heading && { activity: heading }) };
}

/** `exit` in a script ends that script. */
class ScriptFileStage implements Stage {
  readonly engine: Engine;
  readonly inner: BlockStage;
  private exited = false;
  constructor(engine: Engine, inner: BlockStage) {
    this.engine = engine;
    this.inner = inner;
  }
  get failed(): boolean {
    return this.inner.failed;
  }
  set failed(v: boolean) {
    this.inner.failed = v;
  }
  private *guard(gen: Gen<void>): Gen<void> {
    if (this.exited) return;
    try {
      yield* gen;
    } catch (e) {
      if (!(e instanceof ExitError)) throw e;
      this.exited = true;
      this.engine.global.local('LASTEXITCODE').value = e.code;
      if (e.code !== 0) this.inner.failed = true;
    }
  }
  *begin(): Gen<void> {
    this.engine.prepareTypes(this.inner.block, this.inner.frame);
    yield* this.guard(this.inner.begin());
  }
  process(value: PSValue): Gen<void> | undefined {
    const gen = this.inner.process(value);
    return gen ? this.guard(gen) : undefined;
  }
  *alone(): Gen<void> {
    yield* this.guard(this.inner.alone());
  }
  *end(): Gen<void> {
    yield* this.guard(this.inner.end());
  }
  *clean(): Gen<void> {
    yield* this.inner.clean();
  }
}

/** Scopes that belong to modules. */
export const moduleScopes = new WeakMap<Scope, Module>();

void callMethod;
void typeChain;
void typeRef;
void call;
void epoch;
void enumerable;

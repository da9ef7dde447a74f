/** Commands about the session: variables, aliases, functions, time, random numbers. */

import { type Builtin, type Context, command } from '../engine/builtin.ts';
import { enumerable, List } from '../engine/collections.ts';
import { convertRef, toText, truth } from '../engine/convert.ts';
import { commandTypes } from '../engine/enums.ts';
import { amended, asScriptError } from '../engine/errors.ts';
import type { Gen } from '../engine/flow.ts';
import { formatDate } from '../engine/format-number.ts';
import { Collector } from '../engine/frame.ts';
import { PSObj } from '../engine/psobject.ts';
import type { Scope, Variable } from '../engine/scope.ts';
import type { ScriptBlockValue } from '../engine/script-block.ts';
import { dateOf } from '../engine/statics.ts';
import { hasWildcard, wildcard } from '../engine/wildcard.ts';
import { dateParts } from '../format/display-text.ts';
import { typeRef } from '../types.ts';
import { DateTime, EnumValue, Hashtable, Num, type PSValue, ScriptBlock, TimeSpan } from '../values.ts';

function scopeFor(c: Context): Scope {
  const name = c.text('Scope').toLowerCase();
  const { scope } = c.frame;
  if (name === 'global') return scope.global;
  if (name === 'script') return scope.script;
  if (/^\d+$/.test(name)) {
    let s: Scope = scope;
    for (let i = Number(name); i > 0; i--) {
      if (!s.parent)
        throw c.fail(
          'ArgumentOutOfRange',
          'InvalidArgument',
          `The scope number '${name}' exceeds the number of active scopes. (Parameter 'scopeID')\nActual value was ${name}.`,
          'System.Management.Automation.PSArgumentOutOfRangeException',
        );
      s = s.parent;
    }
    return s;
  }
  return scope;
}

function matching(c: Context, pattern: string): Variable[] {
  const regex = wildcard(pattern);
  const found = new Map<string, Variable>();
  if (c.has('Scope')) for (const [k, v] of scopeFor(c).vars) if (regex.test(v.name)) found.set(k, v);
  if (!c.has('Scope'))
    for (let s: Scope | null = c.frame.scope; s; s = s.parent)
      for (const [k, v] of s.vars) if (regex.test(v.name) && !found.has(k)) found.set(k, v);
  return [...found.values()].sort((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1));
}

function* eachVariable(c: Context, use: (v: Variable, home: Scope) => Gen<void>): Gen<void> {
  for (const name of c.texts('Name')) {
    if (hasWildcard(name)) {
      for (const v of matching(c, name)) yield* use(v, c.frame.scope);
      continue;
    }
    const key = name.toLowerCase();
    const v = c.has('Scope') ? scopeFor(c).vars.get(key) : (c.frame.scope.find(key) ?? c.engine.automatic(key));
    if (!v) {
      yield* c.error(
        c.record(
          'VariableNotFound',
          'ObjectNotFound',
          `Cannot find a variable with the name '${name}'.`,
          'System.Management.Automation.ItemNotFoundException',
          { target: name },
        ),
      );
      continue;
    }
    yield* use(v, c.frame.scope);
  }
}

function homeOf(c: Context, v: Variable): Scope {
  for (let s: Scope | null = c.frame.scope; s; s = s.parent) for (const x of s.vars.values()) if (x === v) return s;
  return c.frame.scope;
}

function setOptions(c: Context, v: Variable): void {
  if (!c.has('Option')) return;
  v.options = /constant/i.test(c.text('Option'))
    ? 'Constant'
    : /readonly/i.test(c.text('Option'))
      ? 'ReadOnly'
      : /allscope/i.test(c.text('Option'))
        ? 'AllScope'
        : /private/i.test(c.text('Option'))
          ? 'Private'
          : 'None';
  v.special = true;
}

const VARIABLES: readonly Builtin[] = [
  command('Get-Variable', 'Name:string[]@0<.  ValueOnly Include:string[] Exclude:string[] Scope:string', (c) => ({
    *process() {
      const show = function* (v: Variable): Gen<void> {
        if (c.flag('ValueOnly')) {
          const x = v.get();
          const items = enumerable(x);
          if (items) yield* c.emitAll(items);
          else yield* c.emit(x);
        } else yield* c.emit(c.engine.variableObject(v));
      };
      if (!c.has('Name')) for (const v of matching(c, '*')) yield* show(v);
      else yield* eachVariable(c, show);
    },
  })),
  command(
    'Set-Variable',
    'Name:string[]@0! Value:object@1< Include:string[] Exclude:string[] Description:string Option:string Force Visibility:string PassThru Scope:string',
    (c) => {
      const gathered: PSValue[] = [];
      return {
        *process(input) {
          if (input !== undefined) gathered.push(input);
        },
        *end() {
          const value =
            c.has('Value') && !gathered.length
              ? c.get('Value')
              : gathered.length === 1
                ? gathered[0]!
                : gathered.length
                  ? gathered
                  : null;
          for (const name of c.texts('Name')) {
            if (!c.should('Set variable', `Name: ${name} Value: ${toText(value)}`)) continue;
            const scope = scopeFor(c);
            const old = scope.vars.get(name.toLowerCase());
            if (old?.options === 'ReadOnly' && c.flag('Force')) old.options = 'None';
            if (old && (c.has('Value') || gathered.length)) {
              try {
                old.set(value);
              } catch (e) {
                const error = asScriptError(e);
                if (!error) throw e;
                amended(error.error, { activity: c.name, extent: c.extent, className: c.def.className });
                yield* c.error(error.error);
                continue;
              }
            }
            const v = old ?? scope.local(name);
            if (!old) v.value = value;
            if (c.has('Description')) v.description = c.text('Description');
            setOptions(c, v);
            if (c.flag('PassThru')) yield* c.emit(c.engine.variableObject(v));
          }
        },
      };
    },
    { raw: true, confirm: 'Low' },
  ),
  command(
    'New-Variable',
    'Name:string@0! Value:object@1< Description:string Option:string Visibility:string Force PassThru Scope:string',
    (c) => ({
      *process() {
        const name = c.text('Name');
        const scope = scopeFor(c);
        const old = scope.vars.get(name.toLowerCase());
        if (old && (!c.flag('Force') || old.options === 'Constant')) {
          yield* c.error(
            c.record(
              old.options === 'None' || !c.flag('Force') ? 'VariableAlreadyExists' : 'VariableNotWritable',
              old.options === 'None' || !c.flag('Force') ? 'ResourceExists' : 'WriteError',
              old.options === 'None' || !c.flag('Force')
                ? `A variable with name '${name}' already exists.`
                : `Cannot overwrite variable ${name} because it is read-only or constant.`,
              'System.Management.Automation.SessionStateException',
              { target: name },
            ),
          );
          return;
        }
        if (old) scope.remove(name.toLowerCase());
        const v = scope.local(name);
        v.value = c.get('Value');
        v.description = c.text('Description');
        setOptions(c, v);
        if (c.flag('PassThru')) yield* c.emit(c.engine.variableObject(v));
      },
    }),
    { confirm: 'Low' },
  ),
  command(
    'Remove-Variable',
    'Name:string[]@0!<. Include:string[] Exclude:string[] Force Scope:string',
    (c) => ({
      *process() {
        yield* eachVariable(c, function* (v) {
          if (v.options === 'Constant' || (v.options === 'ReadOnly' && !c.flag('Force'))) {
            yield* c.error(
              c.record(
                'VariableNotRemovable',
                'WriteError',
                `Cannot remove variable ${v.name} because it is constant or read-only. If the variable is read-only, try the operation again specifying the Force option.`,
                'System.Management.Automation.SessionStateUnauthorizedAccessException',
                { target: v.name },
              ),
            );
            return;
          }
          homeOf(c, v).remove(v.name.toLowerCase());
        });
      },
    }),
    { confirm: 'Low' },
  ),
  command(
    'Clear-Variable',
    'Name:string[]@0!<. Include:string[] Exclude:string[] Force PassThru Scope:string',
    (c) => ({
      *process() {
        yield* eachVariable(c, function* (v) {
          v.set(null);
          if (c.flag('PassThru')) yield* c.emit(c.engine.variableObject(v));
        });
      },
    }),
    { confirm: 'Low' },
  ),
];

function aliasObject(c: Context, name: string, definition: string): PSObj {
  const o = new PSObj(
    ['System.Management.Automation.AliasInfo', 'System.Management.Automation.CommandInfo', 'System.Object'],
    {
      Name: name,
      CommandType: new EnumValue(commandTypes, 1),
      Definition: definition,
      ResolvedCommandName: definition,
      DisplayName: `${name} -> ${definition}`,
      Source: '',
      Version: null,
      ModuleName: '',
      Options: 'None',
    },
  );
  o.toText = () => name;
  void c;
  return o;
}

const ALIASES: readonly Builtin[] = [
  command('Get-Alias', 'Name:string[]@0< Exclude:string[] Scope:string Definition:string[]', (c) => ({
    *process() {
      const wanted = c.has('Name') ? c.texts('Name') : ['*'];
      const all = new Map<string, { name: string; definition: string }>();
      for (let s: Scope | null = c.frame.scope; s; s = s.parent)
        for (const [k, a] of s.aliases ?? []) if (!all.has(k)) all.set(k, a);
      for (const w of wanted) {
        const regex = wildcard(w);
        const found = [...all.values()].filter(
          (a) =>
            regex.test(a.name) &&
            (!c.has('Definition') || c.texts('Definition').some((d) => wildcard(d).test(a.definition))),
        );
        if (!found.length && !hasWildcard(w))
          yield* c.error(
            c.record(
              'ItemNotFoundException',
              'ObjectNotFound',
              `This command cannot find a matching alias because an alias with the name '${w}' does not exist.`,
              'System.Management.Automation.ItemNotFoundException',
              { target: w },
            ),
          );
        for (const a of found.sort((x, y) => (x.name < y.name ? -1 : 1)))
          yield* c.emit(aliasObject(c, a.name, a.definition));
      }
    },
  })),
  ...['Set-Alias', 'New-Alias'].map((name) =>
    command(
      name,
      'Name:string@0!<. Value|Definition:string@1!<. Description:string Option:string PassThru Scope:string Force',
      (c) => ({
        *process() {
          if (name === 'New-Alias' && c.engine.findAlias(c.text('Name'), c.frame.scope) && !c.flag('Force')) {
            yield* c.error(
              c.record(
                'AliasAlreadyExists',
                'ResourceExists',
                `The alias is not allowed, because an alias with the name '${c.text('Name')}' already exists.`,
                'System.Management.Automation.SessionStateException',
                { target: c.text('Name') },
              ),
            );
            return;
          }
          c.engine.setAlias(scopeFor(c), c.text('Name'), c.text('Value'));
          if (c.flag('PassThru')) yield* c.emit(aliasObject(c, c.text('Name'), c.text('Value')));
        },
      }),
    ),
  ),
  command('Remove-Alias', 'Name:string[]@0!<* Scope:string Force', (c) => ({
    *process() {
      for (const n of c.texts('Name')) {
        for (let s: Scope | null = c.frame.scope; s; s = s.parent) if (s.aliases?.delete(n.toLowerCase())) break;
      }
    },
  })),
];

const FORMAT_U: Readonly<Record<string, string>> = {
  Y: 'yyyy',
  m: 'MM',
  d: 'dd',
  H: 'HH',
  M: 'mm',
  S: 'ss',
  y: 'yy',
  B: 'MMMM',
  b: 'MMM',
  A: 'dddd',
  a: 'ddd',
  p: 'tt',
  I: 'hh',
  e: 'd',
  F: 'yyyy-MM-dd',
  T: 'HH:mm:ss',
  D: 'MM/dd/yy',
  R: 'HH:mm',
  j: '',
  Z: 'zz',
};

function uFormat(d: DateTime, format: string): string {
  return format.replace(/%(.)/g, (all, k: string) => {
    if (k === 's') return String((d.ticks - 621355968000000000n) / 10_000_000n);
    if (k === 'j') return String(dateParts(d.ticks).month);
    if (k === '%') return '%';
    if (k === 'n') return '\n';
    if (k === 't') return '\t';
    return FORMAT_U[k] ? formatDate(d, FORMAT_U[k].length === 1 ? `%${FORMAT_U[k]}` : FORMAT_U[k]) : all;
  });
}

const TIME: readonly Builtin[] = [
  command(
    'Get-Date',
    'Date|LastWriteTime:datetime@0<* Year:int Month:int Day:int Hour:int Minute:int Second:int Millisecond:int DisplayHint:string Format:string UFormat:string AsUTC UnixTimeSeconds|UnixTime:long',
    (c) => ({
      *process() {
        let d = c.has('Date') ? (c.get('Date') as DateTime) : dateOf(c.engine.surroundings.now());
        if (c.has('UnixTimeSeconds'))
          d = new DateTime(621355968000000000n + BigInt(toText(c.get('UnixTimeSeconds'))) * 10_000_000n, 'Local');
        const p = dateParts(d.ticks);
        if (['Year', 'Month', 'Day', 'Hour', 'Minute', 'Second', 'Millisecond'].some((n) => c.has(n))) {
          const { dateFrom } = c.engine.tools;
          const made = dateFrom(
            [
              c.number('Year', p.year),
              c.number('Month', p.month),
              c.number('Day', p.day),
              c.number('Hour', p.hour),
              c.number('Minute', p.minute),
              c.number('Second', p.second),
              c.number('Millisecond', Number((d.ticks / 10_000n) % 1000n)),
            ],
            d.kind === 'Unspecified' ? 'Unspecified' : 'Local',
          );
          d = new DateTime(made.ticks + (c.has('Millisecond') ? 0n : d.ticks % 10_000n), made.kind);
        }
        if (c.flag('AsUTC')) d = new DateTime(d.ticks, 'Utc');
        if (c.has('Format')) {
          const named: Readonly<Record<string, string>> = {
            filedate: 'yyyyMMdd',
            filedatetime: "yyyyMMdd'T'HHmmssffff",
            filedateuniversal: "yyyyMMdd'Z'",
            filedatetimeuniversal: "yyyyMMdd'T'HHmmssffff'Z'",
          };
          yield* c.emit(formatDate(d, named[c.text('Format').toLowerCase()] ?? c.text('Format')));
        } else if (c.has('UFormat')) yield* c.emit(uFormat(d, c.text('UFormat')));
        else yield* c.emit(d);
      },
    }),
  ),
  command(
    'New-TimeSpan',
    'Start|LastWriteTime:datetime@0<* End:datetime@1 Days:int Hours:int Minutes:int Seconds:int Milliseconds:int',
    (c) => ({
      *process() {
        if (c.has('Start') || c.has('End')) {
          const now = dateOf(c.engine.surroundings.now());
          const a = c.has('Start') ? (c.get('Start') as DateTime) : now;
          const b = c.has('End') ? (c.get('End') as DateTime) : now;
          yield* c.emit(new TimeSpan(b.ticks - a.ticks));
          return;
        }
        const ms =
          (((c.number('Days') * 24 + c.number('Hours')) * 60 + c.number('Minutes')) * 60 + c.number('Seconds')) * 1000 +
          c.number('Milliseconds');
        yield* c.emit(new TimeSpan(BigInt(ms) * 10_000n));
      },
    }),
  ),
  command('Start-Sleep', 'Seconds:double@0< Milliseconds|ms:int Duration|ts:timespan', (c) => ({
    *process() {
      const ms = c.has('Milliseconds')
        ? c.number('Milliseconds')
        : c.has('Duration')
          ? Number((c.get('Duration') as TimeSpan).ticks / 10_000n)
          : c.number('Seconds') * 1000;
      const waited = c.engine.host.sleep(ms);
      if (waited) yield waited;
    },
  })),
  command(
    'Get-Random',
    'InputObject:object[]@0< Maximum:object Minimum:object SetSeed:int Count:int Shuffle',
    (c) => {
      const items: PSValue[] = [];
      return {
        *process(input) {
          if (input !== undefined) items.push(input);
          else if (c.has('InputObject')) items.push(...c.list('InputObject'));
        },
        *end() {
          const { random } = c.engine.surroundings;
          if (items.length === 1 && typeof items[0] === 'number' && !c.place.expectsInput) {
            yield* c.emit(Math.floor(random() * items[0]));
            return;
          }
          if (items.length) {
            const pool = [...items];
            const n = c.flag('Shuffle') ? pool.length : Math.min(c.number('Count', 1), pool.length);
            for (let i = 0; i < n; i++) yield* c.emit(pool.splice(Math.floor(random() * pool.length), 1)[0]!);
            return;
          }
          const low = c.get('Minimum');
          const high = c.get('Maximum');
          const isReal = [low, high].some((v) => v instanceof Num && (v.kind === 'Double' || v.kind === 'Single'));
          const a = low === null ? 0 : Number(toText(low));
          const b = high === null ? 2147483647 : Number(toText(high));
          if (a >= b)
            throw c.fail(
              'MinGreaterThanOrEqualMax',
              'InvalidArgument',
              `The Minimum value (${a}) cannot be greater than or equal to the Maximum value (${b}).`,
              'System.ArgumentException',
            );
          for (let i = 0; i < c.number('Count', 1); i++) {
            const v = a + random() * (b - a);
            yield* c.emit(isReal ? new Num('Double', v) : Math.floor(v));
          }
        },
      };
    },
    { raw: true },
  ),
];

const LANGUAGE: readonly Builtin[] = [
  command('Set-StrictMode', 'Version:string@0 Off', (c) => ({
    *process() {
      const { scope } = c.frame;
      const home = scope;
      home.strict = c.flag('Off') ? 0 : /latest/i.test(c.text('Version')) ? 3 : Math.floor(Number(c.text('Version')));
      c.engine.strictSeen = true;
    },
  })),
  command('Invoke-Expression', 'Command:string@0!<', (c) => ({
    *process() {
      let block: ScriptBlockValue;
      try {
        block = c.engine.scriptBlock(c.text('Command'));
      } catch (e) {
        const error = asScriptError(e);
        if (!error) throw e;
        error.terminating = false;
        amended(error.error, {
          className: 'Microsoft.PowerShell.Commands.InvokeExpressionCommand',
          activity: 'Invoke-Expression',
          extent: c.extent,
        });
        throw error;
      }
      const frameTypes = block;
      c.engine.prepareTypes(frameTypes, c.frame);
      yield* c.engine.runBlock(block, { scope: c.frame.scope, out: c.out, streams: c.streams, args: [] });
    },
  })),
  command(
    'Invoke-Command',
    'ScriptBlock|Command:scriptblock@0 ArgumentList|Args:object[] NoNewScope ComputerName|Cn:string[] Session:object[] VMName:string[] Credential:object AsJob JobName:string FilePath|PSPath:string InputObject:object<',
    (c) => {
      const items: PSValue[] = [];
      return {
        *process(input) {
          if (input !== undefined) items.push(input);
        },
        *end() {
          if (c.has('ComputerName') || c.has('Session') || c.has('VMName')) {
            throw c.fail(
              'RemotingNotSupported',
              'NotImplemented',
              'hyperv does not have remote sessions.',
              'System.NotSupportedException',
            );
          }
          const block = c.get('ScriptBlock') as ScriptBlockValue;
          const out = c.out;
          yield* c.engine.runBlock(block, {
            scope: c.frame.scope,
            out,
            streams: c.streams,
            args: c.list('ArgumentList'),
            newScope: !c.flag('NoNewScope'),
          });
        },
      };
    },
    { raw: true },
  ),
];

const MANAGEMENT = /-(?:Item|ItemProperty|ChildItem|Content|Location|Path|Process|Service|PSDrive|Clipboard)$/;
const CORE = /^(?:Get-Command|Invoke-Command|Set-StrictMode|Set-PSDebug|.*-(?:Module|ModuleMember|PSSession|Job))$/;

/** Module of a command, also where its declaration names none. */
function moduleName(def: { readonly name: string; readonly module?: string }): string {
  const short = MANAGEMENT.test(def.name) ? 'Management' : CORE.test(def.name) ? 'Core' : 'Utility';
  return def.module ?? `Microsoft.PowerShell.${short}`;
}

/** What Get-Command shows of a command. */
export function commandObject(c: Context, name: string): PSObj | null {
  const alias = c.engine.findAlias(name, c.frame.scope);
  if (alias) return aliasObject(c, alias.name, alias.definition);
  const fn = c.engine.findFunction(name, c.frame.scope);
  if (fn) {
    const o = new PSObj(
      [
        fn.isFilter ? 'System.Management.Automation.FilterInfo' : 'System.Management.Automation.FunctionInfo',
        'System.Management.Automation.CommandInfo',
        'System.Object',
      ],
      {
        Name: fn.name,
        CommandType: new EnumValue(commandTypes, fn.isFilter ? 4 : 2),
        Definition: fn.block.text,
        ScriptBlock: fn.block,
        Source: fn.module?.name ?? '',
        ModuleName: fn.module?.name ?? '',
        Version: null,
        CmdletBinding: false,
      },
    );
    o.members.note('Parameters', parameterTable(fn.block.parameters ?? fn.block.ast.param?.parameters ?? []));
    o.data = fn;
    o.toText = () => fn.name;
    return o;
  }
  const b = c.engine.builtins.get(name.toLowerCase());
  if (!b) return null;
  const o = new PSObj(
    ['System.Management.Automation.CmdletInfo', 'System.Management.Automation.CommandInfo', 'System.Object'],
    {
      Name: b.def.name,
      CommandType: new EnumValue(commandTypes, 8),
      Definition: b.def.name,
      Source: moduleName(b.def),
      ModuleName: moduleName(b.def),
      Verb: b.def.name.split('-')[0]!,
      Noun: b.def.name.split('-')[1] ?? '',
      Version: '7.0.0.0',
    },
  );
  o.toText = () => b.def.name;
  return o;
}

function parameterTable(list: readonly { name: { name: string } }[]): Hashtable {
  const table = new Hashtable();
  for (const p of list)
    table.set(
      p.name.name,
      new PSObj(['System.Management.Automation.ParameterMetadata', 'System.Object'], { Name: p.name.name }),
    );
  return table;
}

const COMMANDS: readonly Builtin[] = [
  command(
    'Get-Command',
    'Name:string[]@0<* Verb:string[] Noun:string[] Module|PSSnapin:string[] CommandType|Type:string TotalCount:int Syntax ShowCommandInfo All ListImported ArgumentList|Args:object[]',
    (c) => ({
      *process() {
        const names = c.has('Name') ? c.texts('Name') : ['*'];
        for (const n of names) {
          if (hasWildcard(n)) {
            const regex = wildcard(n);
            const all = new Set<string>();
            for (let s: Scope | null = c.frame.scope; s; s = s.parent)
              for (const f of s.functions?.keys() ?? []) all.add(f);
            for (const b of c.engine.builtins.values()) all.add(b.def.name);
            for (const k of all) {
              if (!regex.test(k)) continue;
              const o = commandObject(c, k);
              if (
                o &&
                (!c.has('CommandType') ||
                  toText(o.get('CommandType')!).toLowerCase() === c.text('CommandType').toLowerCase())
              )
                yield* c.emit(o);
            }
            continue;
          }
          const o = commandObject(c, n);
          if (o) {
            yield* c.emit(o);
            continue;
          }
          const program = c.engine.findNative?.(n) ?? null;
          if (program) {
            const app = new PSObj(
              [
                'System.Management.Automation.ApplicationInfo',
                'System.Management.Automation.CommandInfo',
                'System.Object',
              ],
              {
                Name: n,
                CommandType: new EnumValue(commandTypes, 32),
                Definition: program,
                Path: program,
                Source: program,
                Extension: '',
                Version: '0.0.0.0',
              },
            );
            app.toText = () => n;
            yield* c.emit(app);
            continue;
          }
          yield* c.error(
            c.record(
              'CommandNotFoundException',
              'ObjectNotFound',
              `The term '${n}' is not recognized as a name of a cmdlet, function, script file, or executable program.\nCheck the spelling of the name, or if a path was included, verify that the path is correct and try again.`,
              'System.Management.Automation.CommandNotFoundException',
              { target: n },
            ),
          );
        }
      },
    }),
  ),
  command('Get-Host', '', (c) => ({
    *process() {
      yield* c.emit(c.engine.automatic('host')!.get());
    },
  })),
  command('New-Guid', 'Empty InputObject:string@0<', (c) => ({
    *process() {
      yield* c.emit(
        convertRef(
          c.flag('Empty')
            ? '00000000-0000-0000-0000-000000000000'
            : c.has('InputObject')
              ? c.text('InputObject')
              : c.engine.surroundings.newGuid(),
          typeRef('guid'),
        ),
      );
    },
  })),
  command('Set-PSDebug', 'Trace:int Step Strict Off', (c) => ({
    *process() {
      if (c.flag('Strict')) {
        c.frame.scope.global.strict = 1;
        c.engine.strictSeen = true;
      }
    },
  })),
  command('Get-Culture', 'Name:string[]', (c) => ({
    *process() {
      yield* c.emit(
        yield* c.engine.invokeStatic(c.engine.findType('cultureinfo', c.frame)!, 'GetCultureInfo', ['en-US'], c.frame),
      );
    },
  })),
];

export const SESSION: readonly Builtin[] = [...VARIABLES, ...ALIASES, ...TIME, ...LANGUAGE, ...COMMANDS];

void List;
void truth;
void ScriptBlock;
void Collector;

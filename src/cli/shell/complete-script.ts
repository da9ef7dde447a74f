/** What could stand at the cursor of a script: commands, parameters, values, paths, variables, members. */
import { readdirSync, statSync } from 'node:fs';
import { enums } from '../../objects/enums.ts';
import { metadataOf } from '../../powershell/binder/metadata.ts';
import { propertyList } from '../../powershell/engine/member-list.ts';
import { getProperty } from '../../powershell/engine/members.ts';
import type { FunctionValue } from '../../powershell/engine/script-block.ts';
import { findFunction } from '../../powershell/engine/session-commands.ts';
import { parseTypeName, resolveType } from '../../powershell/engine/type-names.ts';
import { ACCELERATORS } from '../../powershell/engine/type-tables.ts';
import type { CmdletDef } from '../../powershell/parameters.ts';
import type { Session } from '../../powershell/shell/session.ts';
import type { PSValue } from '../../powershell/values.ts';
import { cmdletNames, findCmdlet } from '../cmdlets.ts';
import { lookUp, wanting } from '../complete.ts';
import { parameterValues } from '../complete-values.ts';

export interface Completion {
  /** What is replaced. */
  readonly start: number;
  readonly end: number;
  readonly candidates: readonly string[];
}

/** Methods that are offered behind a text; those of other types are few and known by their properties. */
const TEXT_METHODS =
  'Contains EndsWith IndexOf Insert LastIndexOf PadLeft PadRight Remove Replace Split StartsWith Substring ToLower ToUpper Trim TrimEnd TrimStart'.split(
    ' ',
  );

/** Static members of the types that scripts use most. */
const STATIC_NAMES: Readonly<Record<string, readonly string[]>> = {
  'System.Math': 'Abs Ceiling Floor Log Max Min PI Pow Round Sqrt Truncate'.split(' '),
  'System.String': 'Compare Concat Empty Format IsNullOrEmpty IsNullOrWhiteSpace Join'.split(' '),
  'System.DateTime': 'MaxValue MinValue Now Parse ParseExact Today UtcNow'.split(' '),
  'System.Guid': 'Empty NewGuid Parse TryParse'.split(' '),
  'System.Environment': 'GetEnvironmentVariable MachineName NewLine UserName'.split(' '),
  'System.IO.Path':
    'Combine GetDirectoryName GetExtension GetFileName GetFileNameWithoutExtension GetFullPath GetTempPath'.split(' '),
  'System.IO.File': 'Exists ReadAllLines ReadAllText WriteAllText'.split(' '),
  'System.Convert': 'FromBase64String ToBase64String ToBoolean ToInt32 ToInt64 ToString'.split(' '),
  'System.Console': 'Error Out ReadLine Write WriteLine'.split(' '),
  'System.Text.RegularExpressions.Regex': 'Escape IsMatch Match Matches Replace Split'.split(' '),
};

const TYPES = [
  ...'bool byte char datetime decimal double float guid int long object string switch timespan uint16 uint32 uint64 version void xml'.split(
    ' ',
  ),
  ...Object.keys(ACCELERATORS),
  ...Object.values(enums).map(({ name }) => name),
];

const begins = (typed: string, names: Iterable<string>): string[] => {
  const key = typed.toLowerCase();
  const found = [...new Set(names)].filter((name) => name.toLowerCase().startsWith(key));
  return found.sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1));
};

/** A value as a word of a command line. */
const word = (text: string): string => (/[\s'"`$(){};,|&<>@#]/.test(text) ? `'${text.replaceAll("'", "''")}'` : text);

/** The command around the cursor: its words, the last one being typed. */
interface Typed {
  readonly words: readonly string[];
  readonly start: number;
}

/** Words since the last separator; quotes hold them together. */
function typedCommand(text: string): Typed {
  let words: string[] = [];
  let current = '';
  let start = 0;
  let quote = '';
  const open: { words: string[]; current: string; start: number }[] = [];
  const begin = (i: number): void => {
    words = [];
    current = '';
    start = i + 1;
  };
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!;
    if (quote !== '') {
      current += c;
      if (c === quote) quote = '';
    } else if (c === "'" || c === '"') {
      quote = c;
      current += c;
    } else if (c === '`') {
      current += c + (text[++i] ?? '');
    } else if (/[({]/.test(c)) {
      open.push({ words, current: `${current}${c}`, start });
      begin(i);
    } else if (/[)}]/.test(c)) {
      const outer = open.pop();
      if (outer) {
        ({ words, start } = outer);
        current = `${outer.current}${c}`;
      } else begin(i);
    } else if (/[;|\n]/.test(c) || (c === '&' && current === '')) begin(i);
    else if (/\s/.test(c)) {
      if (current !== '') words.push(current);
      current = '';
      start = i + 1;
    } else {
      if (c === '=' && words.length <= 1 && /^\$|^$/.test(words[0] ?? current)) {
        begin(i);
        continue;
      }
      current += c;
    }
  }
  return { words: [...words, current], start };
}

export class ScriptCompleter {
  private readonly session: Session;
  private readonly machines: () => Promise<readonly string[]>;

  constructor(session: Session, machines: () => Promise<readonly string[]>) {
    this.session = session;
    this.machines = machines;
  }

  async complete(text: string, cursor: number): Promise<Completion> {
    const before = text.slice(0, cursor);
    const made = (typed: string, candidates: readonly string[]): Completion => ({
      start: cursor - typed.length,
      end: cursor,
      candidates,
    });
    const variable = /[$@](?:env:)?[\w:]*$/i.exec(before);
    if (variable && /^[$@]/.test(variable[0]) && !/@$/.test(variable[0]))
      return made(variable[0], this.variables(variable[0]));
    const member = /((?:\$[\w:]+|\[[\w.]+\])(?:\.\w+|\[\d+\])*)(\.|::)(\w*)$/.exec(before);
    if (member) return made(member[3]!, this.members(member[1]!, member[2] === '::', member[3]!));
    const type = /(?:^|[^\w$])\[([\w.]*)$/.exec(before);
    if (type) return made(type[1]!, begins(type[1]!, TYPES));
    const { words } = typedCommand(before);
    const typed = words.at(-1)!;
    const named = words.slice(0, -1);
    if (named.length === 0 && (!/[\\/]/.test(typed) || /^Hyper-V\\/i.test(typed)))
      return made(typed, this.commands(typed));
    const values = named.length > 0 ? await this.arguments(named, typed) : undefined;
    if (values) return made(values.typed, values.candidates);
    return made(typed, this.paths(typed));
  }

  private commands(typed: string): string[] {
    const { engine } = this.session;
    const qualified = /^(Hyper-V\\)(.*)$/i.exec(typed);
    if (qualified) return begins(qualified[2]!, cmdletNames).map((name) => qualified[1]! + name);
    const names = [...cmdletNames, ...[...engine.builtins.values()].map((b) => b.def.name)];
    for (const fn of engine.global.functions?.values() ?? []) names.push((fn as FunctionValue).name);
    const found = begins(typed, names);
    if (found.length > 0) return found;
    return begins(
      typed,
      [...(engine.global.aliases?.values() ?? [])].map((alias) => alias.name),
    );
  }

  private variables(typed: string): string[] {
    const { engine } = this.session;
    const [sign] = typed;
    if (/^\$env:/i.test(typed))
      return begins(
        typed,
        [...engine.surroundings.environment.keys()].map((name) => `$env:${name}`),
      );
    return begins(
      typed,
      [...engine.global.vars.values()].map((v) => sign + v.name),
    );
  }

  private value(path: string): PSValue | undefined {
    const { engine } = this.session;
    const [, name, rest] = /^\$([\w:]+)(.*)$/.exec(path) ?? [];
    let value: PSValue | undefined = engine.global
      .find((name ?? '').toLowerCase().replace(/^(?:global|script):/, ''))
      ?.get();
    for (const step of (rest ?? '').match(/\.\w+|\[\d+\]/g) ?? []) {
      if (value === undefined || value === null) return undefined;
      if (step.startsWith('['))
        value = Array.isArray(value) ? (value[Number(step.slice(1, -1))] as PSValue) : undefined;
      else value = readProperty(value, step.slice(1));
    }
    return value;
  }

  private members(path: string, isStatic: boolean, typed: string): string[] {
    if (isStatic) {
      const type = resolveType(parseTypeName(path.slice(1, -1)), null);
      if (!type) return [];
      if (type.ref.kind === 'enum') return begins(typed, Object.keys(type.ref.enum?.members ?? {}));
      return begins(typed, STATIC_NAMES[type.ref.name] ?? ['new']);
    }
    let value = this.value(path);
    if (Array.isArray(value) && value.length > 0) value = value[0] as PSValue;
    if (value === undefined || value === null) return [];
    const names = propertyList(value).map((p) => p.name);
    if (typeof value === 'string') names.push(...TEXT_METHODS.map((name) => `${name}(`));
    return begins(typed, [...names, 'GetType(', 'ToString(']);
  }

  /** The declaration behind a command's name. */
  private async definition(name: string): Promise<{ def?: CmdletDef; own?: string[] }> {
    const { engine } = this.session;
    const plain = name.replace(/^[\w.-]+\\/, '');
    const alias = engine.findAlias(plain, engine.global)?.definition ?? plain;
    const fn = findFunction(alias, engine.global);
    if (fn) {
      const { ast } = fn.block;
      const parameters = fn.block.parameters ?? ast.param?.parameters ?? [];
      return { own: parameters.map((p) => p.name.name) };
    }
    const def = engine.builtins.get(alias.toLowerCase())?.def ?? (await findCmdlet(alias));
    return def ? { def: def as CmdletDef } : {};
  }

  private async arguments(
    words: readonly string[],
    typed: string,
  ): Promise<{ typed: string; candidates: readonly string[] } | undefined> {
    const { def, own } = await this.definition(words[0]!);
    if (own && typed.startsWith('-'))
      return {
        typed,
        candidates: begins(
          typed,
          own.map((name) => `-${name}`),
        ),
      };
    if (!def) return undefined;
    const metadata = metadataOf(def);
    const joined = /^(-\w+:)(.*)$/s.exec(typed);
    if (!joined && typed.startsWith('-'))
      return {
        typed,
        candidates: begins(
          typed,
          metadata.parameters.map(({ name }) => `-${name}`),
        ),
      };
    const parameter = joined ? lookUp(def, joined[1]!.slice(1, -1)) : wanting(def, words.slice(1));
    if (!parameter) return undefined;
    const given = joined ? joined[2]! : typed;
    // In a list the part behind the last comma counts.
    const part = given.slice(given.lastIndexOf(',') + 1);
    const bare = part.replace(/^['"]/, '');
    const values = await parameterValues(def, parameter, this.machines);
    const shown = parameter.type.kind === 'bool' ? ['$true', '$false'] : values.map(word);
    const candidates = shown.filter((text) => text.replace(/^'/, '').toLowerCase().startsWith(bare.toLowerCase()));
    return values.length > 0 ? { typed: part, candidates } : undefined;
  }

  private paths(typed: string): string[] {
    const { files } = this.session.engine;
    const bare = typed.replace(/^['"]/, '');
    const cut = Math.max(bare.lastIndexOf('/'), bare.lastIndexOf('\\')) + 1;
    const folder = bare.slice(0, cut);
    const separator = folder.includes('\\') || /^[A-Za-z]:/.test(files.location) ? '\\' : '/';
    try {
      const real = files.real(folder === '' ? '.' : folder);
      const names = begins(bare.slice(cut), readdirSync(real)).filter(
        (n) => bare.slice(cut) !== '' || !n.startsWith('.'),
      );
      return names.map((name) => {
        let end = '';
        try {
          if (statSync(`${real}/${name}`).isDirectory()) end = separator;
        } catch {
          // A link to nothing is a name all the same.
        }
        return word(folder + name + end);
      });
    } catch {
      return [];
    }
  }
}

function readProperty(value: PSValue, name: string): PSValue | undefined {
  try {
    return getProperty(value, name);
  } catch {
    return undefined;
  }
}

/** Builtins that declare, set and read variables. */
import { WouldBlock } from '../process/open-files.ts';
import { evaluate } from './arith.ts';
import type { Builtin } from './builtins.ts';
import { assign } from './command.ts';
import { Expander } from './expand.ts';
import { fullParse } from './parser.ts';
import { optionKey } from './start.ts';
import type { Variable } from './state.ts';
import { complain, type Sh } from './step.ts';
import { dollarQuote, isName, ShellError, splitSubscript } from './vars.ts';

const ATTRIBUTES: Readonly<Record<string, keyof Variable>> = {
  x: 'x',
  r: 'r',
  i: 'i',
  l: 'lower',
  u: 'upper',
  n: 'ref',
};

const LETTERS = (v: Variable): string =>
  `${v.a ? (v.assoc ? 'A' : 'a') : ''}${v.i ? 'i' : ''}${v.lower ? 'l' : ''}${v.ref ? 'n' : ''}${v.r ? 'r' : ''}${v.upper ? 'u' : ''}${v.x ? 'x' : ''}`;

const quoted = (text: string): string =>
  /[\0-\x1f\x7f]/.test(text) ? dollarQuote(text) : `"${text.replace(/[\\"$`]/g, '\\$&')}"`;

/** `declare -x A="b"`. */
function declaration(name: string, v: Variable): string {
  const letters = LETTERS(v);
  const flags = letters ? `-${letters}` : '--';
  if (v.a) {
    const entries = Object.entries(v.a).map(
      ([k, value]) => `[${v.assoc && !/^\w+$/.test(k) ? quoted(k) : k}]=${quoted(value)}`,
    );
    return `declare ${flags} ${name}=(${entries.join(' ')}${v.assoc && entries.length > 0 ? ' ' : ''})`;
  }
  return v.v === undefined ? `declare ${flags} ${name}` : `declare ${flags} ${name}=${quoted(v.v)}`;
}

/** `a=(1 2)` as a word of declare: the parser is asked for the array. */
function assignWord(sh: Sh, name: string, value: string, append: boolean): void {
  const array = /^\(([\s\S]*)\)$/.exec(value);
  const ex = new Expander(sh.vars, []);
  if (array) {
    const parsed = fullParse(`x${append ? '+' : ''}=${value}`);
    const statements = 'tree' in parsed ? (parsed.tree as unknown as Parameters<typeof firstAssignment>[0]) : [];
    const node = firstAssignment(statements);
    if (node) {
      assign(ex, { ...node, name });
      return;
    }
  }
  assign(ex, {
    type: 'Assignment',
    name,
    value: { type: 'Word', parts: [{ type: 'SingleQuoted', value }] },
    append,
    array: null,
  });
}

function firstAssignment(statements: import('./tree.ts').StatementNode[]) {
  const command = statements[0]?.pipelines[0]?.commands[0];
  return command?.type === 'SimpleCommand' ? command.assignments[0] : undefined;
}

function declare(builtin: string, fixed: string): Builtin {
  return (sh, args) => {
    let letters = fixed;
    let remove = '';
    let i = 0;
    for (; i < args.length && /^[-+]./.test(args[i] as string); i++) {
      const word = args[i] as string;
      if (word === '--') {
        i++;
        break;
      }
      if (word[0] === '-') letters += word.slice(1);
      else remove += word.slice(1);
    }
    const words = args.slice(i);
    const functionFrame = sh.shell.frames.findLast((f) => f.k === 'function');
    if (builtin === 'local' && !functionFrame) {
      complain(sh, 'local: can only be used in a function');
      return 1;
    }
    if (letters.includes('f') || letters.includes('F')) return listFunctions(sh, words, letters);
    if (words.length === 0 || letters.includes('p')) return list(sh, words, letters, builtin);
    let status = 0;
    for (const word of words) {
      const match = /^([A-Za-z_]\w*(?:\[[^\]]*\])?)(?:(\+?)=([\s\S]*))?$/.exec(word);
      if (!match) {
        complain(sh, `${builtin}: \`${word}': not a valid identifier`);
        status = 1;
        continue;
      }
      const [, target = '', plus, value] = match;
      const { name } = splitSubscript(target);
      const local = functionFrame && builtin !== 'export' && builtin !== 'readonly' && !letters.includes('g');
      if (local && functionFrame.locals && !(name in functionFrame.locals)) {
        functionFrame.locals[name] = sh.shell.vars[name] ?? null;
        const old = sh.shell.vars[name];
        delete sh.shell.vars[name];
        if (old?.x && value === undefined) sh.shell.vars[name] = { x: true };
      }
      try {
        const readonly = letters.includes('r');
        for (const letter of letters) {
          const attribute = ATTRIBUTES[letter];
          if (attribute && attribute !== 'r' && !(letter === 'x' && remove.includes('n')))
            Object.assign(sh.vars.touch(name), { [attribute]: true });
        }
        if (letters.includes('n') && builtin === 'export') delete sh.vars.touch(name).x;
        for (const letter of remove) {
          const attribute = ATTRIBUTES[letter];
          if (attribute) delete sh.vars.touch(name)[attribute];
        }
        if (/[aA]/.test(letters)) {
          const variable = sh.vars.touch(name);
          variable.a ??= variable.v === undefined ? {} : { 0: variable.v };
          delete variable.v;
          if (letters.includes('A')) variable.assoc = true;
        }
        if (letters.includes('n') && builtin !== 'export' && value !== undefined)
          sh.shell.vars[name] = { v: value, ref: true };
        else if (value !== undefined) assignWord(sh, target, value, plus === '+');
        else if (!sh.shell.vars[name]) sh.vars.touch(name);
        if (readonly) sh.vars.touch(name).r = true;
      } catch (error) {
        if (!(error instanceof ShellError)) throw error;
        complain(sh, `${builtin}: ${error.message}`);
        status = 1;
      }
    }
    return status;
  };
}

function list(sh: Sh, words: readonly string[], letters: string, builtin: string): number {
  let status = 0;
  const names = words.length > 0 ? words : Object.keys(sh.shell.vars).sort();
  for (const name of names) {
    const variable = sh.shell.vars[name];
    if (!variable) {
      complain(sh, `${builtin}: ${name}: not found`);
      status = 1;
      continue;
    }
    if (words.length === 0 && [...letters].some((l) => ATTRIBUTES[l] && !variable[ATTRIBUTES[l] as keyof Variable]))
      continue;
    sh.process.out.push([1, `${declaration(name, variable)}\n`]);
  }
  return status;
}

function listFunctions(sh: Sh, words: readonly string[], letters: string): number {
  const names = words.length > 0 ? words : Object.keys(sh.shell.functions).sort();
  let status = 0;
  for (const name of names) {
    if (!sh.shell.functions[name]) status = 1;
    else
      sh.process.out.push([
        1,
        words.length === 0 ? `declare -f ${name}\n` : letters.includes('F') ? `${name}\n` : `${name} ()\n`,
      ]);
  }
  return status;
}

const unset: Builtin = (sh, args) => {
  let status = 0;
  const option = args[0]?.startsWith('-') ? args[0] : '';
  for (const target of option ? args.slice(1) : args) {
    const { name, subscript } = splitSubscript(target);
    try {
      if (option === '-f') delete sh.shell.functions[name];
      else if (subscript !== undefined) {
        const variable = sh.vars.touch(name);
        const key = variable.assoc ? subscript.replace(/^(['"])(.*)\1$/, '$2') : String(evaluate(sh.vars, subscript));
        delete variable.a?.[key];
      } else if (!isName(name)) {
        complain(sh, `unset: \`${target}': not a valid identifier`);
        status = 1;
      } else if (sh.shell.vars[name]) sh.vars.unset(name);
      else if (option !== '-v') delete sh.shell.functions[name];
    } catch (error) {
      if (!(error instanceof ShellError)) throw error;
      complain(sh, error.message);
      status = 1;
    }
  }
  return status;
};

const set: Builtin = (sh, args) => {
  const { options } = sh.shell;
  if (args.length === 0) {
    for (const [name, v] of Object.entries(sh.shell.vars).sort(([a], [b]) => (a < b ? -1 : 1))) {
      if (v.v !== undefined)
        sh.process.out.push([
          1,
          `${name}=${/^[\w@%+=:,./-]*$/.test(v.v) ? v.v : /[\0-\x1f]/.test(v.v) ? dollarQuote(v.v) : `'${v.v.replaceAll("'", "'\\''")}'`}\n`,
        ]);
    }
    return 0;
  }
  let i = 0;
  for (; i < args.length; i++) {
    const word = args[i] as string;
    if (word === '--' || word === '-') {
      sh.shell.args = args.slice(i + 1);
      return 0;
    }
    if (!/^[-+]./.test(word)) break;
    const on = word[0] === '-';
    for (const letter of word.slice(1)) {
      if (letter === 'o') {
        const name = args[++i];
        if (name === undefined) continue;
        options[optionKey(name)] = on;
      } else if (/[abefhkmnptuvxBCEHPT]/.test(letter)) options[letter] = on;
      else {
        complain(sh, `set: ${word[0]}${letter}: invalid option`);
        sh.process.out.push([2, 'set: usage: set [-abefhkmnptuvxBCEHPT] [-o option-name] [--] [-] [arg ...]\n']);
        return 2;
      }
    }
  }
  if (i < args.length) sh.shell.args = args.slice(i);
  return 0;
};

const shopt: Builtin = (sh, args) => {
  const names = args.filter((a) => !a.startsWith('-'));
  if (args.includes('-s')) for (const name of names) sh.shell.options[name] = true;
  else if (args.includes('-u')) for (const name of names) sh.shell.options[name] = false;
  else return names.every((name) => sh.shell.options[name]) ? 0 : 1;
  return 0;
};

const letBuiltin: Builtin = (sh, args) => {
  let value = 0n;
  try {
    for (const text of args) value = new Expander(sh.vars, []).arithmeticText(text);
  } catch (error) {
    if (!(error instanceof ShellError)) throw error;
    complain(sh, `let: ${error.message}`);
    return 1;
  }
  return value === 0n ? 1 : 0;
};

const read: Builtin = (sh, args, frame) => {
  let raw = false;
  let delimiter = '\n';
  let array: string | undefined;
  let count: number | undefined;
  let fd = 0;
  let timeout: number | undefined;
  let i = 0;
  for (; i < args.length && /^-./.test(args[i] as string); i++) {
    const word = args[i] as string;
    if (word === '--') {
      i++;
      break;
    }
    for (let j = 1; j < word.length; j++) {
      const letter = word[j] as string;
      if (letter === 'r') raw = true;
      else if ('adnNptui'.includes(letter)) {
        const value = word.slice(j + 1) || (args[++i] ?? '');
        if (letter === 'a') array = value;
        else if (letter === 'd') delimiter = value.slice(0, 1) || '\0';
        else if (letter === 'n' || letter === 'N') count = Number(value);
        else if (letter === 'u') fd = Number(value);
        else if (letter === 't') timeout = Number(value);
        break;
      }
    }
  }
  const names = args.slice(i);
  let ended = false;
  for (;;) {
    const text = frame.text ?? '';
    if (count !== undefined && text.length >= count) break;
    if (sh.process.fds[fd] === undefined) {
      complain(sh, `read: ${fd}: invalid file descriptor: Bad file descriptor`);
      return 1;
    }
    const data = sh.system.files.read(sh.process, fd, 1);
    if (data instanceof WouldBlock) {
      if (timeout === undefined) return data.wait;
      frame.status ??= sh.system.now + timeout * 1_000_000;
      if (sh.system.now >= frame.status) return 142;
      return { on: 'time', at: Math.min(frame.status, sh.system.now + 100_000) };
    }
    if (data === '') {
      ended = true;
      break;
    }
    if (data === delimiter) {
      if (!raw && delimiter === '\n' && /(^|[^\\])(\\\\)*\\$/.test(text)) {
        frame.text = text.slice(0, -1);
        continue;
      }
      break;
    }
    frame.text = text + data;
  }
  store(sh, frame.text ?? '', names, array, raw);
  return ended ? 1 : 0;
};

function store(sh: Sh, line: string, names: readonly string[], array: string | undefined, raw: boolean): void {
  const ifs = sh.vars.get('IFS') ?? ' \t\n';
  const plain = (text: string): string => (raw ? text : text.replace(/\\([\s\S])/g, '$1'));
  const white = (c: string | undefined): boolean => c !== undefined && ' \t\n'.includes(c) && ifs.includes(c);
  if (names.length === 0 && array === undefined) {
    sh.vars.set('REPLY', plain(line));
    return;
  }
  const limit = array === undefined ? names.length : Number.POSITIVE_INFINITY;
  const words: string[] = [];
  let at = 0;
  while (white(line[at])) at++;
  while (at < line.length && words.length < limit) {
    if (words.length === limit - 1) {
      let rest = line.slice(at);
      while (white(rest[rest.length - 1]) && (raw || rest[rest.length - 2] !== '\\')) rest = rest.slice(0, -1);
      // One trailing separator of a single word goes too.
      const only =
        rest.length > 1 && ifs.includes(rest.at(-1) as string) && ![...rest.slice(0, -1)].some((c) => ifs.includes(c));
      words.push(only ? rest.slice(0, -1) : rest);
      break;
    }
    let word = '';
    while (at < line.length && !ifs.includes(line[at] as string)) {
      if (!raw && line[at] === '\\') word += line[at++];
      word += line[at++] ?? '';
    }
    while (white(line[at])) at++;
    if (at < line.length && ifs.includes(line[at] as string)) {
      at++;
      while (white(line[at])) at++;
    }
    words.push(word);
  }
  if (array !== undefined)
    sh.vars.setArray(
      array,
      words.map((w, i): [string, string] => [String(i), plain(w)]),
    );
  else for (const [i, name] of names.entries()) sh.vars.set(name, plain(words[i] ?? ''));
}

const mapfile: Builtin = (sh, args, frame) => {
  for (;;) {
    const data = sh.system.files.read(sh.process, 0);
    if (data instanceof WouldBlock) return data.wait;
    if (data === '') break;
    frame.text = (frame.text ?? '') + data;
  }
  const strip = args.includes('-t');
  const name = args.filter((a) => !a.startsWith('-')).at(-1) ?? 'MAPFILE';
  const lines = (frame.text ?? '').match(/[^\n]*\n|[^\n]+$/g) ?? [];
  sh.vars.setArray(
    name,
    lines.map((line, i): [string, string] => [String(i), strip ? line.replace(/\n$/, '') : line]),
  );
  return 0;
};

const getopts: Builtin = (sh, args) => {
  const [spec = '', name = 'OPT', ...given] = args;
  const words = given.length > 0 ? given : sh.shell.args;
  let index = Number(sh.vars.get('OPTIND') ?? '1');
  let at = index === 1 && !sh.shell.getopts ? 1 : (sh.shell.getopts ?? 1);
  const silent = spec.startsWith(':');
  const word = words[index - 1];
  if (word === undefined || !word.startsWith('-') || word === '-' || word === '--') {
    if (word === '--') sh.vars.set('OPTIND', String(index + 1));
    sh.vars.set(name, '?');
    delete sh.shell.getopts;
    return 1;
  }
  const letter = word[at] ?? '';
  at++;
  const position = spec.indexOf(letter);
  const takes = position >= 0 && spec[position + 1] === ':';
  const next = (): void => {
    if (at >= word.length) {
      index++;
      at = 1;
    }
  };
  sh.vars.unset('OPTARG');
  if (position < 0 || letter === ':') {
    next();
    if (silent) sh.vars.set('OPTARG', letter);
    else complain2(sh, `illegal option -- ${letter}`);
    sh.vars.set(name, '?');
  } else if (takes) {
    let value: string | undefined = word.slice(at);
    index++;
    at = 1;
    if (value === '') value = words[index++ - 1];
    if (value === undefined) {
      index--;
      if (silent) sh.vars.set('OPTARG', letter);
      else complain2(sh, `option requires an argument -- ${letter}`);
      sh.vars.set(name, silent ? ':' : '?');
    } else {
      sh.vars.set('OPTARG', value);
      sh.vars.set(name, letter);
    }
  } else {
    next();
    sh.vars.set(name, letter);
  }
  sh.vars.set('OPTIND', String(index));
  sh.shell.getopts = at;
  return 0;
};

const complain2 = (sh: Sh, text: string): void => {
  sh.process.out.push([2, `${sh.shell.label}: ${text}\n`]);
};

export const VARIABLE_BUILTINS: Readonly<Record<string, Builtin>> = {
  declare: declare('declare', ''),
  typeset: declare('typeset', ''),
  local: declare('local', ''),
  export: declare('export', 'x'),
  readonly: declare('readonly', 'r'),
  unset,
  set,
  shopt,
  let: letBuiltin,
  read,
  mapfile,
  readarray: mapfile,
  getopts,
  alias: () => 0,
  unalias: () => 0,
};

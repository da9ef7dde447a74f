/** Constructors: `[type]::new(…)` and New-Object. */
import { enumRef, typeRef } from '../../types.ts';
import { type EnumValue, Hashtable, type PSValue, TypedArray } from '../../values.ts';
import { Dictionary, enumerable, keyValuePair, List } from '../collections.ts';
import { equals } from '../compare.ts';
import { convertRef, convertTo, toText } from '../convert.ts';
import { ENUMS } from '../enums.ts';
import { type ErrorCategory, ErrorObject, Exception, exceptionChain } from '../errors.ts';
import { int } from '../method-tools.ts';
import { StringBuilder } from '../methods-text.ts';
import { PSObj } from '../psobject.ts';
import { resolveTypeText } from '../type-names.ts';
import type { TypeValue } from '../type-value.ts';
import { newException } from './exceptions.ts';
import { MultiArray } from './multi-array.ts';
import { SortedTable } from './sorted.ts';
import type { Surroundings } from './static-type.ts';
import { STATICS } from './statics.ts';

/** `[type]::new(…)` and New-Object; undefined where the type has no constructor here. */
export function construct(type: TypeValue, args: readonly PSValue[], env: Surroundings): PSValue | undefined {
  const { name } = type.ref;
  const own = STATICS[name]?.methods['new'];
  if (own) return own(args, env);
  const generic = /^(System\.Collections\.(?:Generic|ObjectModel|Concurrent)\.\w+)`/.exec(name)?.[1];
  switch (generic ?? name) {
    case 'System.Object':
      return new PSObj(['System.Object']);
    case 'System.Management.Automation.PSObject':
    case 'System.Management.Automation.PSCustomObject':
      if (args.length && args[0] instanceof PSObj) return args[0];
      return new PSObj();
    case 'System.Collections.Hashtable': {
      // Made by its constructor it tells upper from lower case, unlike a literal.
      const table = new Dictionary(name);
      if (args[0] instanceof Hashtable) for (const e of args[0].entries.values()) table.set(e.key, e.value);
      return table;
    }
    case 'System.Collections.Specialized.OrderedDictionary':
      return new (requireOrdered())();
    case 'System.Collections.Generic.Dictionary':
    case 'System.Collections.Concurrent.ConcurrentDictionary':
      return dictionary(name, args);
    case 'System.Collections.SortedList':
    case 'System.Collections.Generic.SortedList':
    case 'System.Collections.Generic.SortedDictionary': {
      const table = new SortedTable(name);
      if (args[0] instanceof Hashtable) for (const e of args[0].entries.values()) table.set(e.key, e.value);
      return table;
    }
    case 'System.Collections.Generic.KeyValuePair':
      if (args.length !== 2 || type.generics.length !== 2) return undefined;
      return keyValuePair(name, convertTo(args[0]!, type.generics[0]!), convertTo(args[1]!, type.generics[1]!));
    case 'System.Collections.ArrayList':
      return new List(name, 'arraylist', [...(enumerable(args[0] ?? null) ?? [])]);
    case 'System.Collections.Specialized.StringCollection': {
      const list = new List(name, 'arraylist');
      list.element = (v) => toText(v);
      return list;
    }
    case 'System.Collections.Generic.List':
    case 'System.Collections.ObjectModel.Collection':
    case 'System.Collections.Generic.HashSet':
    case 'System.Collections.Generic.LinkedList':
    case 'System.Collections.Generic.Queue':
    case 'System.Collections.Generic.Stack':
    case 'System.Collections.Queue':
    case 'System.Collections.Stack':
      return genericList(type, args);
    case 'System.Text.StringBuilder':
      return new StringBuilder(typeof args[0] === 'string' ? args[0] : '');
    case 'System.Management.Automation.ErrorRecord':
      return errorRecord(args);
    case 'System.Management.Automation.PSCredential':
      return credential(name, toText(args[0] ?? null), args[1] ?? null);
    case 'System.Management.Automation.PSNoteProperty':
      return new PSObj([name, 'System.Object'], { Name: toText(args[0]!), Value: args[1] ?? null });
  }
  const multi = /^(.*)\[(,+)\]$/.exec(name);
  if (multi) {
    const element = resolveTypeText(multi[1]!, null)?.ref ?? typeRef('object');
    const blank = element.kind === 'number' ? convertRef(0, element) : element.kind === 'bool' ? false : null;
    if (args.length !== multi[2]!.length + 1) return undefined;
    return new MultiArray(
      name,
      element,
      args.map((a) => int(a)),
      blank,
    );
  }
  if (type.ref.kind === 'array') {
    const n = int(args[0] ?? 0);
    const zero = type.ref.element!;
    const blank = zero.kind === 'number' ? convertRef(0, zero) : zero.kind === 'bool' ? false : null;
    const items = Array(n).fill(blank) as PSValue[];
    return zero.name === 'System.Object' ? items : new TypedArray(zero.name, items);
  }
  if (exceptionChain(name).includes('System.Exception') && /Exception$/.test(name)) {
    return newException(name, args);
  }
  return undefined;
}

/** A PSCredential; `password` is a SecureString, which keeps its text as `plain`. */
function credential(type: string, userName: string, password: PSValue): PSObj {
  const o = new PSObj([type, 'System.Object'], { UserName: userName, Password: password });
  o.data = {
    call: (key: string): PSValue | undefined => {
      if (key !== 'getnetworkcredential') return undefined;
      const [, domain = '', user = userName] = /^([^\\]*)\\(.*)$/s.exec(userName) ?? [];
      const network = new PSObj(['System.Net.NetworkCredential', 'System.Object'], {
        UserName: user,
        Password: (password as { plain?: string } | null)?.plain ?? '',
        SecurePassword: password,
        Domain: domain,
      });
      network.toText = () => 'System.Net.NetworkCredential';
      return network;
    },
  };
  return o;
}

let orderedClass: (new () => Hashtable) | null = null;

/** Breaks a cycle of imports: the ordered dictionary's class. */
export function setOrdered(cls: new () => Hashtable): void {
  orderedClass = cls;
}

function requireOrdered(): new () => Hashtable {
  return orderedClass!;
}

function dictionary(name: string, args: readonly PSValue[]): PSValue {
  const insensitive = /IgnoreCase/.test(toText(args.find((a) => typeof a === 'string') ?? ''));
  const table = insensitive ? new InsensitiveDictionary(name) : new Dictionary(name);
  if (args[0] instanceof Hashtable) for (const e of args[0].entries.values()) table.set(e.key, e.value);
  return table;
}

class InsensitiveDictionary extends Hashtable {
  readonly #name: string;
  constructor(name: string) {
    super();
    this.#name = name;
  }
  override get typeName(): string {
    return this.#name;
  }
}

function genericList(type: TypeValue, args: readonly PSValue[]): PSValue {
  const { name } = type.ref;
  const kind = /HashSet/.test(name) ? 'set' : /Queue/.test(name) ? 'queue' : /Stack/.test(name) ? 'stack' : 'list';
  const element = type.generics[0];
  const put = (v: PSValue): PSValue => (element ? convertTo(v, element) : v);
  const list = new List(name, kind);
  if (element && element.ref.kind !== 'object') list.element = put;
  const items =
    typeof args[0] === 'number'
      ? []
      : (enumerable(args[0] ?? null) ?? (args.length && args[0] !== null ? [args[0]!] : []));
  for (const item of items) {
    const v = put(item);
    if (kind !== 'set' || !list.items.some((x) => x === v || equals(x, v, true))) list.items.push(v);
  }
  return list;
}

function errorRecord(args: readonly PSValue[]): PSValue {
  const [e, id, category, target] = args;
  const exception =
    e instanceof Exception ? e : new Exception('System.Management.Automation.RuntimeException', toText(e ?? null));
  const categories = ENUMS.find((x) => x.name.endsWith('ErrorCategory'))!;
  const value = convertRef(category ?? 0, enumRef(categories)) as EnumValue;
  return new ErrorObject(
    {
      id: toText(id ?? null),
      category: value.text as ErrorCategory,
      message: exception.message,
      exceptionType: exception.type,
      ...(target !== undefined && target !== null && { target }),
    },
    exception,
  );
}

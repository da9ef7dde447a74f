/** Types as values: `[int]`, `[System.IO.Path]`, classes that scripts define; and the search for them by name. */
import type { TypeName } from '../language/ast.ts';
import { arrayOf, enumRef, nullableOf, type TypeRef, typeRef } from '../types.ts';
import { type EnumType, NetValue, type PSValue } from '../values.ts';
import { ENUMS } from './enums.ts';
import { isExceptionName } from './errors.ts';

/** A class that a script defines, as types see it. */
export interface ScriptClass {
  readonly name: string;
  readonly base: ScriptClass | null;
  readonly netBase: string | null;
}

/** A System.Type. */
export class TypeValue extends NetValue {
  readonly ref: TypeRef;
  readonly cls: ScriptClass | null;
  readonly generics: readonly TypeValue[];
  constructor(ref: TypeRef, cls: ScriptClass | null = null, generics: readonly TypeValue[] = []) {
    super();
    this.ref = ref;
    this.cls = cls;
    this.generics = generics;
  }
  get typeName(): string {
    return 'System.RuntimeType';
  }
  get typeNames(): string[] {
    return [
      'System.RuntimeType',
      'System.Reflection.TypeInfo',
      'System.Type',
      'System.Reflection.MemberInfo',
      'System.Object',
    ];
  }
  /** What the table of types shows. */
  get propertyNames(): readonly string[] {
    return ['IsPublic', 'IsSerial', 'Name', 'BaseType', 'FullName'];
  }
  get(name: string): PSValue | undefined {
    switch (name.toLowerCase()) {
      case 'ispublic':
        return true;
      case 'isserial':
        return !this.cls;
      case 'name':
        return this.name;
      case 'basetype':
        return this.baseName;
      case 'fullname':
        return this.fullName;
    }
    return undefined;
  }
  private get baseName(): string {
    if (this.cls) return this.cls.base?.name ?? this.cls.netBase ?? 'System.Object';
    if (this.ref.kind === 'enum') return 'System.Enum';
    if (this.ref.kind === 'array') return 'System.Array';
    if (['number', 'bool', 'char', 'datetime', 'timespan', 'guid'].includes(this.ref.kind)) return 'System.ValueType';
    return this.ref.kind === 'object' ? '' : 'System.Object';
  }
  get fullName(): string {
    return this.ref.name;
  }
  get text(): string {
    return this.ref.name;
  }
  get name(): string {
    const { name } = this.ref;
    const bracket = name.indexOf('[');
    if (this.generics.length && bracket > 0) return name.slice(name.lastIndexOf('.', bracket) + 1, bracket);
    return name.slice(name.lastIndexOf('.') + 1).replace(/^.*\+/, '');
  }
}

const ref = (kind: TypeRef['kind'], name: string): TypeRef => ({
  kind,
  name,
  short: name.slice(name.lastIndexOf('.') + 1),
});

/** PowerShell's short names of types beyond those that parameters use. */
const ACCELERATORS: Readonly<Record<string, string>> = {
  adsi: 'System.DirectoryServices.DirectoryEntry',
  array: 'System.Array',
  cimclass: 'Microsoft.Management.Infrastructure.CimClass',
  cultureinfo: 'System.Globalization.CultureInfo',
  ipaddress: 'System.Net.IPAddress',
  ipendpoint: 'System.Net.IPEndPoint',
  mailaddress: 'System.Net.Mail.MailAddress',
  math: 'System.Math',
  convert: 'System.Convert',
  console: 'System.Console',
  environment: 'System.Environment',
  regex: 'System.Text.RegularExpressions.Regex',
  xml: 'System.Xml.XmlDocument',
  uri: 'System.Uri',
  void: 'System.Void',
  type: 'System.Type',
  ref: 'System.Management.Automation.PSReference',
  pscustomobject: 'System.Management.Automation.PSCustomObject',
  ordered: 'System.Collections.Specialized.OrderedDictionary',
  hashtable: 'System.Collections.Hashtable',
  scriptblock: 'System.Management.Automation.ScriptBlock',
  wmi: 'System.Management.ManagementObject',
  wmiclass: 'System.Management.ManagementClass',
  securestring: 'System.Security.SecureString',
  pscredential: 'System.Management.Automation.PSCredential',
  powershell: 'System.Management.Automation.PowerShell',
  runspacefactory: 'System.Management.Automation.Runspaces.RunspaceFactory',
  pslistmodifier: 'System.Management.Automation.PSListModifier',
  psmoduleinfo: 'System.Management.Automation.PSModuleInfo',
  psvariable: 'System.Management.Automation.PSVariable',
  psnoteproperty: 'System.Management.Automation.PSNoteProperty',
  psscriptmethod: 'System.Management.Automation.PSScriptMethod',
  psscriptproperty: 'System.Management.Automation.PSScriptProperty',
  psaliasproperty: 'System.Management.Automation.PSAliasProperty',
  psprimitivedictionary: 'System.Management.Automation.PSPrimitiveDictionary',
  parameter: 'System.Management.Automation.ParameterAttribute',
  alias: 'System.Management.Automation.AliasAttribute',
  cmdletbinding: 'System.Management.Automation.CmdletBindingAttribute',
  validateset: 'System.Management.Automation.ValidateSetAttribute',
  validaterange: 'System.Management.Automation.ValidateRangeAttribute',
  semver: 'System.Management.Automation.SemanticVersion',
  bigint: 'System.Numerics.BigInteger',
  datetimeoffset: 'System.DateTimeOffset',
  dateonly: 'System.DateOnly',
  timeonly: 'System.TimeOnly',
};

/** Classes without a short name that have members here or that scripts test values against. */
const CLASSES: readonly string[] = [
  'System.IO.Path',
  'System.IO.File',
  'System.IO.Directory',
  'System.IO.FileInfo',
  'System.IO.DirectoryInfo',
  'System.IO.FileSystemInfo',
  'System.IO.StreamReader',
  'System.IO.StreamWriter',
  'System.IO.StringReader',
  'System.IO.StringWriter',
  'System.IO.MemoryStream',
  'System.GC',
  'System.Random',
  'System.StringComparer',
  'System.BitConverter',
  'System.Buffer',
  'System.DBNull',
  'System.Tuple',
  'System.Nullable',
  'System.Delegate',
  'System.ValueType',
  'System.Enum',
  'System.Attribute',
  'System.IDisposable',
  'System.IComparable',
  'System.IConvertible',
  'System.IFormattable',
  'System.ICloneable',
  'System.AppDomain',
  'System.Activator',
  'System.OperatingSystem',
  'System.EventArgs',
  'System.Lazy',
  'System.Action',
  'System.Func',
  'System.Predicate',
  'System.Text.StringBuilder',
  'System.Text.Encoding',
  'System.Text.ASCIIEncoding',
  'System.Text.UTF8Encoding',
  'System.Text.UnicodeEncoding',
  'System.Text.RegularExpressions.Match',
  'System.Text.RegularExpressions.Group',
  'System.Text.RegularExpressions.MatchCollection',
  'System.Collections.ArrayList',
  'System.Collections.Queue',
  'System.Collections.Stack',
  'System.Collections.SortedList',
  'System.Collections.BitArray',
  'System.Collections.IEnumerable',
  'System.Collections.IList',
  'System.Collections.ICollection',
  'System.Collections.IDictionary',
  'System.Collections.IComparer',
  'System.Collections.DictionaryEntry',
  'System.Collections.Specialized.StringCollection',
  'System.Collections.Specialized.NameValueCollection',
  'System.Collections.Generic.List',
  'System.Collections.Generic.Dictionary',
  'System.Collections.Generic.SortedDictionary',
  'System.Collections.Generic.HashSet',
  'System.Collections.Generic.Queue',
  'System.Collections.Generic.Stack',
  'System.Collections.Generic.LinkedList',
  'System.Collections.Generic.KeyValuePair',
  'System.Collections.Generic.IEnumerable',
  'System.Collections.Generic.IList',
  'System.Collections.ObjectModel.Collection',
  'System.Collections.ObjectModel.ReadOnlyCollection',
  'System.Collections.Concurrent.ConcurrentDictionary',
  'System.Diagnostics.Stopwatch',
  'System.Diagnostics.Process',
  'System.Diagnostics.ProcessStartInfo',
  'System.Diagnostics.Debug',
  'System.Globalization.NumberStyles',
  'System.Globalization.DateTimeStyles',
  'System.Net.WebClient',
  'System.Net.Dns',
  'System.Net.Sockets.TcpClient',
  'System.Net.NetworkInformation.Ping',
  'System.Net.ServicePointManager',
  'System.Reflection.Assembly',
  'System.Runtime.InteropServices.RuntimeInformation',
  'System.Runtime.InteropServices.Marshal',
  'System.Security.Principal.WindowsIdentity',
  'System.Security.Principal.WindowsPrincipal',
  'System.Security.Cryptography.MD5',
  'System.Security.Cryptography.SHA256',
  'System.Threading.Thread',
  'System.Threading.Monitor',
  'System.TimeZoneInfo',
  'System.Web.HttpUtility',
  'System.Xml.XmlElement',
  'System.Xml.XmlNode',
  'System.Xml.XmlAttribute',
  'System.Xml.XmlWriter',
  'System.Management.Automation.ErrorRecord',
  'System.Management.Automation.ErrorDetails',
  'System.Management.Automation.ErrorCategoryInfo',
  'System.Management.Automation.WarningRecord',
  'System.Management.Automation.VerboseRecord',
  'System.Management.Automation.DebugRecord',
  'System.Management.Automation.InformationRecord',
  'System.Management.Automation.InvocationInfo',
  'System.Management.Automation.CommandInfo',
  'System.Management.Automation.FunctionInfo',
  'System.Management.Automation.CmdletInfo',
  'System.Management.Automation.AliasInfo',
  'System.Management.Automation.ApplicationInfo',
  'System.Management.Automation.PathInfo',
  'System.Management.Automation.Job',
  'System.Management.Automation.Internal.AutomationNull',
  'System.Management.Automation.LanguagePrimitives',
  'System.Management.Automation.PSParser',
  'System.Management.Automation.PSSerializer',
  'System.Management.Automation.WildcardPattern',
  'System.Management.Automation.PSTypeName',
  'System.Management.Automation.PSCmdlet',
  'System.Management.Automation.Language.Parser',
  'System.Management.Automation.RuntimeDefinedParameter',
  'System.Management.Automation.RuntimeDefinedParameterDictionary',
  'System.Management.Automation.Host.PSHost',
  'Microsoft.PowerShell.Commands.MatchInfo',
  'Microsoft.PowerShell.Commands.GroupInfo',
  'Microsoft.PowerShell.Commands.GenericMeasureInfo',
  'Microsoft.PowerShell.Commands.TextMeasureInfo',
];

const byName = new Map<string, TypeRef>();
for (const [name, full] of Object.entries(ACCELERATORS)) {
  const kind =
    name === 'hashtable'
      ? 'hashtable'
      : name === 'scriptblock'
        ? 'scriptblock'
        : name === 'bigint'
          ? 'number'
          : 'class';
  const type: TypeRef = name === 'bigint' ? typeRef('bigint') : ref(kind, full);
  byName.set(name, type);
  byName.set(full.toLowerCase(), type);
}
for (const name of [
  'object',
  'string',
  'char',
  'bool',
  'switch',
  'guid',
  'version',
  'timespan',
  'datetime',
  'psobject',
  'byte',
  'sbyte',
  'int',
  'int16',
  'short',
  'int32',
  'int64',
  'long',
  'uint16',
  'ushort',
  'uint',
  'uint32',
  'uint64',
  'ulong',
  'double',
  'single',
  'float',
  'decimal',
  'ciminstance',
  'CimSession',
]) {
  const type = typeRef(name);
  byName.set(name.toLowerCase(), type);
  byName.set(type.name.toLowerCase(), type);
}
byName.set('boolean', typeRef('bool'));
byName.set('psobject', { kind: 'object', name: 'System.Management.Automation.PSObject', short: 'PSObject' });
for (const name of CLASSES) byName.set(name.toLowerCase(), ref('class', name));
for (const type of ENUMS) byName.set(type.name.toLowerCase(), enumRef(type));

/** Makes an enumeration of another room known under its full name. */
export function registerEnumType(type: EnumType): void {
  byName.set(type.name.toLowerCase(), enumRef(type));
}

/** Makes a class of another room known. */
export function registerClassType(name: string): void {
  if (!byName.has(name.toLowerCase())) byName.set(name.toLowerCase(), ref('class', name));
}

/** Where a script's own types and namespaces are found. */
export interface TypeScope {
  readonly find: (name: string) => TypeValue | undefined;
  readonly namespaces: readonly string[];
}

const ARITY: Readonly<Record<string, number>> = { List: 1, HashSet: 1, Queue: 1, Stack: 1, Collection: 1 };

function byPlainName(name: string, scope: TypeScope | null): TypeValue | undefined {
  const own = scope?.find(name);
  if (own) return own;
  const key = name.toLowerCase();
  const direct = byName.get(key) ?? byName.get(`system.${key}`);
  if (direct) return new TypeValue(direct);
  for (const space of scope?.namespaces ?? []) {
    const found = byName.get(`${space.toLowerCase()}.${key}`);
    if (found) return new TypeValue(found);
  }
  for (const full of [name, `System.${name}`, ...(scope?.namespaces ?? []).map((n) => `${n}.${name}`)]) {
    const canonical = full.replace(/(^|\.)([a-z])/g, (_, dot: string, c: string) => dot + c.toUpperCase());
    if (isExceptionName(canonical)) return new TypeValue(ref('class', properException(canonical)));
  }
  return undefined;
}

const EXCEPTIONS = [
  'System.Exception',
  'System.ArgumentException',
  'System.ArgumentNullException',
  'System.ArgumentOutOfRangeException',
  'System.InvalidOperationException',
  'System.NotSupportedException',
  'System.NotImplementedException',
  'System.FormatException',
  'System.InvalidCastException',
  'System.DivideByZeroException',
  'System.OverflowException',
  'System.TimeoutException',
  'System.UnauthorizedAccessException',
  'System.IO.IOException',
  'System.IO.FileNotFoundException',
  'System.IO.DirectoryNotFoundException',
  'System.IndexOutOfRangeException',
  'System.NullReferenceException',
  'System.ApplicationException',
  'System.SystemException',
  'System.Management.Automation.RuntimeException',
  'System.Management.Automation.MethodInvocationException',
  'System.Management.Automation.CommandNotFoundException',
  'System.Management.Automation.ItemNotFoundException',
  'System.Management.Automation.ActionPreferenceStopException',
  'System.Management.Automation.ParameterBindingException',
  'System.Management.Automation.PSInvalidCastException',
];

function properException(name: string): string {
  return EXCEPTIONS.find((e) => e.toLowerCase() === name.toLowerCase()) ?? name;
}

/** The type that a name in brackets means; undefined where there is none. */
export function resolveType(name: TypeName, scope: TypeScope | null): TypeValue | undefined {
  let type: TypeValue | undefined;
  if (name.generics) {
    const generics = name.generics.map((g) => resolveType(g, scope));
    if (generics.some((g) => !g)) return undefined;
    const given = generics as TypeValue[];
    if (/^(?:system\.)?nullable$/i.test(name.name)) type = new TypeValue(nullableOf(given[0]!.ref));
    else {
      const plain = byPlainName(name.name, scope);
      if (!plain) return undefined;
      const full = `${plain.ref.name}\`${given.length}[${given.map((g) => g.ref.name).join(',')}]`;
      type = new TypeValue(ref('class', full), null, given);
    }
  } else type = byPlainName(name.name, scope);
  for (const rank of name.ranks ?? []) {
    if (!type) return undefined;
    if (rank === 1) type = new TypeValue(arrayOf(type.ref), type.cls);
    else type = new TypeValue(ref('class', `${type.ref.name}[${','.repeat(rank - 1)}]`));
  }
  void ARITY;
  return type;
}

/** The type of a name as text. */
export function resolveTypeText(text: string, scope: TypeScope | null): TypeValue | undefined {
  return resolveType(parseTypeName(text), scope);
}

/** A name as text in the parser's form. */
export function parseTypeName(text: string): TypeName {
  let rest = text.replace(/\s+/g, '').replace(/^\[(.*)\]$/, '$1');
  const ranks: number[] = [];
  for (let m = /\[(,*)\]$/.exec(rest); m; m = /\[(,*)\]$/.exec(rest)) {
    ranks.unshift(m[1]!.length + 1);
    rest = rest.slice(0, m.index);
  }
  const base: TypeName = { start: 0, end: 0, name: rest, text: rest };
  if (ranks.length) base.ranks = ranks;
  const open = rest.indexOf('[');
  if (open > 0 && rest.endsWith(']')) {
    base.name = rest.slice(0, open).replace(/`\d+$/, '');
    base.generics = splitTop(rest.slice(open + 1, -1)).map(parseTypeName);
  }
  return base;
}

function splitTop(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '[') depth++;
    else if (text[i] === ']') depth--;
    else if (text[i] === ',' && depth === 0) {
      parts.push(text.slice(from, i));
      from = i + 1;
    }
  }
  parts.push(text.slice(from));
  return parts;
}

/**
 * Values as text: what reaches the end of a pipeline, Out-String, Out-File, `>`. Adds to the formatter what only scripts have:
 * their objects, tables, lists and error records, and the orders of Format-Table and its kin.
 */

import { entriesOf, enumerable, List } from '../engine/collections.ts';
import { invoke } from '../engine/compile-invoke.ts';
import { toText, typeChain } from '../engine/convert.ts';
import { ErrorObject } from '../engine/errors.ts';
import { runNow } from '../engine/flow.ts';
import { formatDate } from '../engine/format-date.ts';
import type { Frame } from '../engine/frame.ts';
import { propertyList } from '../engine/member-list.ts';
import { ABSENT, ownProperty } from '../engine/members.ts';
import { addedMembers, PSObj } from '../engine/psobject.ts';
import { dataOfValue, typeData } from '../engine/type-data.ts';
import type { Layout } from '../format/dialect.ts';
import { longDateTimeText } from '../format/display-text.ts';
import { errorText } from '../format/error-view.ts';
import { Formatter, type GroupBy, type ShapeRequest } from '../format/formatter.ts';
import { shownNames, type ViewTable } from '../format/view.ts';
import {
  Char,
  DateTime,
  EnumValue,
  Guid,
  Hashtable,
  NetValue,
  Num,
  type PSValue,
  ScriptBlock,
  Switch,
  TimeSpan,
  typeNameOf,
  Version,
} from '../values.ts';

/** An object that Format-Table and its kin send on: what to show and how. */
export class FormatEntry extends NetValue {
  readonly request: ShapeRequest;
  readonly value: PSValue;
  constructor(request: ShapeRequest, value: PSValue) {
    super();
    this.request = request;
    this.value = value;
  }
  get typeName(): string {
    return 'Microsoft.PowerShell.Commands.Internal.Format.FormatEntryData';
  }
}

/** A value inside an object, in a form that cells show: lists as arrays, the pairs of a table as texts. */
function inner(value: PSValue, depth = 0): PSValue {
  if (value instanceof Hashtable) {
    return [...value.entries.values()].map((e) => `[${toText(e.key)}, ${pairText(e.value)}]`);
  }
  if (value instanceof List || value instanceof PSObj || Array.isArray(value)) {
    const items = enumerable(value);
    if (items) return depth > 0 ? typeChain(value)[0]! : items.map((i) => (i === null ? null : elementOf(i)));
  }
  if (value instanceof PSObj && value.isCustom && value.members.find('ToString') === undefined) return value;
  if (value instanceof ScriptBlock) return value.text.trim() === '' ? '' : value.text;
  return value;
}

function elementOf(value: PSValue): PSValue {
  if (value instanceof Hashtable) return toText(value);
  if (value instanceof PSObj && value.itemText !== undefined) return value.itemText;
  if (enumerable(value))
    return enumerable(value)!
      .map((i) => toText(i))
      .join(' ');
  return value;
}

const pairText = (value: PSValue): string =>
  value === null ? '' : enumerable(value) ? typeChain(value)[0]! : toText(value);

/** Properties that Update-TypeData has a type show by default. */
function displayed(value: PSValue): readonly string[] | undefined {
  if (!typeData.any) return undefined;
  for (const { display } of dataOfValue(value)) if (display) return display;
  return undefined;
}

/** Any value as an object with properties. */
export class Shown extends NetValue {
  readonly raw: PSValue;
  readonly typeNames: readonly string[];
  private names: readonly string[] | null = null;
  constructor(raw: PSValue) {
    super();
    this.raw = raw;
    this.typeNames = typeChain(raw);
  }
  get typeName(): string {
    return this.typeNames[0] ?? '';
  }
  get propertyNames(): readonly string[] {
    if (this.names === null) {
      const all = displayed(this.raw) ?? propertyList(this.raw).map((p) => p.name);
      this.names = shownNames(all, (name) => this.get(name));
    }
    return this.names;
  }
  get(name: string): PSValue | undefined {
    const value = ownProperty(this.raw, name);
    return value === ABSENT ? undefined : inner(value);
  }
  get text(): string {
    return toText(this.raw);
  }
}

/** Types whose default view begins a new group when a property changes. */
export type Groups = ReadonlyMap<string, GroupBy>;

export interface RenderOptions {
  readonly layout: Layout;
  readonly views: ViewTable;
  readonly groups: Groups;
  /** $FormatEnumerationLimit when a table or list begins. */
  readonly limit?: () => number;
  /** Where scripted ToString methods run. */
  readonly frame?: Frame;
}

const SCALARS = [Num, Char, EnumValue, DateTime, TimeSpan, Version, Guid];

/** Prints values one by one. */
export class Renderer {
  private readonly sink: (text: string) => void;
  private readonly options: RenderOptions;
  private formatter: Formatter | null = null;
  private request: ShapeRequest | null = null;
  private readonly requests = new Map<string, ShapeRequest>();
  private afterError = false;

  constructor(sink: (text: string) => void, options: RenderOptions) {
    this.sink = sink;
    this.options = options;
  }

  write(value: PSValue): void {
    if (value === null) return;
    if (value instanceof FormatEntry) {
      this.use(value.request);
      this.formatter!.write(value.value);
      return;
    }
    if (value instanceof Hashtable) {
      for (const entry of entriesOf(value)) this.write(entry);
      return;
    }
    const items = enumerable(value);
    if (items) {
      for (const item of items) this.one(item);
      return;
    }
    this.one(value);
  }

  private one(value: PSValue): void {
    if (value === null) return;
    if (value instanceof Hashtable) {
      this.write(value);
      return;
    }
    if (value instanceof FormatEntry) {
      this.write(value);
      return;
    }
    if (value instanceof ErrorObject) {
      this.use(null);
      const { record } = value;
      this.text(errorText({ ...record, message: value.text }, this.options.layout));
      this.afterError = true;
      return;
    }
    if (value instanceof Switch) {
      this.one(new PSObj([typeNameOf(value), 'System.ValueType', 'System.Object'], { IsPresent: value.isPresent }));
      return;
    }
    const hinted = value instanceof DateTime ? hintedText(value) : null;
    if (hinted !== null) {
      this.use(this.isGrouped() ? this.request : null);
      this.formatter!.line(hinted);
      return;
    }
    if (typeof value !== 'object' || (SCALARS.some((t) => value instanceof t) && !addedMembers(value))) {
      this.use(this.isGrouped() ? this.request : null);
      this.formatter!.write(value);
      return;
    }
    if (value instanceof ScriptBlock) {
      this.text(`${value.text}\n`);
      return;
    }
    const shown = new Shown(value);
    if (shown.propertyNames.length === 0) {
      this.text(value instanceof PSObj && value.isCustom ? '\n' : `${textOf(value, this.options.frame)}\n`);
      return;
    }
    if (shown.typeNames[0] === MATCH) {
      this.use(null);
      this.formatter!.line(toText(value));
      return;
    }
    if (PLAIN.has(shown.typeNames[0] ?? '')) {
      this.text(`${toText(value)}\n`);
      return;
    }
    const grouped = shown.typeNames.find((t) => this.options.groups.has(t));
    this.use(grouped === undefined ? null : this.groupedRequest(grouped));
    this.formatter!.write(shown);
  }

  /** Is the open shape one of a default view with groups? */
  private isGrouped(): boolean {
    return this.request !== null && [...this.requests.values()].includes(this.request);
  }

  private groupedRequest(type: string): ShapeRequest {
    let request = this.requests.get(type);
    if (!request) {
      request = { shape: 'table', groupBy: this.options.groups.get(type)! };
      this.requests.set(type, request);
    }
    return request;
  }

  private text(text: string): void {
    if (!this.formatter) this.use(null);
    this.formatter!.write(new Raw(text.replace(/\n$/, '')));
  }

  private use(request: ShapeRequest | null): void {
    if (this.formatter && this.request === request) return;
    this.finish();
    this.request = request;
    const { layout, views, limit } = this.options;
    const here = limit ? { ...layout, enumerationLimit: limit() } : layout;
    this.formatter = new Formatter(this.sink, here, views, request ?? undefined);
  }

  /** Ends what is open; an error record is followed by an empty line. */
  private finish(): void {
    this.formatter?.end();
    this.formatter = null;
    if (this.afterError) this.sink('\n');
    this.afterError = false;
  }

  settle(): void {
    this.formatter?.settle();
  }

  end(): void {
    this.finish();
    this.request = null;
  }
}

/** A date that Get-Date -DisplayHint asked to be shown as its day or its time of day. */
function hintedText(value: DateTime): string | null {
  const hint = addedMembers(value)?.find('DisplayHint');
  if (!hint) return null;
  const format = ({ date: 'D', time: 'T' } as const)[toText(hint.value ?? null).toLowerCase() as 'date'];
  return format ? formatDate(value, format) : longDateTimeText(value);
}

/** What Select-String finds; its text is its view. */
const MATCH = 'Microsoft.PowerShell.Commands.MatchInfo';

/** Types that have properties but are shown by their text. */
const PLAIN = new Set([
  'System.Management.Automation.InformationRecord',
  'System.Management.Automation.WarningRecord',
  'System.Management.Automation.VerboseRecord',
  'System.Management.Automation.DebugRecord',
  'System.Numerics.BigInteger',
  'MamlCommandHelpInfo',
]);

/** Text that stands for itself. */
class Raw extends NetValue {
  readonly text: string;
  constructor(text: string) {
    super();
    this.text = text;
  }
  get typeName(): string {
    return 'System.String';
  }
}

function textOf(value: PSValue, frame: Frame | undefined): string {
  if (frame && value instanceof PSObj && value.members.find('ToString'))
    return toText(runNow(invoke(value, 'ToString', [], frame)));
  return toText(value);
}

/** The texts that PowerShell derives from an error record: its category line, its position, its source line. */
import type { ErrorRecord, Extent } from './errors.ts';
import type { Dialect } from './format/dialect.ts';
import { displayText } from './format/display-text.ts';
import { NetValue, type PSValue } from './values.ts';

/** Longer target names and types lose their middle. */
const LONGEST_NAME = 40;

function ellipsize(text: string, dialect: Dialect): string {
  if (text.length <= LONGEST_NAME) return text;
  // Recorded: 19 characters on each side of the one-character ellipsis. For 5.1 the halves are taken from its transcripts.
  const half = dialect.name === '7' ? 19 : 15;
  return text.slice(0, half) + dialect.ellipsis + text.slice(-half);
}

/** Name of a value's type without its namespace: what CategoryInfo shows as the target's type. */
export function shortTypeName(value: PSValue): string {
  if (value === null) return '';
  if (Array.isArray(value)) return 'Object[]';
  if (value instanceof NetValue) return value.typeName.slice(value.typeName.lastIndexOf('.') + 1);
  return { string: 'String', boolean: 'Boolean', number: 'Int32', bigint: 'Int64' }[
    typeof value as 'string' | 'boolean' | 'number' | 'bigint'
  ];
}

/** CategoryInfo's TargetName. */
export function targetName(record: ErrorRecord): string {
  return record.targetName ?? (record.target === undefined ? '' : displayText(record.target));
}

/** CategoryInfo's TargetType. */
export function targetType(record: ErrorRecord): string {
  return record.targetType ?? (record.target === undefined ? '' : shortTypeName(record.target));
}

/** CategoryInfo's Reason: the exception's class without its namespace. */
export function errorReason(record: ErrorRecord): string {
  return record.exceptionType.slice(record.exceptionType.lastIndexOf('.') + 1);
}

/** `Category: (Target:Type) [Activity], Reason`. */
export function categoryInfo(record: ErrorRecord, dialect: Dialect): string {
  const target = ellipsize(targetName(record), dialect);
  const type = ellipsize(targetType(record), dialect);
  return `${record.category}: (${target}:${type}) [${record.activity ?? ''}], ${errorReason(record)}`;
}

/** The source line that an extent begins on, short enough to show, and where in it the extent lies. */
export interface SourceLine {
  readonly text: string;
  /** Column of the first marked character, zero-based, in `text`. */
  readonly offset: number;
  readonly length: number;
}

/** Characters of source that are shown; at least so many before and after what is marked, where there are so many. */
const LINE = { longest: 69, before: 12, after: 8 } as const;

/** Cuts the source line around the extent as PowerShell does. */
export function sourceLine(extent: Extent, dialect: Dialect): SourceLine {
  const lineStart = extent.start - (extent.column - 1);
  const lineEnd = extent.text.indexOf('\n', lineStart);
  const raw = extent.text.slice(lineStart, lineEnd < 0 ? undefined : lineEnd).trimEnd();
  const tabs = (text: string) => text.replaceAll('\t', '    ');
  const before = tabs(raw.slice(0, extent.column - 1));
  const marked = tabs(raw.slice(extent.column - 1, Math.max(extent.column - 1, extent.end - lineStart)));
  const line = tabs(raw);
  if (line.length <= LINE.longest) return { text: line, offset: before.length, length: marked.length };
  const after = Math.min(LINE.after, line.length - before.length - marked.length);
  const shownBefore = Math.min(before.length, Math.max(LINE.before, LINE.longest - marked.length - after));
  const length = Math.min(marked.length, LINE.longest - shownBefore);
  const from = before.length - shownBefore;
  const prefix = from > 0 ? `${dialect.ellipsis} ` : '';
  const suffix = from + LINE.longest < line.length ? ` ${dialect.ellipsis}` : '';
  return {
    text: prefix + line.slice(from, from + LINE.longest) + suffix,
    offset: prefix.length + shownBefore,
    length,
  };
}

/** `At FILE:line char:column`, the source line and the tildes below it: InvocationInfo.PositionMessage. */
export function positionMessage(extent: Extent, dialect: Dialect): string {
  const { text, offset, length } = sourceLine(extent, dialect);
  const where = `At ${extent.file ?? 'line'}:${extent.line} char:${extent.column}`;
  return `${where}\n+ ${text}\n+ ${' '.repeat(offset)}${'~'.repeat(Math.max(1, length))}`;
}

/** Error records as text: PowerShell 7's ConciseView, Windows PowerShell's NormalView, and CategoryView. */
import { categoryInfo, errorReason, positionMessage, sourceLine } from '../error-text.ts';
import { type ErrorRecord, fullyQualifiedErrorId } from '../errors.ts';
import { wrap } from './cells.ts';
import { type Layout, paint, type styles } from './dialect.ts';

/** Values of $ErrorView that we know. */
export type ErrorView = 'ConciseView' | 'NormalView' | 'CategoryView';

/** The view of a dialect unless the user set another. */
export function defaultErrorView(layout: Layout): ErrorView {
  return layout.dialect.name === '7' ? 'ConciseView' : 'NormalView';
}

/** Text of an error record, ended by a line end. */
export function errorText(record: ErrorRecord, layout: Layout, view: ErrorView = defaultErrorView(layout)): string {
  switch (view) {
    case 'CategoryView':
      return `${paint(layout.color, 'error', categoryInfo(record, layout.dialect))}\n`;
    case 'NormalView':
      return paint(layout.color, 'error', normalView(record, layout));
    default:
      return conciseView(record, layout);
  }
}

/** What stands before the message: who reported it, or what kind of error it is. */
function heading(record: ErrorRecord): string {
  if (record.thrown) return 'Exception';
  if (record.activity) return record.activity;
  if (record.invocationName) return record.invocationName;
  return record.category === 'NotSpecified' ? errorReason(record) : record.category;
}

function conciseView(record: ErrorRecord, layout: Layout): string {
  // A line that a program wrote on its stderr.
  if (/^NativeCommandError(?:Message)?$/.test(record.id)) return `${paint(layout.color, 'error', record.message)}\n`;
  const { extent } = record;
  const { color } = layout;
  const positioned = extent && (extent.file !== undefined || extent.line > 1 || record.category === 'ParserError');
  if (!positioned) return `${paint(color, 'error', `${heading(record)}: ${record.message}`)}\n`;
  const accent = (text: string) => paint(color, 'errorAccent', text);
  const number = String(extent.line);
  const source = sourceLine(extent, layout.dialect);
  const margin = `${' '.repeat(Math.max(4, number.length) + 1)}| `;
  const wraps = extent.file !== undefined || record.category === 'ParserError';
  const lines = [
    `${paint(color, 'error', `${heading(record)}: `)}${extent.file === undefined ? '' : `${extent.file}:${extent.line}`}`,
    accent(`${'Line'.padStart(number.length)} |`),
    `${accent(`${number.padStart(4)} |`)}  ${source.text}`,
    accent(`${margin} ${' '.repeat(source.offset)}${'~'.repeat(Math.max(1, source.length))}`),
    ...messageLines(record.message, margin, layout, wraps).map(
      (line) => accent(margin) + paint(color, 'error', line.slice(margin.length)),
    ),
  ];
  return `${lines.join('\n')}\n`;
}

/** The message with the margin before each line. In a file its lines are joined and broken anew at the console's width. */
function messageLines(message: string, margin: string, layout: Layout, wraps: boolean): string[] {
  if (!wraps) return message.split(/\r?\n/).map((line) => margin + line);
  const console = layout.width + 1;
  let rest = margin + message.replace(/\r?\n|\t/g, ' ');
  const lines: string[] = [];
  while (rest.length > console) {
    // As PowerShell does: the last blank within the width, even where the next word would just have fitted.
    const blank = rest.slice(0, console).lastIndexOf(' ');
    const end = blank >= margin.length ? blank : console;
    lines.push(rest.slice(0, end));
    rest = margin + rest.slice(end).trim();
  }
  return [...lines, rest];
}

const INDENT = '    ';

function normalView(record: ErrorRecord, layout: Layout): string {
  if (record.id === 'NativeCommandErrorMessage') return `${record.message}\n`;
  // What Write-Error says is laid at the door of the script that called it.
  const lead =
    record.activity === 'Write-Error'
      ? (record.invocationName ?? 'Write-Error')
      : (record.activity ?? record.invocationName);
  const blocks = [`${lead ? `${lead} : ` : ''}${record.message}`];
  if (record.extent) blocks.push(positionMessage(record.extent, layout.dialect));
  // The long lines are cut into pieces that the console then breaks between words: hence the blanks inside them.
  const piece = layout.width + 1 - INDENT.length - 2;
  for (const [label, text] of [
    ['CategoryInfo          ', categoryInfo(record, layout.dialect)],
    ['FullyQualifiedErrorId ', fullyQualifiedErrorId(record)],
  ] as const) {
    const pieces = `+ ${label}: ${text}`.match(new RegExp(`.{1,${piece}}`, 'gs')) ?? [];
    blocks.push(pieces.map((p) => INDENT + p).join(''));
  }
  return `${wrap(blocks.join('\n'), layout.width, true).join('\n')}\n \n`;
}

/** Prefixes of the other streams. */
const PREFIXES = { warning: 'WARNING: ', verbose: 'VERBOSE: ', debug: 'DEBUG: ' } as const;

/** One line of the warning, verbose or debug stream. */
export function streamText(stream: keyof typeof PREFIXES, message: string, layout: Layout): string {
  return `${paint(layout.color, stream satisfies keyof typeof styles, PREFIXES[stream] + message)}\n`;
}

/** What a person can do about an error. Only a terminal gets it, so that scripts see PowerShell's text alone. */
export function hintText(record: ErrorRecord, layout: Layout): string {
  return record.hint ? `${paint(layout.color, 'errorAccent', 'Hint: ')}${record.hint}\n` : '';
}

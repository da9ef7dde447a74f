/** How the commands of a line or script were bound, in words for a person. */
import { byProperty, byValue, metadataOf } from '../powershell/binder/metadata.ts';
import { type ErrorRecord, fullyQualifiedErrorId } from '../powershell/errors.ts';
import { Lines, type ParseError } from '../powershell/language/syntax-errors.ts';
import type { CmdletDef } from '../powershell/parameters.ts';
import { jsonOf } from './explain.ts';
import type { BoundCommand, BoundParameter, Explanation } from './explain-session.ts';
import { withHint } from './hints.ts';

const ways = { name: 'by name', position: 'by position', pipeline: 'from the pipeline' } as const;

const asks = {
  whatif: 'It would only say what it does (-WhatIf).',
  prompt: 'It would ask before each change.',
} as const;

/** The whole explanation; `find` answers a cmdlet's declaration, for hints. */
export async function explainedText(
  explanation: Explanation,
  find: (name: string) => Promise<CmdletDef | undefined>,
): Promise<string> {
  const { text, events, unreached, tree } = explanation;
  const parts: string[] = [];
  for (const event of events) {
    switch (event.kind) {
      case 'syntax':
        parts.push(event.errors.map((e) => wrong(e, text)).join('\n\n'));
        break;
      case 'error':
        parts.push(refused(event.record, event.record.activity ? await find(event.record.activity) : undefined));
        break;
      case 'bound':
        parts.push(bound(event));
        break;
      case 'called':
        parts.push(`${event.name} is a ${event.what}.`);
    }
  }
  if (tree.errors.length === 0) {
    const lines = new Lines(text);
    for (const { start, end } of unreached)
      parts.push(`Not reached: line ${lines.at(start).line}, ${shortened(text.slice(start, end))}`);
  }
  return parts.length > 0 ? parts.join('\n\n') : 'There is no command in this line.';
}

const shortened = (text: string): string => {
  const line = text.replace(/\s*\n[\s\S]*$/, ' …');
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
};

function bound(command: BoundCommand): string {
  const { should, waits } = command;
  return [
    heading(command),
    ...rows(command.bound.map(row)),
    ...(waits ? [waiting(command)] : []),
    ...(should ? [asks[should]] : []),
  ].join('\n');
}

function heading({ def, set }: BoundCommand): string {
  if (set === '__AllParameterSets')
    return metadataOf(def).setNames.length > 1
      ? `${def.name}: what comes down the pipeline decides on the parameter set`
      : `${def.name} (it has one parameter set)`;
  const standard = def.defaultSet === set ? ', its default' : '';
  return `${def.name} with parameter set '${set}'${standard}`;
}

/** What a command takes from the pipeline, where nothing came down it. */
function waiting({ def, bound: given }: BoundCommand): string {
  const taken = new Set(given.map((b) => b.parameter.name));
  const open = metadataOf(def).parameters.filter((p) => !taken.has(p.name));
  const names = (fits: typeof byValue): string =>
    open
      .filter((p) => p.sets.some(fits))
      .map((p) => `-${p.name}`)
      .join(', ');
  const value = names(byValue);
  const property = names(byProperty);
  const list = [value && `${value} by value`, property && `${property} by property name`].filter(Boolean).join('; ');
  return `It takes from the pipeline: ${list || 'nothing'}.`;
}

function row({ parameter, value, how }: BoundParameter): readonly string[] {
  return [`-${parameter.name}`, parameter.type.short, JSON.stringify(jsonOf(value)), how ? ways[how] : ''];
}

function rows(cells: readonly (readonly string[])[]): string[] {
  const widths = [0, 1, 2].map((i) => Math.max(0, ...cells.map((row) => row[i]!.length)));
  return cells.map((row) => `  ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  ')}`.trimEnd());
}

function refused(record: ErrorRecord, def: CmdletDef | undefined): string {
  const { hint } = def ? withHint(record, def) : record;
  const { extent } = record;
  return [
    ...(extent && extent.end > extent.start ? marked(extent.text, extent.start, extent.end) : []),
    record.message,
    `(${fullyQualifiedErrorId(record)})`,
    ...(hint === undefined ? [] : [hint]),
  ].join('\n');
}

function wrong({ id, message, start, end }: ParseError, text: string): string {
  return [...marked(text, start, Math.max(end, start + 1)), message, `(${id})`].join('\n');
}

/** The line of the text that holds the place, underlined; with its number where there are several. */
function marked(text: string, start: number, end: number): string[] {
  const { line, column } = new Lines(text).at(start);
  const lines = text.split(/\r\n|\n|\r/);
  const shown = lines[line - 1] ?? '';
  const head = lines.length > 1 ? `${line}: ` : '';
  const length = Math.max(1, Math.min(end - start, shown.length - column + 1));
  return [`${head}${shown}`, ' '.repeat(head.length + column - 1) + '~'.repeat(length)];
}

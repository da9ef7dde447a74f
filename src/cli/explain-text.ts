/** How a command line was bound, in words for a person. */
import type { Binding } from '../powershell/binder/binder.ts';
import type { Parameter } from '../powershell/binder/metadata.ts';
import { fullyQualifiedErrorId, type PSError } from '../powershell/errors.ts';
import type { CmdletDef } from '../powershell/parameters.ts';
import { type Explained, jsonOf, shouldProcess } from './explain.ts';
import { withHint } from './hints.ts';

const ways = { name: 'by name', position: 'by position', pipeline: 'from the pipeline' } as const;

const asks = {
  whatif: 'It would only say what it does (-WhatIf).',
  prompt: 'It would ask before each change.',
} as const;

export function explainedText(explained: Explained): string {
  if ('nothing' in explained) return 'There is no command in this line.';
  if ('error' in explained) return refused(explained.error, explained.def);
  const { def, binding } = explained;
  const should = shouldProcess(def, binding);
  return [
    heading(def, binding),
    ...rows([...binding.bound].map(([parameter, value]) => row(parameter, JSON.stringify(jsonOf(value)), binding))),
    ...(should ? [asks[should]] : []),
  ].join('\n');
}

function heading(def: CmdletDef, binding: Binding): string {
  const set = binding.parameterSet;
  if (set === '__AllParameterSets') return `${def.name} (it has one parameter set)`;
  const standard = def.defaultSet === set ? ', its default' : '';
  return `${def.name} with parameter set '${set}'${standard}`;
}

function row(parameter: Parameter, value: string, binding: Binding): readonly string[] {
  const how = binding.how(parameter);
  return [`-${parameter.name}`, parameter.type.short, value, how ? ways[how] : ''];
}

function rows(cells: readonly (readonly string[])[]): string[] {
  const widths = [0, 1, 2].map((i) => Math.max(0, ...cells.map((row) => row[i]!.length)));
  return cells.map((row) => `  ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  ')}`.trimEnd());
}

function refused({ record }: PSError, def: CmdletDef | undefined): string {
  const { hint } = def ? withHint(record, def) : record;
  const { extent } = record;
  const mark = extent && extent.end > extent.start;
  return [
    ...(mark ? [extent.text, ' '.repeat(extent.start) + '~'.repeat(extent.end - extent.start)] : []),
    record.message,
    `(${fullyQualifiedErrorId(record)})`,
    ...(hint === undefined ? [] : [hint]),
  ].join('\n');
}

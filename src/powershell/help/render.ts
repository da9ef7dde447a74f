/** Help of a cmdlet as Get-Help prints it: headings at the margin, text indented by four, SYNTAX from the declaration. */
import { wrap } from '../format/cells.ts';
import type { CmdletDef, InSet, ParameterDef } from '../parameters.ts';
import { ALL_SETS, helpTypeName, inSet, setNames, syntaxLines } from './syntax.ts';

/** A command line and what it does. */
export interface HelpExample {
  readonly code: string;
  readonly text: string;
}

/** The words of a help page; everything else comes from the declaration. */
export interface HelpTexts {
  /** Paragraphs. The summary where absent. */
  readonly description?: readonly string[];
  /** Text by parameter name. */
  readonly parameters?: Readonly<Record<string, string>>;
  readonly examples?: readonly HelpExample[];
  readonly notes?: readonly string[];
}

/** How much to print. `{ parameter }` takes a name or a pattern that the caller has resolved to names. */
export type HelpView = 'default' | 'detailed' | 'full' | 'examples';

const STEP = 4;

/** Common parameters that every cmdlet takes besides its own. */
const COMMON =
  'This cmdlet also takes the common parameters: Verbose, Debug, ErrorAction, ErrorVariable, WarningAction, WarningVariable, OutBuffer, PipelineVariable, OutVariable.';

const WHAT_IF: Readonly<Record<string, string>> = {
  WhatIf: 'Shows what would be changed, and changes nothing.',
  Confirm: 'Asks before it changes anything.',
};

/** Text wrapped between words and indented by `level` steps. */
function block(text: string, level: number, width: number): string[] {
  const indent = ' '.repeat(level * STEP);
  return text
    .split('\n')
    .flatMap((line) => wrap(line, Math.max(20, width - indent.length), true))
    .map((line) => (indent + line).trimEnd());
}

const section = (heading: string, lines: readonly string[]): string[] => [heading, ...lines, ''];

/** True where the parameter is mandatory, positional and so on in the sets that it belongs to: the first that says so. */
function factsOf(def: CmdletDef, parameter: ParameterDef): InSet {
  const facts = [ALL_SETS, ...setNames(def)].flatMap((set) => inSet(parameter, set) ?? []);
  return {
    ...(facts.some((f) => f.mandatory) ? { mandatory: true as const } : {}),
    ...(facts.find((f) => f.position !== undefined) ?? {}),
    ...(facts.find((f) => f.pipeline) ? { pipeline: facts.find((f) => f.pipeline)!.pipeline! } : {}),
  };
}

const pipelineWords = { value: 'ByValue', property: 'ByPropertyName', 'value+property': 'ByPropertyName, ByValue' };

/** The table of facts below a parameter's text. */
function parameterFacts(def: CmdletDef, parameter: ParameterDef): string[] {
  const facts = factsOf(def, parameter);
  const rows: [string, string][] = [
    ['Required?', String(facts.mandatory ?? false)],
    ['Position?', facts.position === undefined ? 'Named' : String(facts.position)],
    ['Default value', parameter.type === 'switch' ? 'False' : 'None'],
    ['Accept pipeline input?', facts.pipeline ? `True (${pipelineWords[facts.pipeline]})` : 'False'],
    ['Aliases', parameter.aliases?.join(', ') ?? ''],
    ['Accept wildcard characters?', String(parameter.wildcards ?? false)],
  ];
  return rows.map(([label, value]) => `        ${label.padEnd(28)} ${value}`.trimEnd());
}

/** What may be given, where the declaration says so. */
function accepted(parameter: ParameterDef, enumMembers: readonly string[] | undefined): string {
  const rules = (parameter.validate ?? []).flatMap((v) => {
    if (typeof v === 'string') return [];
    if ('set' in v) return [`One of: ${v.set.join(', ')}.`];
    return 'range' in v ? [`From ${v.range[0]} to ${v.range[1]}.`] : [];
  });
  if (enumMembers) rules.push(`One of: ${enumMembers.join(', ')}.`);
  return rules.join(' ');
}

/** Looks up the members of an enumeration that a parameter table names; undefined for other types. */
export type EnumMembers = (type: string) => readonly string[] | undefined;

export interface HelpContext {
  /** Characters that a line may have. */
  readonly width: number;
  readonly enumMembers: EnumMembers;
}

/** One parameter of a help page. */
export function parameterHelp(
  def: CmdletDef,
  name: string,
  texts: HelpTexts,
  full: boolean,
  ctx: HelpContext,
): string[] {
  const parameter = def.parameters[name] ?? { type: 'switch' };
  const type = parameter.type === 'switch' ? '[<SwitchParameter>]' : `<${helpTypeName(parameter.type)}>`;
  const element = parameter.type.replace(/\[\]$/, '');
  const text = texts.parameters?.[name] ?? WHAT_IF[name] ?? '';
  const body = [text, accepted(parameter, ctx.enumMembers(element))].filter((t) => t !== '').join(' ');
  return [
    `    -${name} ${type}`,
    ...(body ? block(body, 2, ctx.width) : []),
    '',
    ...(full ? [...parameterFacts(def, parameter), ''] : []),
  ];
}

/** Names of a cmdlet's parameters, with those that ShouldProcess adds. */
export function parameterNames(def: CmdletDef): string[] {
  return [...Object.keys(def.parameters), ...(def.confirmImpact ? ['WhatIf', 'Confirm'] : [])];
}

function examples(texts: HelpTexts, width: number): string[] {
  return (texts.examples ?? []).flatMap(({ code, text }, i) => [
    `    -------------------------- Example ${i + 1} --------------------------`,
    '',
    ...code.split('\n').map((line) => `    PS C:\\>${line}`),
    '',
    ...block(text, 1, width),
    '',
  ]);
}

/** A whole help page, or its examples, ended by a line end. */
export function helpPage(def: CmdletDef, texts: HelpTexts, view: HelpView, ctx: HelpContext): string {
  const { width } = ctx;
  const head = ['', ...section('NAME', [`    ${def.name}`]), ...section('SYNOPSIS', block(def.summary, 1, width))];
  if (view === 'examples') return `${[...head, ...examples(texts, width)].join('\n')}\n`;
  const syntax = syntaxLines(def).flatMap((line) => [...block(line, 1, width), '']);
  const description = (texts.description ?? [def.summary]).flatMap((p) => [...block(p, 1, width), '']);
  const lines = [...head, 'SYNTAX', ...syntax, ...(description.length > 0 ? ['DESCRIPTION', ...description] : [])];
  if (view !== 'default') {
    lines.push('PARAMETERS');
    for (const name of parameterNames(def)) lines.push(...parameterHelp(def, name, texts, view === 'full', ctx));
    lines.push('    <CommonParameters>', ...block(COMMON, 2, width), '');
    if (view === 'full') lines.push(...inputsAndOutputs(def));
    if (texts.notes)
      lines.push(
        ...section(
          'NOTES',
          texts.notes.flatMap((n) => block(n, 1, width)),
        ),
      );
    lines.push(...examples(texts, width));
  }
  lines.push('REMARKS', ...remarks(def.name, view, (texts.examples?.length ?? 0) > 0), '');
  return `${lines.join('\n')}\n`;
}

function inputsAndOutputs(def: CmdletDef): string[] {
  const inputs = Object.entries(def.parameters)
    .filter(([, p]) => factsOf(def, p).pipeline)
    .map(([, p]) => helpTypeName(p.type).replace(/\[\]$/, ''));
  return [
    ...section(
      'INPUTS',
      [...new Set(inputs.length ? inputs : ['None'])].map((t) => `    ${t}`),
    ),
    ...section(
      'OUTPUTS',
      (def.outputTypes?.length ? def.outputTypes : ['None']).map((t) => `    ${t}`),
    ),
  ];
}

function remarks(name: string, view: HelpView, hasExamples: boolean): string[] {
  const more = [
    hasExamples ? `    To see the examples, type: "Get-Help ${name} -Examples"` : '',
    view === 'default' ? `    For more information, type: "Get-Help ${name} -Detailed"` : '',
    view === 'full' ? '' : `    For technical information, type: "Get-Help ${name} -Full"`,
  ];
  return more.filter((line) => line !== '');
}

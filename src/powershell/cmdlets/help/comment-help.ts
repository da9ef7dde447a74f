/** Help that a script's author wrote in a comment: `.SYNOPSIS`, `.PARAMETER name`, `.EXAMPLE` (about_Comment_Based_Help). */
import type { FunctionValue } from '../../engine/script-block.ts';
import type { HelpExample, HelpTexts } from '../../help/render.ts';

/** What such a comment says. */
export interface CommentHelp extends HelpTexts {
  readonly synopsis: string;
  readonly links: readonly string[];
}

const KEYWORD =
  /^\s*\.(synopsis|description|parameter|example|inputs|outputs|notes|link|component|role|functionality|forwardhelptargetname|forwardhelpcategory|externalhelp)\b[ \t]*(.*)$/i;

/** Text of a section: blank lines at its ends and the indent that all its lines share go away. */
function dedent(lines: readonly string[]): string {
  const body = [...lines];
  while (body.length > 0 && body[0]!.trim() === '') body.shift();
  while (body.length > 0 && body.at(-1)!.trim() === '') body.pop();
  const indent = Math.min(...body.filter((l) => l.trim() !== '').map((l) => /^\s*/.exec(l)![0].length));
  return body.map((l) => l.slice(Number.isFinite(indent) ? indent : 0).trimEnd()).join('\n');
}

/** Reads the text inside a comment; undefined where it has no keyword of help. */
export function readCommentHelp(comment: string): CommentHelp | undefined {
  const sections: { keyword: string; argument: string; lines: string[] }[] = [];
  for (const line of comment.split(/\r\n|\n|\r/)) {
    const m = KEYWORD.exec(line);
    if (m) sections.push({ keyword: m[1]!.toLowerCase(), argument: m[2]!.trim(), lines: [] });
    else if (sections.length > 0) sections.at(-1)!.lines.push(line);
    else if (line.trim() !== '') return undefined;
  }
  if (sections.length === 0) return undefined;
  const texts = (keyword: string): string[] =>
    sections.filter((s) => s.keyword === keyword).map((s) => dedent(s.lines));
  const parameters: Record<string, string> = {};
  for (const s of sections) if (s.keyword === 'parameter') parameters[s.argument.toLowerCase()] = dedent(s.lines);
  const [description] = texts('description');
  const notes = texts('notes');
  return {
    synopsis: texts('synopsis')[0] ?? '',
    ...(description !== undefined && { description: description.split(/\n{2,}/) }),
    parameters,
    examples: texts('example').map(exampleOf),
    ...(notes.length > 0 && { notes }),
    links: texts('link'),
  };
}

/** The first line is the command, the rest says what it does. */
function exampleOf(text: string): HelpExample {
  const [first = '', ...rest] = text.split('\n');
  return { code: first.replace(/^(?:PS\s?[^>]*>\s?|C:\\>\s?)/, ''), text: dedent(rest) };
}

/** Comments that stand together, directly before `end`; their text without the marks. */
function commentBefore(text: string, end: number): string | undefined {
  const before = text.slice(0, end);
  const block = /<#((?:(?!#>)[\s\S])*)#>[ \t]*(?:\r?\n[ \t]*){0,2}$/.exec(before);
  if (block) return block[1]!;
  const lines = /((?:^[ \t]*#[^\n]*\n)+)(?:[ \t]*\r?\n)?[ \t]*$/m.exec(before);
  return lines ? unmarked(lines[1]!) : undefined;
}

function commentAfter(text: string, start: number): string | undefined {
  const after = text.slice(start);
  const block = /^(?:\s|#requires[^\n]*\n|using [^\n]*\n)*<#((?:(?!#>)[\s\S])*)#>/i.exec(after);
  if (block) return block[1]!;
  const lines = /^(?:\s|#requires[^\n]*\n)*((?:[ \t]*#(?!requires)[^\n]*(?:\n|$))+)/i.exec(after);
  return lines ? unmarked(lines[1]!) : undefined;
}

const unmarked = (lines: string): string => lines.replace(/^[ \t]*#[ \t]?/gm, '');

function commentAtEnd(text: string): string | undefined {
  return /<#((?:(?!#>)[\s\S])*)#>\s*$/.exec(text)?.[1];
}

/** Help of a function: at the beginning or end of its body, or before it. */
export function helpOfFunction(fn: FunctionValue): CommentHelp | undefined {
  const { text } = fn.block;
  const source = fn.block.unit.text;
  const at = fn.block.ast.start;
  const head = source.slice(0, at).search(/(?:function|filter)\s+[^\s{(]+\s*(?:\([^{]*\)\s*)?$/i);
  const candidates = [commentAfter(text, 0), commentAtEnd(text), head >= 0 ? commentBefore(source, head) : undefined];
  for (const c of candidates) {
    const help = c === undefined ? undefined : readCommentHelp(c);
    if (help) return help;
  }
  return undefined;
}

/** Help of a script file. */
export function helpOfScript(text: string): CommentHelp | undefined {
  for (const c of [commentAfter(text, 0), commentAtEnd(text)]) {
    const help = c === undefined ? undefined : readCommentHelp(c);
    if (help) return help;
  }
  return undefined;
}

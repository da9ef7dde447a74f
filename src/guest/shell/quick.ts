/**
 * Splits what needs no real parser: plain words, quotes, pipes, lists and simple redirections. Gives the same tree as the full
 * parser, or undefined where the text holds more. Keeps commands that only look from loading the parser.
 */

import type { Json } from '../../lab/store.ts';
import type {
  PipelineNode,
  RedirectionNode,
  RedirectionOperator,
  SimpleCommandNode,
  StatementNode,
  WordNode,
  WordPart,
} from './tree.ts';

const KEYWORDS = new Set(
  'if then else elif fi for while until do done case esac in select function time coproc'.split(' '),
);
const BARE = /[^\s'"\\|&;<>$`(){}[\]!#~*?\n]+/y;
const GLOB = /[*?]+/y;

/** Parses, or gives up. */
export function quickParse(text: string): { tree: Json } | undefined {
  if (/[`(){}!#~\n[\]]/.test(text) || text.length > 2000) return undefined;
  const scanner = new Scanner(text);
  const statements = scanner.list();
  return statements && { tree: statements as unknown as Json };
}

class Scanner {
  private readonly text: string;
  private at = 0;
  private failed = false;

  constructor(text: string) {
    this.text = text;
  }

  private blanks(): void {
    while (this.text[this.at] === ' ' || this.text[this.at] === '\t') this.at++;
  }

  private take(token: string): boolean {
    if (!this.text.startsWith(token, this.at)) return false;
    this.at += token.length;
    return true;
  }

  list(): StatementNode[] | undefined {
    const statements: StatementNode[] = [];
    this.blanks();
    while (this.at < this.text.length && !this.failed) {
      const start = this.at;
      const pipelines: PipelineNode[] = [];
      const operators: ('&&' | '||' | ';')[] = [];
      for (;;) {
        const pipeline = this.pipeline();
        if (!pipeline) return undefined;
        pipelines.push(pipeline);
        if (this.take('&&')) operators.push('&&');
        else if (this.take('||')) operators.push('||');
        else break;
        this.blanks();
      }
      const sourceText = this.text.slice(start, this.at).trim();
      const background = !this.text.startsWith('&&', this.at) && this.take('&');
      if (!background) this.take(';');
      this.blanks();
      if (/[;&|]/.test(this.text[this.at] ?? '')) return undefined;
      statements.push({ type: 'Statement', pipelines, operators, background, sourceText, line: 1 } as StatementNode);
    }
    return this.failed || statements.length === 0 ? undefined : statements;
  }

  private pipeline(): PipelineNode | undefined {
    const commands: SimpleCommandNode[] = [];
    for (;;) {
      const command = this.command();
      if (!command) return undefined;
      commands.push(command);
      if (this.text.startsWith('||', this.at) || this.text.startsWith('|&', this.at) || !this.take('|')) break;
      this.blanks();
    }
    return { type: 'Pipeline', commands, negated: false };
  }

  private command(): SimpleCommandNode | undefined {
    const words: WordNode[] = [];
    const redirections: RedirectionNode[] = [];
    for (;;) {
      this.blanks();
      const character = this.text[this.at];
      if (character === undefined || character === ';' || character === '|') break;
      if (character === '&' && this.text[this.at + 1] !== '>') break;
      const redirection = this.redirection();
      if (this.failed) return undefined;
      if (redirection) {
        redirections.push(redirection);
        continue;
      }
      const word = this.word();
      if (!word) return undefined;
      words.push(word);
    }
    const [name, ...args] = words;
    if (!name) return undefined;
    const first = name.parts[0];
    if (first?.type !== 'Literal' || first.value.includes('=') || KEYWORDS.has(first.value)) return undefined;
    return { type: 'SimpleCommand', assignments: [], name, args, redirections, line: 1 } as SimpleCommandNode;
  }

  private redirection(): RedirectionNode | undefined {
    const match = /(\d*)(&>>|&>|>>|>&|>\||<&|<<|<>|>|<)/y;
    match.lastIndex = this.at;
    const found = match.exec(this.text);
    if (!found) return undefined;
    const operator = found[2] as RedirectionOperator;
    if (operator === '<<' || operator === '<>') {
      this.failed = true;
      return undefined;
    }
    this.at = match.lastIndex;
    this.blanks();
    const target = this.word();
    if (!target) {
      this.failed = true;
      return undefined;
    }
    return { type: 'Redirection', fd: found[1] ? Number(found[1]) : null, operator, target };
  }

  private word(): WordNode | undefined {
    const parts: WordPart[] = [];
    for (;;) {
      const character = this.text[this.at];
      if (character === undefined || ' \t;|<>'.includes(character)) break;
      if (character === '&') break;
      if (character === "'") {
        const end = this.text.indexOf("'", this.at + 1);
        if (end < 0) return undefined;
        parts.push({ type: 'SingleQuoted', value: this.text.slice(this.at + 1, end) });
        this.at = end + 1;
      } else if (character === '"') {
        const end = this.text.indexOf('"', this.at + 1);
        const value = this.text.slice(this.at + 1, end);
        if (end < 0 || /[\\$]/.test(value)) return undefined;
        parts.push({ type: 'DoubleQuoted', parts: value ? [{ type: 'Literal', value }] : [] });
        this.at = end + 1;
      } else if (character === '*' || character === '?') {
        GLOB.lastIndex = this.at;
        const pattern = (GLOB.exec(this.text) as RegExpExecArray)[0];
        parts.push({ type: 'Glob', pattern });
        this.at += pattern.length;
      } else {
        BARE.lastIndex = this.at;
        const value = BARE.exec(this.text)?.[0];
        if (value === undefined) return undefined;
        parts.push({ type: 'Literal', value });
        this.at += value.length;
      }
    }
    return parts.length > 0 ? { type: 'Word', parts } : undefined;
  }
}

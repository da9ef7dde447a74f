import { existsSync, readFileSync, statSync } from 'node:fs';
import type { Explainer } from '../src/cli/explain-session.ts';
import { CommandFailure } from '../src/cli/failure.ts';
import { type Given, PlainCommand } from '../src/cli/plain-command.ts';
import { decode } from '../src/powershell/engine/net/bytes.ts';

/** Says how the commands of a line or script are bound, without running them; or shows the syntax tree. */
export default class Explain extends PlainCommand {
  static override summary = 'Says how PowerShell reads and binds a line or a script, without running it.';
  static override table = {
    words: ["'COMMAND LINE' | SCRIPT.ps1"],
    rest: true,
    flags: {
      ast: { summary: 'show the syntax tree instead' },
      json: { summary: 'answer in JSON; the command line may be - for lines from stdin, answered one by one' },
    },
  } as const;

  protected override async perform({ words, flags }: Given): Promise<void> {
    const said = [...words];
    const asked = { ast: flags['ast'] === true, json: flags['json'] === true };
    for (let last = said.at(-1); last === '--json' || last === '--ast'; last = said.at(-1)) {
      if (said.length === 1) break;
      asked[last.slice(2) as 'ast' | 'json'] = true;
      said.pop();
    }
    if (said.length === 0)
      throw new CommandFailure("Which command line? Example: hyperv explain 'Set-VMMemory web1 -Buffer 20'");
    const text = said.length === 1 ? textOf(said[0]!) : said.map(quoted).join(' ');
    if (asked.ast) return this.tree(text === '-' ? standardInput() : text, asked.json);
    const { Explainer } = await import('../src/cli/explain-session.ts');
    const explainer = new Explainer();
    if (asked.json) return this.json(explainer, text);
    const [{ explainedText }, { findCmdlet }] = await Promise.all([
      import('../src/cli/explain-text.ts'),
      import('../src/cli/cmdlets.ts'),
    ]);
    const explanation = await explainer.explain(text === '-' ? standardInput() : text);
    this.out(await explainedText(explanation, findCmdlet));
    if (explanation.events.some((e) => e.kind === 'error' || e.kind === 'syntax')) process.exitCode = 1;
  }

  private async tree(text: string, json: boolean): Promise<void> {
    const { treeJson, treeText } = await import('../src/cli/explain-tree.ts');
    const tree = treeJson(text);
    this.out(json ? JSON.stringify(tree) : treeText(text, tree));
    if (tree.errors.length > 0) process.exitCode = 1;
  }

  private async json(explainer: Explainer, text: string): Promise<void> {
    const { explainedJson } = await import('../src/cli/explain.ts');
    const lines = text === '-' ? standardInput().replace(/\n$/, '').split(/\r?\n/) : [text];
    for (const line of lines) this.out(JSON.stringify(explainedJson(await explainer.explain(line))));
  }
}

const standardInput = (): string => readFileSync(0, 'utf8');

/** A script file's text where the word names one, else the word itself. */
function textOf(word: string): string {
  if (!/\.psm?1$/i.test(word) || !existsSync(word) || !statSync(word).isFile()) return word;
  return decode(readFileSync(word));
}

/** A word that the shell has freed of its quotes, as one word of the line again. */
const quoted = (word: string) => (word === '' || /\s/.test(word) ? `'${word.replaceAll("'", "''")}'` : word);

import { readFileSync } from 'node:fs';
import { findCmdlet } from '../src/cli/cmdlets.ts';
import { explainedJson, explainLine } from '../src/cli/explain.ts';
import { explainedText } from '../src/cli/explain-text.ts';
import { CommandFailure } from '../src/cli/failure.ts';
import { type Given, PlainCommand } from '../src/cli/plain-command.ts';

/** Says how a command line is bound, without running it. */
export default class Explain extends PlainCommand {
  static override summary = 'Says how PowerShell binds a command line, without running it.';
  static override table = {
    words: ["'COMMAND LINE'"],
    rest: true,
    flags: { json: { summary: 'answer in JSON, one line each; the command line may be - for lines from stdin' } },
  } as const;

  protected override async perform({ words, flags }: Given): Promise<void> {
    const last = words.length > 1 && words.at(-1) === '--json';
    const said = last ? words.slice(0, -1) : words;
    if (said.length === 0)
      throw new CommandFailure("Which command line? Example: hyperv explain 'Set-VMMemory web1 -Buffer 20'");
    const line = said.length === 1 ? said[0]! : said.map(quoted).join(' ');
    if (!flags['json'] && !last) {
      const explained = await explainLine(line, findCmdlet);
      this.out(explainedText(explained));
      if ('error' in explained) process.exitCode = 1;
      return;
    }
    const lines = line === '-' ? readFileSync(0, 'utf8').replace(/\n$/, '').split(/\r?\n/) : [line];
    for (const one of lines) this.out(JSON.stringify(explainedJson(await explainLine(one, findCmdlet))));
  }
}

/** A word that the shell has freed of its quotes, as one word of the line again. */
const quoted = (word: string) => (word === '' || /\s/.test(word) ? `'${word.replaceAll("'", "''")}'` : word);

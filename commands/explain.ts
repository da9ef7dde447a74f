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
    flags: { json: { summary: 'answer in JSON, one line each; the command line may be - for lines from stdin' } },
  };

  protected override async perform({ words: [line], flags }: Given): Promise<void> {
    if (line === undefined)
      throw new CommandFailure("Which command line? Example: hyperv explain 'Set-VMMemory web1 -Buffer 20'");
    if (!flags['json']) {
      const explained = await explainLine(line, findCmdlet);
      this.out(explainedText(explained));
      if ('error' in explained) process.exitCode = 1;
      return;
    }
    const lines = line === '-' ? readFileSync(0, 'utf8').replace(/\n$/, '').split(/\r?\n/) : [line];
    for (const one of lines) this.out(JSON.stringify(explainedJson(await explainLine(one, findCmdlet))));
  }
}

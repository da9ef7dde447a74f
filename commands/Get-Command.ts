import { Cmdlet } from '../src/cli/cmdlet.ts';
import { coreCmdlets, MODULE_VERSION, moduleCmdlets } from '../src/cli/cmdlet-names.ts';
import { commandNotFound } from '../src/cli/errors.ts';
import { hasWildcards, wildcardPattern } from '../src/host/find.ts';
import { type CommandTarget, cmdletInfoClass } from '../src/powershell/help/command-info.ts';
import { NetObject } from '../src/powershell/objects.ts';
import { type Bound, define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Get-Command',
  summary: 'Gets the cmdlets that there are.',
  module: 'Microsoft.PowerShell.Core',
  defaultSet: 'CmdletSet',
  outputTypes: ['System.Management.Automation.CmdletInfo', 'System.String'],
  className: 'Microsoft.PowerShell.Commands.GetCommandCommand',
  parameters: {
    Name: {
      type: 'string[]',
      sets: { AllCommandSet: { position: 0, pipeline: 'value+property' } },
      validate: ['NotNullOrEmpty'],
      wildcards: true,
    },
    Verb: { type: 'string[]', sets: { CmdletSet: { pipeline: 'property' } }, wildcards: true },
    Noun: { type: 'string[]', sets: { CmdletSet: { pipeline: 'property' } }, wildcards: true },
    Module: { type: 'string[]', aliases: ['PSSnapin'], wildcards: true },
    Syntax: { type: 'switch' },
  },
});

const VERSIONS = { core: '7.0.0.0', module: MODULE_VERSION };

/** Every cmdlet: the module's, then PowerShell's. */
function allCommands(): CommandTarget[] {
  const of = (module: string, version: string) => (name: string) => ({ name, module, version });
  const commands = [
    ...moduleCmdlets().map(of('Hyper-V', VERSIONS.module)),
    ...coreCmdlets.map(of('Microsoft.PowerShell.Core', VERSIONS.core)),
  ];
  return commands.sort((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1));
}

/** True where no pattern was given, or one of them fits. */
function fits(text: string, patterns: readonly string[] | undefined): boolean {
  return !patterns || patterns.some((pattern) => wildcardPattern(pattern).test(text));
}

/** Gets the cmdlets that there are. */
export default class GetCommand extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;

  override async process(bound: Bound<typeof definition.parameters>): Promise<void> {
    const commands = allCommands().filter(
      ({ name, module }) =>
        fits(module, bound.Module) &&
        fits(name.split('-')[0]!, bound.Verb) &&
        fits(name.slice(name.indexOf('-') + 1), bound.Noun),
    );
    for (const pattern of bound.Name ?? ['*']) {
      // A name may say its module: Hyper-V\Get-VM.
      const bare = pattern.slice(pattern.indexOf('\\') + 1);
      const found = commands.filter(({ name }) => wildcardPattern(bare).test(name));
      if (found.length === 0 && !hasWildcards(bare)) this.#missing(pattern);
      for (const command of found) await this.#show(command, bound.Syntax ?? false);
    }
  }

  async #show(command: CommandTarget, syntax: boolean): Promise<void> {
    if (!syntax) {
      this.runtime.write(new NetObject(cmdletInfoClass, command));
      return;
    }
    const [{ definitionOf }, { commandSyntaxLines }] = await Promise.all([
      import('../src/cli/help/topic.ts'),
      import('../src/powershell/help/syntax.ts'),
    ]);
    const def = await definitionOf(command.name);
    if (def) this.runtime.write(`\n${commandSyntaxLines(def).join('\n\n')}\n`);
  }

  #missing(name: string): void {
    const { record } = commandNotFound(name);
    this.runtime.writeError({ ...record, className: definition.className, activity: definition.name });
  }
}

import { Cmdlet } from '../src/cli/cmdlet.ts';
import { hasWildcards, wildcardPattern } from '../src/host/find.ts';
import type { ErrorCategory } from '../src/powershell/errors.ts';
import type { HelpView } from '../src/powershell/help/render.ts';
import { type Bound, define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Get-Help',
  summary: 'Shows help about a cmdlet.',
  module: 'Microsoft.PowerShell.Core',
  defaultSet: 'AllUsersView',
  outputTypes: ['System.String'],
  className: 'Microsoft.PowerShell.Commands.GetHelpCommand',
  parameters: {
    Name: { type: 'string', sets: { '(All)': { position: 0, pipeline: 'property' } }, wildcards: true },
    Full: { type: 'switch', sets: { AllUsersView: {} } },
    Detailed: { type: 'switch', sets: { DetailedView: { mandatory: true } } },
    Examples: { type: 'switch', sets: { Examples: { mandatory: true } } },
    Parameter: { type: 'string[]', sets: { Parameters: { mandatory: true } }, wildcards: true },
  },
});

type Given = Bound<typeof definition.parameters>;

const DEFAULT_COLUMNS = 80;

function viewOf(bound: Given): HelpView {
  if (bound.Full) return 'full';
  if (bound.Detailed) return 'detailed';
  return bound.Examples ? 'examples' : 'default';
}

/** Shows help about a cmdlet. */
export default class GetHelp extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;

  override async process(bound: Given): Promise<void> {
    const [{ moduleCmdlets, coreCmdlets }, { definitionOf, cmdletHelp, parameterPages }] = await Promise.all([
      import('../src/cli/cmdlet-names.ts'),
      import('../src/cli/help/topic.ts'),
    ]);
    const wanted = bound.Name?.slice(bound.Name.indexOf('\\') + 1);
    if (wanted === undefined) {
      const { overview } = await import('../src/cli/help/overview.ts');
      this.runtime.write(overview());
      return;
    }
    const pattern = wildcardPattern(wanted);
    const names = [...moduleCmdlets(), ...coreCmdlets].filter((name) => pattern.test(name));
    if (names.length === 0 && !hasWildcards(wanted)) {
      this.#fail('HelpNotFound', 'ResourceUnavailable', `Get-Help could not find ${wanted} among its topics.`);
      return;
    }
    if (names.length > 1) {
      for (const name of names) this.runtime.write(`${name.padEnd(34)}${(await definitionOf(name))?.summary ?? ''}`);
      return;
    }
    const def = names[0] === undefined ? undefined : await definitionOf(names[0]);
    if (!def) return;
    const columns = process.stdout.columns ?? DEFAULT_COLUMNS;
    if (!bound.Parameter) {
      this.runtime.write(cmdletHelp(def, viewOf(bound), columns).replace(/\n$/, ''));
      return;
    }
    for (const parameter of bound.Parameter) {
      const named = wildcardPattern(parameter.replace(/^-/, ''));
      const text = parameterPages(def, (name) => named.test(name), columns);
      if (text) this.runtime.write(text);
      else this.#fail('NoParmsFound', 'InvalidArgument', `No parameter matches criteria ${parameter}.`);
    }
  }

  #fail(id: string, category: ErrorCategory, message: string): void {
    this.runtime.writeError({
      id,
      className: definition.className,
      category,
      message,
      exceptionType: 'Microsoft.PowerShell.Commands.HelpNotFoundException',
      activity: definition.name,
    });
  }
}

/** Asking a person for mandatory parameters that a command line leaves out, as PowerShell's console host does. */
import type { CommandElement } from '../powershell/binder/elements.ts';
import { metadataOf } from '../powershell/binder/metadata.ts';
import type { CmdletDef } from '../powershell/parameters.ts';
import type { Terminal } from './terminal.ts';

/**
 * Asks for each of `names` (in the binder's order) and gives what was typed as elements of the command line. A list is asked
 * for item by item until an empty line; everything is text, which the binder converts and checks as if it had been typed.
 */
export function askMissing(def: CmdletDef, names: readonly string[], terminal: Terminal): CommandElement[] {
  const { ask } = terminal;
  if (!ask) return [];
  const { parameters } = metadataOf(def);
  let heading = `\ncmdlet ${def.name} at command pipeline position 1\nSupply values for the following parameters:\n`;
  const question = (label: string): string => {
    const answer = ask(`${heading}${label}: `);
    heading = '';
    return answer;
  };
  return names.map((name) => {
    const isList = parameters.find((parameter) => parameter.name === name)?.type.name.endsWith('[]') ?? false;
    const value = isList ? askList(name, question) : question(name);
    return { kind: 'parameter', name, text: `-${name}:`, value: { value } };
  });
}

function askList(name: string, question: (label: string) => string): string[] {
  const items: string[] = [];
  for (;;) {
    const item = question(`${name}[${items.length}]`);
    if (item === '') return items;
    items.push(item);
  }
}

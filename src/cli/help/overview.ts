/** What `hyperv help` prints: the ways in, our own commands, and the cmdlets by verb. */
import { moduleCmdlets } from '../cmdlet-names.ts';
import { commandNames } from '../command-index.ts';

const WAYS = `hyperv: a Hyper-V host that lives in a directory.

  hyperv CMDLET ...             one of Hyper-V's cmdlets: hyperv Get-VM web*, hyperv Set-VMMemory web1 -StartupBytes 2GB
  hyperv help CMDLET            what it does and takes; more with hyperv Get-Help CMDLET -Full
  hyperv Get-Command -Noun VM*  which cmdlets there are
  hyperv lab new [PATH]         make a lab; HYPERV_LAB names the one to use
  hyperv                        on a terminal: the screen
`;

const VERB_WIDTH = 11;
const LINE_WIDTH = 64;

/** The overview, without a line end after it. */
export function overview(): string {
  const own = commandNames.filter((name) => !/^[A-Z]/.test(name)).map((name) => name.replace('/', ' '));
  const cmdlets = moduleCmdlets();
  return `${WAYS}\nOf its own: ${own.join(', ')}.\n\n${cmdlets.length} cmdlets:\n${byVerb(cmdlets)}`;
}

function byVerb(names: readonly string[]): string {
  const verbs = [...new Set(names.map((name) => name.split('-')[0]!))];
  const nouns = (verb: string) =>
    names.filter((name) => name.startsWith(`${verb}-`)).map((name) => name.slice(verb.length + 1));
  const indent = `\n${' '.repeat(VERB_WIDTH + 3)}`;
  return verbs.map((verb) => `  ${verb.padEnd(VERB_WIDTH)} ${lines(nouns(verb)).join(indent)}`).join('\n');
}

/** Words in lines that are not too long. */
function lines(words: readonly string[]): string[] {
  const out: string[] = [];
  for (const word of words) {
    const last = out.at(-1);
    if (last !== undefined && last.length + word.length <= LINE_WIDTH) out[out.length - 1] = `${last} ${word}`;
    else out.push(word);
  }
  return out;
}

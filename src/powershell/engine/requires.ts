/** `#requires`: what a script file wants of the session before it runs. */

import { edition } from '../edition.ts';
import type { ErrorRecord } from '../errors.ts';
import { Version } from '../values.ts';
import type { Engine } from './engine.ts';
import { ErrorObject, ScriptError } from './errors.ts';
import { SemanticVersion } from './net/semantic-version.ts';

/** A fault of a #requires statement, as the parser reports its own. */
export interface RequiresFault {
  readonly id: string;
  readonly message: string;
  readonly start: number;
  readonly end: number;
  readonly incomplete: boolean;
}

/** A module that a script names, with the version it wants. */
export interface ModuleWish {
  readonly name: string;
  /** ModuleVersion, MaximumVersion or RequiredVersion, with its text. */
  readonly version: readonly [key: string, text: string] | null;
}

export interface Requirements {
  readonly version: string | null;
  readonly editions: readonly string[];
  readonly modules: readonly ModuleWish[];
  readonly shell: string | null;
  readonly elevated: boolean;
}

const FORMAT = `Cannot process the #requires statement because it is not in the correct format.
The #requires statement must be in one of the following formats:
 "#requires -shellid <shellID>"
 "#requires -version <major.minor>"
 "#requires -psedition <edition>"
 "#requires -pssnapin <psSnapInName> [-version <major.minor>]"
 "#requires -modules <ModuleSpecification>"
 "#requires -runasadministrator"`;

interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Words of the comment; a hashtable, and what commas join, is one. */
function wordsOf(text: string, from: number): Word[] {
  const words: Word[] = [];
  const word = /(?:@\{[^}]*\}|'[^']*'|"[^"]*"|[^\s,'"@]+|@)(?:\s*,\s*(?:@\{[^}]*\}|'[^']*'|"[^"]*"|[^\s,'"]+))*/g;
  for (const m of text.matchAll(word))
    words.push({ text: m[0], start: from + m.index, end: from + m.index + m[0].length });
  return words;
}

const unquoted = (text: string): string => text.replace(/^(['"])(.*)\1$/s, '$2');

function listOf(text: string): string[] {
  return [...text.matchAll(/@\{[^}]*\}|'[^']*'|"[^"]*"|[^\s,'"]+/g)].map((m) => unquoted(m[0]));
}

const VERSION_KEYS = ['ModuleVersion', 'MaximumVersion', 'RequiredVersion'];

function wishOf(text: string): ModuleWish | null {
  if (!text.startsWith('@')) return { name: text, version: null };
  const entries = [...text.matchAll(/(\w+)\s*=\s*(?:'([^']*)'|"([^"]*)"|([^\s;}]+))/g)];
  const of = (key: string): string | undefined => {
    const m = entries.find(([, k]) => k!.toLowerCase() === key.toLowerCase());
    return m && (m[2] ?? m[3] ?? m[4]);
  };
  const name = of('ModuleName');
  if (name === undefined) return null;
  const key = VERSION_KEYS.find((k) => of(k) !== undefined);
  return { name, version: key ? [key, of(key)!] : null };
}

/** Reads the #requires statements among a text's comments; null where it has none. */
export function requirementsOf(
  text: string,
  comments: readonly { readonly start: number; readonly end: number }[],
): { readonly wants: Requirements; readonly faults: readonly RequiresFault[] } | null {
  if (!/#requires\b/i.test(text)) return null;
  const faults: RequiresFault[] = [];
  const fault = (id: string, message: string, w: { start: number; end: number }): void => {
    faults.push({ id, message, start: w.start, end: w.end, incomplete: false });
  };
  let version: string | null = null;
  let shell: string | null = null;
  let elevated = false;
  let any = false;
  const editions: string[] = [];
  const modules: ModuleWish[] = [];
  for (const { start, end } of comments) {
    const comment = text.slice(start, end);
    const head = /^#requires(?=\s|$)\s*/i.exec(comment);
    if (!head) continue;
    any = true;
    const words = wordsOf(comment.slice(head[0].length), start + head[0].length);
    const seen = new Set<string>();
    for (let i = 0; i < words.length; i++) {
      const w = words[i]!;
      const m = /^-(\w+)(:.*)?$/s.exec(w.text);
      if (!m) {
        fault('ScriptRequiresInvalidFormat', FORMAT, w);
        break;
      }
      const name = m[1]!;
      const option = ['version', 'psedition', 'modules', 'runasadministrator', 'shellid', 'pssnapin', 'assembly'].find(
        (o) => o.startsWith(name.toLowerCase()),
      );
      if (option === 'runasadministrator') {
        if (m[2] !== undefined)
          fault('ParameterCannotHaveArgument', 'Parameter RunAsAdministrator cannot have an argument.', w);
        elevated = true;
        continue;
      }
      const argument =
        m[2] !== undefined ? { text: m[2].slice(1), start: w.start + name.length + 2, end: w.end } : words[++i];
      if (!argument || (m[2] === undefined && argument.text.startsWith('-'))) {
        fault('ParameterRequiresArgument', `Parameter ${name} requires an argument.`, w);
        break;
      }
      if (!option) {
        fault('ScriptRequiresInvalidFormat', FORMAT, w);
        break;
      }
      if (seen.has(option)) {
        fault(
          'ParameterAlreadyBound',
          `Cannot bind parameter because parameter '${option}' is specified more than once. To provide multiple values to parameters that can accept multiple values, use the array syntax. For example, "-parameter value1,value2,value3".`,
          w,
        );
        break;
      }
      seen.add(option);
      const value = unquoted(argument.text);
      if (option === 'version') {
        if (/^\d+(?:\.\d+){0,3}$/.test(value)) version = value;
        else
          fault(
            'RequiresVersionInvalid',
            'The argument for the Version parameter is not valid. Specify a valid PowerShell version, in the format major.minor version.',
            argument,
          );
      } else if (option === 'psedition') editions.push(...listOf(argument.text));
      else if (option === 'shellid') shell = value;
      else if (option === 'modules') {
        for (const one of listOf(argument.text)) {
          const wish = wishOf(one);
          if (wish) modules.push(wish);
          else
            fault(
              'RequiresModuleInvalid',
              `The argument for the Module parameter is not valid. Cannot convert value "System.Collections.Hashtable" to type "Microsoft.PowerShell.Commands.ModuleSpecification". Error: "The 'ModuleName' member does not exist in the hashtable that describes this module."`,
              argument,
            );
        }
      }
    }
  }
  return any ? { wants: { version, editions, modules, shell, elevated }, faults } : null;
}

const compare = (a: readonly number[], b: readonly number[]): number => {
  for (let i = 0; i < 4; i++) if ((a[i] ?? 0) !== (b[i] ?? 0)) return (a[i] ?? 0) - (b[i] ?? 0);
  return 0;
};

/** The error of a script file that wants what the session has not; null where it may run. `load` imports a module. */
export function unmet(
  engine: Engine,
  wants: Requirements,
  file: string,
  load: (wish: ModuleWish) => boolean,
): ScriptError | null {
  const table = engine.global.vars.get('psversiontable')?.value as { get(key: string): unknown } | undefined;
  const running = table?.get('PSVersion');
  const own = running instanceof Version || running instanceof SemanticVersion ? running.parts : [7, 6, 5];
  const name = file.replace(/^.*[\\/]/, '');
  const fail = (id: string, why: string, category: ErrorRecord['category'] = 'ResourceUnavailable'): ScriptError => {
    const plain = category === 'NotSpecified';
    return new ScriptError(
      new ErrorObject({
        id,
        category,
        exceptionType: `System.Management.Automation.${plain ? 'Runtime' : 'ScriptRequires'}Exception`,
        message: `The script '${name}' cannot be run because ${why}`,
        target: name,
      }),
    );
  };
  if (wants.shell !== null && wants.shell !== 'Microsoft.PowerShell') {
    return new ScriptError(
      new ErrorObject({
        id: 'RequiresShellIDInvalidForSingleShell',
        category: 'ResourceUnavailable',
        exceptionType: 'System.Management.Automation.ScriptRequiresException',
        message:
          'A #requires statement has specified only a shellID. #Requires statements must specify a required PowerShell snap-in when running in PowerShell.',
        target: name,
      }),
    );
  }
  if (wants.version !== null && !versionFits(wants.version, own)) {
    const shown = wants.version.includes('.') ? wants.version : `${wants.version}.0`;
    return fail(
      'ScriptRequiresUnmatchedPSVersion',
      `it contained a "#requires" statement for PowerShell ${shown}. The version of PowerShell that is required by the script does not match the currently running version of PowerShell ${own.join('.')}.`,
    );
  }
  const here = edition.current.name === '5.1' ? 'Desktop' : 'Core';
  const other = wants.editions.find((e) => e.toLowerCase() !== here.toLowerCase());
  if (other !== undefined) {
    return fail(
      'ScriptRequiresUnmatchedPSEdition',
      `it contained a "#requires" statement for PowerShell editions '${wants.editions.join(', ')}'. The edition of PowerShell that is required by the script does not match the currently running PowerShell ${here} edition.`,
      'NotSpecified',
    );
  }
  for (const wish of wants.modules) {
    if (load(wish)) continue;
    const what = wish.version ? ` with ${wish.version[0]} '${wish.version[1]}'` : '';
    return fail(
      'ScriptRequiresMissingModules',
      `the following modules that are specified by the "#requires" statements of the script are missing: The module '${wish.name}' cannot be found${what}..`,
    );
  }
  return null;
}

/** PowerShell 7 runs scripts for 3.0 and later versions, up to its own. */
function versionFits(wanted: string, own: readonly number[]): boolean {
  return compare(wanted.split('.').map(Number), own) <= 0;
}

/** What a person can do about a command line that was not understood. */
import { metadataOf } from '../powershell/binder/metadata.ts';
import { findParameter } from '../powershell/binder/names.ts';
import type { ErrorRecord } from '../powershell/errors.ts';
import type { CmdletDef } from '../powershell/parameters.ts';
import { nearest } from './nearest.ts';

/** The record with a hint where there is one to give; what a shell ate is explained in the message itself. */
export function withHint(record: ErrorRecord, def: CmdletDef): ErrorRecord {
  if (record.id === 'MissingArgument') return { ...record, message: record.message + eatenValue(record, def) };
  const hint = hints[record.id]?.(record, def);
  return hint === undefined ? record : { ...record, hint };
}

type Hint = (record: ErrorRecord, def: CmdletDef) => string | undefined;

const hints: Readonly<Record<string, Hint>> = {
  NamedParameterNotFound: ({ parameterName = '' }, def) => {
    const near = nearest(parameterName, names(def)).map((name) => `-${name}`);
    return near.length > 0 ? `Did you mean ${near.join(' or ')}?` : `'hyperv help ${def.name}' lists its parameters.`;
  },
  CannotConvertArgument: ({ message }, { name }) =>
    /Boolean|SwitchParameter/.test(message) ? `Write true or false; see 'hyperv help ${name}'.` : undefined,
};

function eatenValue({ parameterName = '' }: ErrorRecord, def: CmdletDef): string {
  const type = findParameter(metadataOf(def), parameterName)?.type;
  if ((type?.element ?? type)?.kind !== 'bool') return '';
  return ` A shell such as bash replaces an unquoted $true or $false by nothing: write -${parameterName} true, or '$true' in quotes.`;
}

const names = (def: CmdletDef) =>
  metadataOf(def).parameters.flatMap((p) => [p.name, ...p.aliases.filter((a) => a.length > 2)]);

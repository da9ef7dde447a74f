/** CmdletInfo: what Get-Command gives for a compiled cmdlet. */
import type { TypeView } from '../format/view.ts';
import type { ClassDef } from '../objects.ts';
import { type EnumType, EnumValue, Version } from '../values.ts';

const commandTypes: EnumType = {
  name: 'System.Management.Automation.CommandTypes',
  members: { Alias: 1, Function: 2, Filter: 4, Cmdlet: 8, ExternalScript: 16, Application: 32, Script: 64 },
  flags: true,
};

/** A cmdlet as Get-Command sees it. */
export interface CommandTarget {
  readonly name: string;
  readonly module: string;
  /** Version of the module, such as 2.0.0.0. */
  readonly version: string;
}

/** System.Management.Automation.CmdletInfo, its properties that tables and scripts show. */
export const cmdletInfoClass: ClassDef<CommandTarget> = {
  name: 'System.Management.Automation.CmdletInfo',
  bases: ['System.Management.Automation.CommandInfo'],
  properties: [
    { name: 'Verb', type: 'System.String', get: (t) => t.name.split('-')[0] ?? '' },
    { name: 'Noun', type: 'System.String', get: (t) => t.name.slice(t.name.indexOf('-') + 1) },
    {
      name: 'CommandType',
      type: commandTypes.name,
      get: () => new EnumValue(commandTypes, commandTypes.members['Cmdlet']!),
    },
    { name: 'Name', type: 'System.String', get: (t) => t.name },
    { name: 'Source', type: 'System.String', get: (t) => t.module },
    { name: 'Version', type: 'System.Version', get: (t) => new Version(t.version.split('.').map(Number)) },
    { name: 'ModuleName', type: 'System.String', get: (t) => t.module },
  ],
  toText: (t) => t.name,
};

/** The table of Get-Command: its widths are fixed, so that rows come out at once. */
export const commandView: TypeView = {
  type: 'System.Management.Automation.CommandInfo',
  table: {
    columns: [
      { label: 'CommandType', width: 15, align: 'left' },
      { label: 'Name', width: 50, align: 'left' },
      { label: 'Version', width: 10, align: 'left' },
      { label: 'Source', align: 'left' },
    ],
  },
};

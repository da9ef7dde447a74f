/** How the objects of the built-in commands are shown, as PowerShell's own format files have it. */

import { toText } from '../engine/convert.ts';
import { formatValue } from '../engine/format-composite.ts';
import { formatDate } from '../engine/format-date.ts';
import type { GroupBy } from '../format/formatter.ts';
import type { Column, ObjectView, TypeView } from '../format/view.ts';
import { DateTime, Num, type PSValue } from '../values.ts';
import type { Groups } from './render.ts';

const columns = (text: string): Column[] =>
  text.split(' ').map((spec) => {
    const [label, width, align] = spec.split(':') as [string, string?, ('left' | 'right')?];
    return { label, ...(width && { width: Number(width) }), ...(align && { align }) };
  });
const items = (text: string) => ({ items: text.split(' ').map((label) => ({ label })) });

const pair: Column[] = [
  { label: 'Name', width: 30, align: 'left' },
  { label: 'Value', align: 'left' },
];

const COMMANDS = 'Microsoft.PowerShell.Commands.';
const AUTOMATION = 'System.Management.Automation.';

/** Date and time of day in columns of ten and eight. */
function writtenAt(value: PSValue): PSValue {
  if (!(value instanceof DateTime)) return value;
  return `${formatDate(value, 'd').padStart(10)} ${formatDate(value, 't').padStart(8)}`;
}

/** Folders have no length. */
const lengthOf = (o: ObjectView): PSValue =>
  o.typeNames[0] === 'System.IO.DirectoryInfo' ? null : (o.get('Length') ?? null);

/** Names of commands in braces. */
const exported = (value: PSValue): PSValue =>
  Array.isArray(value) ? `{${value.map((v) => toText(v).replace(/^\[|, .*$/g, '')).join(', ')}}` : value;

/** A number in units, with so many decimals; nothing for nothing. */
function scaled(value: PSValue | undefined, unit: number, decimals: number): PSValue {
  if (value === undefined || value === null) return '';
  const n = Number(toText(value)) / unit;
  return decimals === 0 ? String(Math.trunc(n)) : formatValue(new Num('Double', n), `N${decimals}`);
}

const gigabytes = (value: PSValue | undefined): PSValue =>
  typeof value === 'bigint' ? (Number(value) / 2 ** 30).toFixed(2) : '';

/** The folder without the name of the provider. */
const parentOf = (value: PSValue): PSValue => (typeof value === 'string' ? value.replace(/^.*?::/, '') : value);

export const COMMAND_VIEWS: readonly TypeView[] = [
  { type: 'System.Collections.DictionaryEntry', table: { columns: pair }, list: items('Name Value') },
  {
    type: `${AUTOMATION}PSVariable`,
    table: { columns: pair },
    list: items('Name Description Value Visibility Module ModuleName Options Attributes'),
  },
  {
    type: `${AUTOMATION}AliasInfo`,
    table: {
      columns: [
        { label: 'CommandType', width: 15, align: 'left' },
        {
          label: 'Name',
          width: 50,
          align: 'left',
          value: (o) =>
            o.get('ResolvedCommandName')
              ? `${String(o.get('Name'))} -> ${String(o.get('ResolvedCommandName'))}`
              : (o.get('Name') ?? null),
        },
        { label: 'Version', width: 10 },
        { label: 'Source' },
      ],
    },
    list: items('DisplayName Name Definition Options Module CommandType'),
  },
  {
    type: `${COMMANDS}GroupInfo`,
    table: { columns: columns('Count:5:right Name:25 Group') },
    list: items('Name Count Group Values'),
  },
  {
    type: `${COMMANDS}GroupInfoNoElement`,
    table: { columns: columns('Count:5:right Name') },
    list: items('Name Count'),
  },
  {
    type: `${COMMANDS}GenericMeasureInfo`,
    list: items('Count Average Sum Maximum Minimum StandardDeviation Property'),
  },
  { type: `${COMMANDS}TextMeasureInfo`, table: { columns: columns('Lines Words Characters Property') } },
  { type: `${COMMANDS}MemberDefinition`, table: { columns: columns('Name MemberType Definition'), autoSize: true } },
  {
    type: 'System.IO.FileSystemInfo',
    table: {
      columns: [
        { label: 'Mode', width: 7, align: 'left' },
        { label: 'LastWriteTime', width: 26, align: 'right', value: (o) => writtenAt(o.get('LastWriteTime') ?? null) },
        { label: 'Length', width: 14, align: 'right', value: (o) => lengthOf(o) },
        { label: 'Name', align: 'left' },
      ],
    },
    list: items('Name Length CreationTime LastWriteTime LastAccessTime Mode LinkType Target VersionInfo'),
  },
  {
    type: `${AUTOMATION}Job`,
    table: {
      columns: columns('Id:6:left Name:15 PSJobTypeName:15 State:13 HasMoreData:15:left Location:20 Command:25'),
    },
  },
  {
    type: `${AUTOMATION}Runspaces.PSSession`,
    table: {
      columns: columns(
        'Id:3:right Name:15:left Transport:9:left ComputerName:15:left ComputerType:15:left State:13:left ConfigurationName:20:left Availability:13:right',
      ),
    },
  },
  {
    type: `${AUTOMATION}PathInfo`,
    table: { columns: columns('Path') },
    list: items('Drive Provider ProviderPath Path'),
  },
  {
    type: `${AUTOMATION}PSDriveInfo`,
    table: {
      columns: [
        { label: 'Name', width: 10 },
        { label: 'Used (GB)', width: 13, align: 'right', value: (o) => gigabytes(o.get('Used')) },
        { label: 'Free (GB)', width: 13, align: 'right', value: (o) => gigabytes(o.get('Free')) },
        { label: 'Provider', width: 13, value: (o) => toText(o.get('Provider') ?? null).replace(/^.*\\/, '') },
        { label: 'Root', width: 35 },
        { label: 'CurrentLocation', align: 'right' },
      ],
    },
  },
  { type: `${AUTOMATION}ProviderInfo`, table: { columns: columns('Name:20 Capabilities Drives') } },
  {
    type: `${AUTOMATION}PSModuleInfo`,
    table: {
      columns: [
        { label: 'ModuleType', width: 10, align: 'left' },
        { label: 'Version', width: 10, align: 'left' },
        { label: 'PreRelease', width: 10, value: () => '' },
        { label: 'Name', width: 35, align: 'left' },
        { label: 'ExportedCommands', value: (o) => exported(o.get('ExportedCommands') ?? null) },
      ],
    },
    list: items(
      'Name Path Description ModuleType Version NestedModules ExportedFunctions ExportedCmdlets ExportedVariables ExportedAliases',
    ),
  },
  { type: 'HelpInfoShort', table: { columns: columns('Name:33 Category:9 Module:25 Synopsis') } },
  {
    type: 'System.Diagnostics.Process',
    table: {
      columns: [
        { label: 'NPM(K)', width: 7, align: 'right', value: (o) => scaled(o.get('NPM'), 1024, 0) },
        { label: 'PM(M)', width: 8, align: 'right', value: (o) => scaled(o.get('PM'), 2 ** 20, 2) },
        { label: 'WS(M)', width: 10, align: 'right', value: (o) => scaled(o.get('WS'), 2 ** 20, 2) },
        { label: 'CPU(s)', width: 10, align: 'right', value: (o) => scaled(o.get('CPU'), 1, 2) },
        { label: 'Id', width: 7, align: 'right' },
        { label: 'SI', width: 3, align: 'right' },
        { label: 'ProcessName', align: 'left' },
      ],
    },
    list: items('Id Handles CPU SI Name'),
  },
  {
    type: 'System.ServiceProcess.ServiceController',
    table: {
      columns: [
        { label: 'Status', width: 8, align: 'left' },
        { label: 'Name', width: 18, align: 'left' },
        { label: 'DisplayName', width: 38, align: 'left' },
      ],
    },
    list: items(
      'Name DisplayName Status DependentServices ServicesDependedOn CanPauseAndContinue CanShutdown CanStop ServiceType',
    ),
  },
  {
    type: 'System.Diagnostics.Eventing.Reader.EventLogRecord',
    table: {
      columns: [
        { label: 'TimeCreated', width: 26, align: 'left' },
        { label: 'Id', width: 7, align: 'right' },
        { label: 'LevelDisplayName', width: 16, align: 'left' },
        { label: 'Message', align: 'left' },
      ],
    },
    list: items('TimeCreated ProviderName Id Message'),
  },
  {
    type: 'System.Diagnostics.Eventing.Reader.EventLogConfiguration',
    table: { columns: columns('LogMode:9 MaximumSizeInBytes:18:right RecordCount:11:right LogName') },
  },
  { type: 'System.Globalization.CultureInfo', table: { columns: columns('LCID:16:left Name:16 DisplayName') } },
  {
    type: 'System.RuntimeType',
    table: {
      columns: [
        { label: 'IsPublic', width: 8, align: 'left' },
        { label: 'IsSerial', width: 8, align: 'left' },
        { label: 'Name', width: 40 },
        { label: 'BaseType' },
      ],
    },
  },
  { type: 'System.Version', table: { columns: columns('Major:6:left Minor:6:left Build:6:left Revision:8:left') } },
  {
    type: `${AUTOMATION}SemanticVersion`,
    table: { columns: columns('Major:6:left Minor:6:left Patch:6:left PreReleaseLabel:15:left BuildLabel:10:left') },
  },
  { type: 'System.Guid', table: { columns: columns('Guid') } },
];

/** On Unix files are listed with their rights and owners. */
export const UNIX_VIEWS: readonly TypeView[] = [
  {
    type: 'System.IO.FileSystemInfo',
    table: {
      columns: [
        { label: 'UnixMode', width: 10, align: 'left' },
        { label: 'User', width: 10, align: 'right' },
        { label: 'Group', width: 10, align: 'left' },
        { label: 'LastWriteTime', width: 16, align: 'right', value: (o) => shortTime(o.get('LastWriteTime') ?? null) },
        { label: 'Size', width: 12, align: 'right' },
        { label: 'Name', align: 'left' },
      ],
    },
    list: items('Name Length CreationTime LastWriteTime LastAccessTime Mode LinkType Target VersionInfo'),
  },
];

const shortTime = (value: PSValue): PSValue =>
  value instanceof DateTime ? `${formatDate(value, 'd')} ${formatDate(value, 'HH:mm')}` : value;

const group = (label: string, property: string): GroupBy => ({ label, value: (o) => o.get(property) ?? null });

export const GROUPS: Groups = new Map([
  [`${COMMANDS}MemberDefinition`, group('TypeName', 'TypeName')],
  ['System.Diagnostics.Eventing.Reader.EventLogRecord', group('ProviderName', 'ProviderName')],
  ['System.IO.FileSystemInfo', { label: ' Directory', value: (o) => parentOf(o.get('PSParentPath') ?? null) }],
]);

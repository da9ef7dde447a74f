/** Views of the objects that the language and its commands make. */
import { toText } from '../engine/convert.ts';
import type { TypeView } from '../format/view.ts';

const columns = (...names: (readonly [string, number?] | string)[]) => ({
  columns: names.map((n) =>
    typeof n === 'string' ? { label: n } : { label: n[0], ...(n[1] !== undefined && { width: n[1] }) },
  ),
});

export const LANGUAGE_VIEWS: readonly TypeView[] = [
  {
    type: 'System.Collections.DictionaryEntry',
    table: {
      columns: [
        { label: 'Name', property: 'Key', width: 30, align: 'left' },
        { label: 'Value', align: 'left' },
      ],
    },
    list: { items: [{ label: 'Name', property: 'Key' }, { label: 'Key' }, { label: 'Value' }] },
  },
  {
    type: 'System.Management.Automation.PSVariable',
    table: {
      columns: [
        { label: 'Name', width: 30 },
        { label: 'Value', align: 'left' },
      ],
    },
  },
  {
    type: 'Microsoft.PowerShell.Commands.GroupInfo',
    table: {
      columns: [
        { label: 'Count', width: 5, align: 'right' },
        { label: 'Name', width: 25 },
        { label: 'Group', align: 'left', value: (o) => `{${groupText(o.get('Group') ?? null)}}` },
      ],
    },
  },
  {
    type: 'Microsoft.PowerShell.Commands.GroupInfoNoElement',
    table: {
      columns: [
        { label: 'Count', width: 5, align: 'right' },
        { label: 'Name', width: 25 },
      ],
    },
  },
  {
    type: 'Microsoft.PowerShell.Commands.GenericMeasureInfo',
    list: {
      items: ['Count', 'Average', 'Sum', 'Maximum', 'Minimum', 'StandardDeviation', 'Property'].map((label) => ({
        label,
      })),
    },
  },
  { type: 'Microsoft.PowerShell.Commands.TextMeasureInfo', table: columns('Lines', 'Words', 'Characters', 'Property') },
  { type: 'System.Management.Automation.PathInfo', table: columns('Path') },
];

function groupText(v: import('../values.ts').PSValue): string {
  const items =
    v !== null && typeof v === 'object' && 'items' in v ? (v as { items: import('../values.ts').PSValue[] }).items : [];
  const shown = items.slice(0, 4).map((i) => toText(i));
  return shown.join(', ') + (items.length > 4 ? '…' : '');
}

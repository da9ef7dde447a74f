/** The list of virtual machines: columns as data, the chosen row kept in sight. */
import { Box, Text } from 'ink';
import { clip, size, uptime } from '../format.ts';
import type { VmRow } from '../source.ts';

interface Column {
  readonly label: string;
  /** Columns of the terminal; 0 takes what is left. */
  readonly width: number;
  readonly right?: true;
  /** Shown from this terminal width on. */
  readonly from: number;
  readonly text: (row: VmRow) => string;
}

export const VM_COLUMNS: readonly Column[] = [
  { label: 'Name', width: 0, from: 0, text: (r) => r.name },
  { label: 'State', width: 9, from: 0, text: (r) => r.state },
  { label: 'CPU', width: 5, right: true, from: 40, text: (r) => (r.state === 'Running' ? `${r.cpu}%` : '') },
  { label: 'Assigned', width: 9, right: true, from: 50, text: (r) => size(r.assigned) },
  { label: 'Demand', width: 9, right: true, from: 60, text: (r) => size(r.demand) },
  { label: 'Uptime', width: 12, right: true, from: 64, text: (r) => uptime(r.uptime) },
  { label: 'Status', width: 22, from: 110, text: (r) => r.status },
];

const COLOURS: Readonly<Record<string, string>> = { Running: 'green', Paused: 'yellow', Saved: 'cyan', Off: 'gray' };

function cell(text: string, width: number, right: boolean): string {
  const cut = clip(text, width);
  return right ? cut.padStart(width) : cut.padEnd(width);
}

/** First row to show so that the chosen one is in sight. */
export function firstVisible(count: number, selected: number, height: number): number {
  return Math.max(0, Math.min(count - height, selected - Math.floor(height / 2)));
}

export function VmTable(props: {
  readonly rows: readonly VmRow[];
  readonly selected: string | null;
  readonly width: number;
  readonly height: number;
}) {
  const { rows, width, height } = props;
  const columns = VM_COLUMNS.filter((c) => width >= c.from);
  const fixed = columns.reduce((sum, c) => sum + (c.width ? c.width + 1 : 0), 0);
  const widthOf = (c: Column) => c.width || Math.max(4, width - fixed);
  const line = (text: (c: Column) => string) =>
    columns.map((c) => cell(text(c), widthOf(c), c.right === true)).join(' ');
  const at = rows.findIndex((r) => r.id === props.selected);
  const first = firstVisible(rows.length, at, height - 1);
  return (
    <Box flexDirection="column" width={width} height={height} overflow="hidden">
      <Text bold wrap="truncate">
        {line((c) => c.label)}
      </Text>
      {rows.length === 0 && <Text dimColor>No virtual machines. Make one: hyperv New-VM web1 -NoVHD</Text>}
      {rows.slice(first, first + height - 1).map((row) => {
        const chosen = row.id === props.selected;
        return (
          <Text
            key={row.id}
            inverse={chosen}
            wrap="truncate"
            {...(chosen ? {} : { color: COLOURS[row.state] ?? 'white' })}
          >
            {line((c) => c.text(row))}
          </Text>
        );
      })}
    </Box>
  );
}

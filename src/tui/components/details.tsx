/** The chosen machine: facts, memory curve and the last kernel messages. */
import { Box, Text } from 'ink';
import { chart, resample } from '../chart.ts';
import { clip, size } from '../format.ts';
import type { VmDetail, VmRow } from '../source.ts';

interface Fact {
  readonly label: string;
  readonly text: (vm: VmRow, detail: VmDetail) => string;
}

export const FACTS: readonly Fact[] = [
  { label: 'Guest', text: (_vm, d) => d.guest },
  {
    label: 'Generation',
    text: (_vm, d) =>
      `${d.generation}, version ${d.version}, ${d.processors} ${d.processors === 1 ? 'processor' : 'processors'}`,
  },
  { label: 'Heartbeat', text: (_vm, d) => d.heartbeat },
  {
    label: 'Memory',
    text: (_vm, d) =>
      d.dynamicMemory
        ? `${size(d.startup)} at start, ${size(d.minimum)} to ${size(d.maximum)} ${d.memoryStatus}`.trimEnd()
        : `${size(d.startup)}, static`,
  },
  { label: 'MMIO gap', text: (_vm, d) => `${size(d.lowGap)} below 4 GB` },
  {
    label: 'Disks',
    text: (_vm, d) =>
      d.disks.map((k) => `${k.place} ${k.sizeBytes === null ? 'unreadable' : size(k.sizeBytes)}`).join(', ') || 'none',
  },
];

/** Seconds of lab time that the curve shows. */
const CURVE_SECONDS = 300;

function Curve(props: { readonly detail: VmDetail; readonly width: number; readonly height: number }) {
  const { detail, width, height } = props;
  const top = Math.max(detail.startup, ...detail.curve.map((p) => Math.max(p.assigned, p.demand))) * 1.05;
  const label = size(top / 1.05);
  const cells = Math.max(4, width - label.length - 1);
  const series = [
    resample(detail.curve, cells * 2, CURVE_SECONDS, (p) => p.assigned),
    resample(detail.curve, cells * 2, CURVE_SECONDS, (p) => (p.demand > 0 ? p.demand : Number.NaN)).map((v) =>
      v === null || Number.isNaN(v) ? null : v,
    ),
  ];
  const lines = chart(series, cells, height, top);
  return (
    <Box flexDirection="column">
      {lines.map((line, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows of a picture have no other identity
        <Text key={row} color="green" wrap="truncate">
          {(row === 0 ? label : '').padStart(label.length)} {line}
        </Text>
      ))}
    </Box>
  );
}

export function Details(props: {
  readonly vm: VmRow | null;
  readonly detail: VmDetail | null;
  readonly width: number;
  readonly height: number;
}) {
  const { vm, detail, width, height } = props;
  if (!vm || !detail) return <Box width={width} height={height} />;
  const facts = FACTS.slice(0, height);
  const left = height - facts.length;
  const curveRows = left >= 6 ? Math.min(6, Math.floor(left / 2) - 1) : 0;
  const logRows = Math.max(0, left - (curveRows ? curveRows + 1 : 0) - 1);
  return (
    <Box flexDirection="column" width={width} height={height} overflow="hidden">
      {facts.map((f) => (
        <Text key={f.label} wrap="truncate">
          <Text dimColor>{f.label.padEnd(11)}</Text>
          {clip(f.text(vm, detail), Math.max(1, width - 11))}
        </Text>
      ))}
      {curveRows > 0 && (
        <>
          <Text dimColor wrap="truncate">{`Memory assigned and demanded, ${CURVE_SECONDS / 60} minutes`}</Text>
          <Curve detail={detail} width={width} height={curveRows} />
        </>
      )}
      {logRows > 0 && (
        <>
          <Text dimColor>Kernel log</Text>
          {detail.kernelLog.slice(-logRows).map((line, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: log lines repeat
            <Text key={i} wrap="truncate">
              {line}
            </Text>
          ))}
        </>
      )}
    </Box>
  );
}

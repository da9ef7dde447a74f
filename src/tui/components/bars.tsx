/** Title, history of cmdlet lines, and the bottom bar. */
import { Box, Text } from 'ink';
import { clip } from '../format.ts';
import { KEYS, legalKeys } from '../keys.ts';
import { type ScreenState, target } from '../state.ts';

export function TitleBar(props: { readonly state: ScreenState; readonly width: number }) {
  const { picture } = props.state;
  const left = ` Hyper-V on ${picture.host} (${picture.profile})`;
  const right = `${picture.time}  ${picture.clock} `;
  const room = props.width - [...right].length;
  return (
    <Text inverse wrap="truncate">
      {room > [...left].length ? left.padEnd(room) + right : clip(left, props.width).padEnd(props.width)}
    </Text>
  );
}

/** The last cmdlet lines with what came of them. */
export function History(props: { readonly state: ScreenState; readonly width: number; readonly height: number }) {
  const lines = props.state.log.flatMap((entry) => [
    { text: `> ${entry.line}`, kind: 'line' as const },
    ...(entry.outcome?.text ? entry.outcome.text.split('\n') : entry.outcome ? [] : ['…']).map((text) => ({
      text,
      kind: entry.outcome?.ok === false ? ('bad' as const) : ('good' as const),
    })),
  ]);
  return (
    <Box flexDirection="column" width={props.width} height={props.height} overflow="hidden">
      {lines.slice(-props.height).map((l, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines of a log repeat
        <Text key={i} wrap="truncate" dimColor={l.kind === 'good'} {...(l.kind === 'bad' ? { color: 'red' } : {})}>
          {l.text}
        </Text>
      ))}
    </Box>
  );
}

/** Question, notice, or the keys that are legal now. */
export function BottomBar(props: { readonly state: ScreenState; readonly width: number }) {
  const { state, width } = props;
  const { mode } = state;
  if (mode.kind === 'ask') {
    return (
      <Text wrap="truncate">
        <Text bold>{mode.key.ask?.prompt}: </Text>
        {mode.text}
        <Text inverse> </Text>
        <Text dimColor> enter runs it, esc goes back</Text>
      </Text>
    );
  }
  if (mode.kind === 'confirm') {
    return (
      <Text wrap="truncate" color="yellow">
        {mode.question} y/n
      </Text>
    );
  }
  if (state.notice) {
    return (
      <Text wrap="truncate" color="yellow">
        {state.notice}
      </Text>
    );
  }
  const bar = legalKeys(target(state)).filter((k) => k.label);
  return (
    <Box width={width} height={1} overflow="hidden">
      {bar.map((k) => (
        <Text key={k.key} wrap="truncate">
          <Text bold>{k.key}</Text> {k.label}
          {'  '}
        </Text>
      ))}
    </Box>
  );
}

/** The page behind `?`, drawn from the same table. */
export function HelpPage(props: { readonly width: number; readonly height: number }) {
  return (
    <Box flexDirection="column" width={props.width} height={props.height} overflow="hidden">
      <Text bold>Keys</Text>
      {KEYS.map((k) => (
        <Text key={k.key} wrap="truncate">
          {`${k.key.padEnd(6)}${k.help}${k.states ? ` (${k.states.join(', ')})` : ''}`}
        </Text>
      ))}
      <Text dimColor>any key goes back</Text>
    </Box>
  );
}

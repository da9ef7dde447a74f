/** The whole screen for one state and one size: no logic, so that a test can draw any state at any size. */
import { Box, Text } from 'ink';
import { type ScreenState, target } from '../state.ts';
import { BottomBar, HelpPage, History, TitleBar } from './bars.tsx';
import { Details } from './details.tsx';
import { VmTable } from './vm-table.tsx';

/** Below this the screen asks for more room. */
export const SMALLEST = { columns: 40, rows: 10 } as const;

export function Screen(props: { readonly state: ScreenState; readonly columns: number; readonly rows: number }) {
  const { state, columns, rows } = props;
  if (state.lost) {
    return (
      <Box flexDirection="column" width={columns} height={rows} overflow="hidden">
        <Text color="red" wrap="wrap">
          {state.lost}
        </Text>
        <Text>q leaves.</Text>
      </Box>
    );
  }
  if (columns < SMALLEST.columns || rows < SMALLEST.rows) {
    return (
      <Box width={columns} height={rows} overflow="hidden">
        <Text wrap="wrap">{`Too small: ${SMALLEST.columns}x${SMALLEST.rows} at least. q leaves.`}</Text>
      </Box>
    );
  }
  const body = rows - 2;
  if (state.mode.kind === 'help') {
    return (
      <Box flexDirection="column" width={columns} height={rows}>
        <TitleBar state={state} width={columns} />
        <HelpPage width={columns} height={body + 1} />
      </Box>
    );
  }
  const chosen = target(state);
  const historyRows = body >= 18 ? 4 : 2;
  const wide = columns >= 116;
  const upper = body - historyRows;
  const listRows = wide ? upper : Math.min(Math.max(4, state.picture.rows.length + 1), Math.floor(upper / 2));
  const listColumns = wide ? Math.floor(columns * 0.55) : columns;
  return (
    <Box flexDirection="column" width={columns} height={rows}>
      <TitleBar state={state} width={columns} />
      <Box flexDirection={wide ? 'row' : 'column'} height={upper}>
        <VmTable rows={state.picture.rows} selected={state.selected} width={listColumns} height={listRows} />
        {wide && <Box width={2} />}
        <Details
          vm={chosen?.vm ?? null}
          detail={chosen?.detail ?? null}
          width={wide ? columns - listColumns - 2 : columns}
          height={wide ? upper : upper - listRows}
        />
      </Box>
      <History state={state} width={columns} height={historyRows} />
      <BottomBar state={state} width={columns} />
    </Box>
  );
}

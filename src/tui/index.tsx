/** Opens the screen on a terminal. */
import { render } from 'ink';
import type { Ticker } from '../lab/ticker.ts';
import { App } from './app.tsx';
import type { Source } from './source.ts';

/** Shows the screen until the person leaves; the terminal is as it was afterwards, also after an error. */
export async function showScreen(source: Source, ticker: Ticker): Promise<void> {
  const app = render(<App source={source} ticker={ticker} />, {
    alternateScreen: true,
    incrementalRendering: true,
    maxFps: 10,
  });
  await app.waitUntilExit();
}

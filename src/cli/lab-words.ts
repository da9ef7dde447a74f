/** The lab's clock in words. */
import type { Clock } from '../lab/time.ts';
import { formatTime } from '../lab/words.ts';

/** What the clock shows and how it runs. */
export function describeClock({ mode, now }: Clock): string {
  const how = {
    wall: "follows the machine's clock",
    frozen: 'stands still',
    scaled: mode.kind === 'scaled' ? `runs ${mode.factor} times as fast as the machine's` : '',
  };
  return `${formatTime(now())}, ${how[mode.kind]}`;
}

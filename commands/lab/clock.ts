import { CommandFailure } from '../../src/cli/failure.ts';
import { describeClock } from '../../src/cli/lab-words.ts';
import { type Given, PlainCommand } from '../../src/cli/plain-command.ts';
import { setTo } from '../../src/lab/clock.ts';
import { type Lab, openLabStore } from '../../src/lab/lab.ts';
import { currentLab } from '../../src/lab/settings.ts';
import type { Micros } from '../../src/lab/time.ts';
import { formatTime, parseDuration, parseTime } from '../../src/lab/words.ts';

/** Latest moment the clock may show: 2200-01-01. */
const END = 7_258_118_400_000_000;

function checked(at: Micros): Micros {
  if (at > END) throw new CommandFailure(`The lab's clock ends at ${formatTime(END)}.`);
  return at;
}

/** The lab never shows an earlier moment than its newest change. */
function forward(lab: Lab, at: Micros): Micros {
  const now = lab.clock.now();
  if (at < now) throw new CommandFailure(`The lab's clock cannot go back: it shows ${formatTime(now)}.`);
  return checked(at);
}

/** What each word does, given the word after it. */
const actions: Readonly<Record<string, { readonly wants?: string; run(lab: Lab, word: string): void }>> = {
  freeze: {
    run: (lab) => lab.setClock((_mode, now) => ({ kind: 'frozen', at: now })),
  },
  set: {
    wants: 'a time such as 2026-01-31T14:00:00Z',
    run(lab, word) {
      const at = parseTime(word);
      if (at === undefined) throw new CommandFailure(`'${word}' is no time such as 2026-01-31T14:00:00Z.`);
      lab.setClock((mode, _now, machineNow) => setTo(mode, forward(lab, at), machineNow));
    },
  },
  advance: {
    wants: 'a duration such as 60s, 1m30s or 2h',
    run(lab, word) {
      const by = parseDuration(word);
      if (by === undefined) throw new CommandFailure(`'${word}' is no duration such as 60s, 1m30s or 2h.`);
      lab.setClock((mode, now, machineNow) => setTo(mode, checked(now + by), machineNow));
    },
  },
  scale: {
    wants: 'a factor such as 10',
    run(lab, word) {
      const factor = Number(word);
      if (!(factor > 0 && factor <= 1_000_000))
        throw new CommandFailure(`'${word}' is no factor above 0, up to 1000000.`);
      lab.setClock((_mode, now, since) => ({ kind: 'scaled', at: now, since, factor }));
    },
  },
  wall: {
    // A lab that is ahead of the machine goes on from where it is.
    run: (lab) => lab.setClock((_mode, now, machineNow) => ({ kind: 'wall', offset: Math.max(0, now - machineNow) })),
  },
};

/** Shows or changes the lab's clock. */
export default class LabClock extends PlainCommand {
  static override summary =
    'Shows or changes the clock of the lab: freeze, set TIME, advance DURATION, scale FACTOR, wall.';
  static override table = { words: ['[freeze|set|advance|scale|wall]', '[VALUE]'] };

  protected override perform({ words: [word, value] }: Given): void {
    const action = word === undefined ? undefined : actions[word.toLowerCase()];
    if (word !== undefined && !action) {
      throw new CommandFailure(`There is no 'lab clock ${word}'. Known are: ${Object.keys(actions).join(', ')}.`);
    }
    if (action?.wants && value === undefined) throw new CommandFailure(`'lab clock ${word}' needs ${action.wants}.`);
    if (action && !action.wants && value !== undefined) {
      throw new CommandFailure(`'lab clock ${word}' takes no '${value}'.`);
    }
    const lab = openLabStore({ dir: currentLab().dir });
    try {
      action?.run(lab, value ?? '');
      this.out(describeClock(lab.clock));
    } finally {
      lab.close();
    }
  }
}

/** The pressure report: what the driver tells the host every second, as far as it changes. */
import { type Guest, kernelAlive } from '../guest.ts';
import { accounts, balloonFloor, memoryUse, pagesIn } from '../kernel/memory.ts';
import { balloonState, SECOND, settings } from './balloon-common.ts';

/**
 * What the driver would report now, in pages: memory promised, plus what it gave away and what it added but nobody onlined,
 * plus the floor below which the guest must not go.
 */
export function pressure(guest: Guest): { available: number; committed: number } {
  const { floor, available } = settings(guest);
  const balloon = balloonState(guest);
  const pages = accounts(guest);
  return {
    available: available === 'free' ? pages.free : pages.available,
    committed:
      pages.committed +
      pages.ballooned +
      Math.max(balloon.pagesAdded - balloon.pagesOnlined, 0) +
      balloonFloor(pages.total, floor),
  };
}

/**
 * The driver reports every second; a report that says the same as the one before tells nobody anything. So a tick is queued
 * only while memory is changing: whoever may have changed it calls this.
 */
export function watchMemory(guest: Guest): void {
  const balloon = guest.state.run?.drivers.balloon;
  if (!balloon?.connected || balloon.ticking || balloon.reportFrom === null || !kernelAlive(guest)) return;
  if (balloon.reported && guest.now >= balloon.reportFrom && !memoryUse(guest).changing) {
    const { available, committed } = pressure(guest);
    if (available === balloon.reported.available && committed === balloon.reported.committed) return;
  }
  balloon.ticking = true;
  // Ticks fall on whole seconds after the first report.
  const since = guest.now - balloon.reportFrom;
  const wait = since < 0 ? -since : SECOND - (since % SECOND);
  guest.schedule('balloon:tick', wait);
}

/** The event `balloon:tick`. */
export function balloonTick(guest: Guest): void {
  const balloon = balloonState(guest);
  balloon.ticking = false;
  guest.touch();
  const { available, committed } = pressure(guest);
  const last = balloon.reported;
  if (!last || last.available !== available || last.committed !== committed) {
    balloon.reported = { available, committed };
    guest.send({
      channel: 'balloon',
      message: { type: 'statusReport', availablePages: available, committedPages: committed },
    });
  }
  if (memoryUse(guest).changing) watchMemory(guest);
}

/** `/sys/kernel/debug/hv-balloon`: nine lines. */
export function debugText(guest: Guest): string {
  const balloon = balloonState(guest);
  const version = balloon.version ?? 0;
  const phases = {
    initializing: '0 (Initializing)',
    initialized: '1 (Initialized)',
    balloonUp: '2 (Balloon Up)',
    balloonDown: '3 (Balloon Down)',
    hotAdd: '4 (Hot Add)',
    initError: '5 (Error)',
  } as const;
  const rows: [string, string | number][] = [
    ['host_version', `${version >>> 16}.${version & 0xffff}`],
    ['capabilities', `enabled${balloon.hotAddAllowed ? ' hot_add' : ''}`],
    ['state', phases[balloon.phase]],
    ['page_size', 4096],
    ['pages_added', balloon.pagesAdded],
    ['pages_onlined', balloon.pagesOnlined],
    ['pages_ballooned', pagesIn(guest.run.memory.ballooned)],
    ['total_pages_committed', pressure(guest).committed],
    ['max_dynamic_page_count', balloon.maximumPages],
  ];
  return rows.map(([name, value]) => `${name.padEnd(22)}: ${value}\n`).join('');
}

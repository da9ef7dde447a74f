/** Out of memory: where processes want more than memory and swap hold, the biggest one dies. */
import { type Guest, LEVEL } from '../guest.ts';
import { accounts } from './memory.ts';
import { panic } from './panic.ts';
import { sysctlNumber } from './sysctl.ts';

/** Looks after every change; kills until what is left fits. */
export function checkMemory(guest: Guest): void {
  if (guest.profile.family !== 'linux') return;
  for (let now = accounts(guest); now.missing > 0; now = accounts(guest)) {
    const victim = guest.userSpace.oomVictim(guest);
    if (sysctlNumber(guest, 'vm/panic_on_oom') > 0) {
      panic(
        guest,
        'Out of memory: system-wide panic_on_oom is enabled',
        { processor: 0, pid: victim?.pid ?? 1, name: victim?.name ?? 'init' },
        'sysrq',
      );
      return;
    }
    if (!victim) return;
    const { pid, name, uid, totalVmKb, anonymousKb, fileKb, score } = victim;
    const say = (line: string, level: number = LEVEL.error) => guest.log(line, level);
    const sizes = `total-vm:${totalVmKb}kB, anon-rss:${anonymousKb}kB, file-rss:${fileKb}kB`;
    if (guest.profile.era === '2013') {
      say(`${name} invoked oom-killer: gfp_mask=0x280da, order=0, oom_adj=0, oom_score_adj=0`, LEVEL.warning);
      say(`Out of memory: Kill process ${pid} (${name}) score ${score} or sacrifice child`);
      say(`Killed process ${pid} (${name}) ${sizes}`);
    } else {
      say(
        `${name} invoked oom-killer: gfp_mask=0x140dca(GFP_HIGHUSER_MOVABLE|__GFP_COMP|__GFP_ZERO), order=0, oom_score_adj=0`,
        LEVEL.warning,
      );
      const tables = Math.ceil(totalVmKb / 2048) * 4;
      say(
        `Out of memory: Killed process ${pid} (${name}) ${sizes}, shmem-rss:0kB, UID:${uid} pgtables:${tables}kB oom_score_adj:0`,
      );
    }
    guest.run.memory.oomKills++;
    guest.userSpace.kill(guest, pid, 9);
    guest.touch();
    // A victim that did not free anything would be killed for ever.
    if (accounts(guest).missing >= now.missing) return;
  }
}

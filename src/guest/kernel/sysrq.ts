/** /proc/sysrq-trigger: crash, restart and sync, and power off. */
import { type Guest, LEVEL } from '../guest.ts';
import { writeBack } from './memory.ts';
import { panic } from './panic.ts';

/** Handles the first letter of what was written; unknown ones print the help line. */
export function sysrq(guest: Guest, text: string, task: { pid: number; name: string }): void {
  const { format } = guest.profile;
  const say = (line: string) => guest.log(`${format.sysrqPrefix}${line}`, LEVEL.info);
  switch (text[0]) {
    case 'c':
      say('Trigger a crash');
      if (format.sysrqCrash === 'bug') {
        guest.log('BUG: unable to handle kernel NULL pointer dereference at           (null)', LEVEL.alert);
        panic(guest, 'Fatal exception', { processor: 0, ...task }, 'sysrq');
      } else panic(guest, 'sysrq triggered crash', { processor: 0, ...task }, 'sysrq');
      return;
    case 'b':
      say('Resetting');
      guest.userSpace.stop(guest, false);
      guest.end('reset');
      return;
    case 'o':
      say('Power Off');
      guest.userSpace.stop(guest, false);
      guest.end('poweroff');
      return;
    case 's':
      say('Emergency Sync');
      writeBack(guest);
      guest.log('Emergency Sync complete', LEVEL.info);
      return;
    default:
      say('HELP : loglevel(0-9) reboot(b) crash(c) poweroff(o) sync(s)');
  }
}

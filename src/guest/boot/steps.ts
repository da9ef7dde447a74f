/**
 * The boot as a list of steps in time. A step runs at the end of its part and spreads its lines over it; where nothing may be
 * booted the machine stays in `noBootDevice`. Which parts a boot has is data; how long they take comes from the profile and
 * this boot's random stream.
 */
import { probeHosts } from '../block/devices.ts';
import { loadBalloon } from '../drivers/balloon.ts';
import { connectBus, openStorage } from '../drivers/bus.ts';
import { DEVICE_CLASSES } from '../drivers/devices.ts';
import { loadUtilities } from '../drivers/utilities.ts';
import type { Guest } from '../guest.ts';
import { bounceBufferLines, processorLines, resourceLines, rootBusLines, timerLines } from './devices.ts';
import { memoryLines, openingLines } from './opening.ts';

interface Step {
  /** Part of the kernel's or the services' time that has passed when this step runs. */
  readonly of: 'firmware' | 'kernel' | 'services';
  readonly share: number;
  run(guest: Guest, span: number): void;
}

const STEPS: readonly Step[] = [
  {
    of: 'firmware',
    share: 1,
    run(guest) {
      guest.run.stage = 'kernel';
      guest.run.kernelStart = guest.now;
      guest.logSpread(openingLines(guest), 0, 6);
    },
  },
  {
    of: 'kernel',
    share: 0.12,
    run: (guest, span) => guest.logSpread([...memoryLines(guest), ...timerLines(guest)], span),
  },
  { of: 'kernel', share: 0.2, run: (guest, span) => guest.logSpread(processorLines(guest), span) },
  {
    of: 'kernel',
    share: 0.3,
    run: (guest, span) => guest.logSpread(rootBusLines(guest), span),
  },
  {
    of: 'kernel',
    share: 0.38,
    run: (guest, span) => guest.logSpread([...resourceLines(guest), ...bounceBufferLines(guest)], span),
  },
  {
    of: 'kernel',
    share: 0.6,
    run(guest, span) {
      // The RAM disk's init loads the drivers of disks.
      const init =
        guest.profile.era === '2013' ? 'Freeing unused kernel memory: 1276k freed' : 'Run /init as init process';
      guest.logSpread([init, 'SCSI subsystem initialized', 'libata version 3.00 loaded.'], span);
      if (guest.run.hardware.generation === 1) {
        guest.log('ata_piix 0000:00:07.1: version 2.13');
        guest.log('ata_piix 0000:00:07.1: Hyper-V Virtual Machine detected, ATA device ignore set');
      }
      connectBus(guest);
    },
  },
  {
    of: 'kernel',
    share: 0.72,
    run(guest) {
      openStorage(guest);
      probeHosts(guest);
    },
  },
  {
    of: 'kernel',
    share: 1,
    run(guest) {
      guest.run.stage = 'services';
      guest.userSpace.start(guest);
    },
  },
  { of: 'services', share: 0.4, run: (guest) => loadBalloon(guest) },
  { of: 'services', share: 0.55, run: (guest) => loadModules(guest) },
  {
    of: 'services',
    share: 1,
    run(guest) {
      guest.run.stage = 'running';
      for (const service of guest.profile.services) guest.run.services.units[service.name] ??= 'running';
      guest.userSpace.started(guest);
      loadUtilities(guest);
    },
  },
];

/** Network, input and video drivers: they register and open their devices; what goes over them is not modelled here. */
function loadModules(guest: Guest): void {
  const { drivers } = guest.run;
  if (drivers.bus === null) return;
  for (const driver of ['hv_netvsc', 'hid_hyperv', 'hyperv_keyboard', 'hyperv_fb'] as const) {
    if (!guest.profile.drivers.includes(driver)) continue;
    guest.log(`hv_vmbus: registering driver ${driver}`);
    for (const device of drivers.channels) {
      if (DEVICE_CLASSES[device.name]?.driver === driver) device.open = true;
    }
  }
}

/** Micros at which a step runs, from power-on. */
function stepTime(guest: Guest, index: number): number {
  const { bootSeconds } = guest.profile;
  const stream = guest.random('boot');
  const take = (seconds: number) => Math.round(seconds * 1_000_000 * (0.9 + 0.2 * stream.next()));
  const firmware = take(bootSeconds.firmware);
  const kernel = take(bootSeconds.kernel);
  const services = take(bootSeconds.services);
  const step = STEPS[index] as Step;
  if (step.of === 'firmware') return Math.round(firmware * step.share);
  if (step.of === 'kernel') return firmware + Math.round(kernel * step.share);
  return firmware + kernel + Math.round(services * step.share);
}

/** Begins the boot after power came on. */
export function beginBoot(guest: Guest): void {
  guest.run.bootStep = 0;
  guest.schedule('boot', stepTime(guest, 0));
}

/** The event `boot`: runs the step that is due and queues the next. */
export function bootEvent(guest: Guest): void {
  const { run } = guest;
  if (run.stage === 'firmware' && !bootable(guest)) {
    run.stage = 'noBootDevice';
    guest.touch();
    return;
  }
  const index = run.bootStep;
  const step = STEPS[index] as Step;
  const begin = index === 0 ? 0 : stepTime(guest, index - 1);
  const lines = run.kernel.log.length;
  step.run(guest, guest.now - begin);
  if (index > 0) spaceOut(guest, lines);
  run.bootStep = index + 1;
  if (index + 1 < STEPS.length) guest.schedule('boot', stepTime(guest, index + 1) - guest.now);
  guest.touch();
}

/** Drivers print one line after the other: those of one moment get a few milliseconds each, the last one stays. */
function spaceOut(guest: Guest, from: number): void {
  const { log } = guest.run.kernel;
  const stream = guest.random('line spacing', guest.run.bootStep);
  let at = guest.uptime;
  for (let index = log.length - 1; index >= from; index--) {
    const line = log[index];
    if (!line || line[0] < at) break;
    line[0] = Math.max(at, 0);
    at -= stream.between(300, 9_000);
  }
}

/** There is a system, and the disk it was installed on is plugged in where the firmware looks. */
function bootable(guest: Guest): boolean {
  const { installed, run } = guest.state;
  if (!installed || !run) return false;
  if (installed.rootDiskId === null) return true;
  return run.hardware.disks.some(
    ({ diskId, controller }) =>
      diskId === installed.rootDiskId && (run.hardware.generation === 2 || controller === 'IDE'),
  );
}

/** True while the boot uses the processor. */
export function booting(guest: Guest): boolean {
  const stage = guest.state.run?.stage;
  return stage === 'kernel' || stage === 'services';
}

/**
 * hv_balloon: loading, the handshake, and who handles which message. Limits and texts as in drivers/hv/hv_balloon.c; what
 * differs by age is in the profile.
 */
import type { BalloonMessage } from '../../vmbus/balloon.ts';
import { type Guest, kernelAlive, LEVEL } from '../guest.ts';
import { balloonState, SECOND, say, settings } from './balloon-common.ts';
import { deflate } from './balloon-inflate.ts';
import { watchMemory } from './balloon-report.ts';
import { request } from './balloon-work.ts';
import { openChannel } from './bus.ts';
import { deviceDirectory, findDevice } from './devices.ts';

/** How long the guest waits for each answer of the handshake. */
const HANDSHAKE_SECONDS = 5;

/** A switch of the module on the kernel command line: `hv_balloon.hot_add=1`. */
function parameter(guest: Guest, name: string): boolean | undefined {
  const words = guest.run.kernel.commandLine.split(' ');
  const word = words.findLast((text) => text.startsWith(`hv_balloon.${name}=`));
  return word === undefined ? undefined : /=[1yY]/.test(word);
}

/** The module is loaded: the channel is opened and the handshake begins. */
export function loadBalloon(guest: Guest): void {
  const { profile } = guest;
  if (!profile.balloon || !profile.drivers.includes('hv_balloon') || guest.run.drivers.bus === null) return;
  const balloon = balloonState(guest);
  balloon.loaded = true;
  guest.log('hv_vmbus: registering driver hv_balloon');
  guest.userSpace.kernelThread?.(guest, 'hv_balloon');
  if (openChannel(guest, 'balloon')) offer(guest);
}

function offer(guest: Guest): void {
  const { versions } = settings(guest);
  const { attempt } = balloonState(guest);
  const lastAttempt = attempt === versions.length - 1;
  guest.schedule('balloon:timeout', HANDSHAKE_SECONDS * SECOND);
  guest.send({
    channel: 'balloon',
    message: { type: 'versionRequest', version: versions[attempt] as number, lastAttempt },
  });
}

/** The event `balloon:timeout`, and a refusal: the probe fails with ETIMEDOUT. */
export function balloonTimeout(guest: Guest): void {
  guest.cancel('balloon:timeout');
  balloonState(guest).phase = 'initError';
  const device = findDevice(guest, 'balloon', 0);
  const name = device ? deviceDirectory(guest, device) : '';
  guest.log(`hv_vmbus: probe failed for device ${name} (-110)`, LEVEL.error);
  guest.touch();
}

export function receiveBalloon(guest: Guest, message: BalloonMessage): void {
  const balloon = balloonState(guest);
  if (!balloon.loaded || balloon.phase === 'initError' || !kernelAlive(guest)) return;
  guest.touch();
  switch (message.type) {
    case 'versionResponse':
      versionAnswered(guest, message.accepted);
      return;
    case 'capabilitiesResponse':
      capabilitiesAnswered(guest, message.accepted);
      return;
    case 'balloonRequest':
    case 'hotAddRequest':
      request(guest, message);
      return;
    case 'unballoonRequest':
      deflate(guest, message.ranges, message.morePages);
      watchMemory(guest);
      return;
    case 'maximumPages':
      balloon.maximumPages = message.pages;
      if (guest.profile.era === '2013') {
        say(guest, 'Received INFO_TYPE_MAX_PAGE_CNT');
        say(guest, 'Data Size is 8');
      } else say(guest, `Max. dynamic memory size: ${Math.floor(message.pages / 256)} MB`);
      return;
    default:
      return;
  }
}

function versionAnswered(guest: Guest, accepted: boolean): void {
  const balloon = balloonState(guest);
  const { versions, announces, hotAdd: enabled } = settings(guest);
  if (balloon.phase !== 'initializing' || balloon.version !== null) return;
  guest.cancel('balloon:timeout');
  if (!accepted) {
    balloon.attempt++;
    if (balloon.attempt >= versions.length) {
      balloonTimeout(guest);
      return;
    }
    offer(guest);
    return;
  }
  const version = versions[balloon.attempt] as number;
  balloon.version = version;
  balloon.hotAddAllowed = parameter(guest, 'hot_add') ?? enabled;
  if (announces) say(guest, `Using Dynamic Memory protocol version ${version >>> 16}.${version & 0xffff}`);
  guest.schedule('balloon:timeout', HANDSHAKE_SECONDS * SECOND);
  // The hot-add bit is set even where the module refuses: it refuses each request.
  guest.send({
    channel: 'balloon',
    message: { type: 'capabilitiesReport', balloon: true, hotAdd: true, hotAddAlignment: 7 },
  });
}

function capabilitiesAnswered(guest: Guest, accepted: boolean): void {
  const balloon = balloonState(guest);
  if (balloon.phase !== 'initializing' || balloon.version === null) return;
  guest.cancel('balloon:timeout');
  if (!accepted) {
    say(guest, 'Capabilities not accepted by host', LEVEL.error);
    balloonTimeout(guest);
    return;
  }
  balloon.phase = 'initialized';
  balloon.connected = true;
  balloon.reportFrom = guest.now + settings(guest).reportDelay * SECOND;
  watchMemory(guest);
}

/** ssh, scp, plink and pscp as commands of a session. */
import type { CommandSource } from '../powershell/engine/engine.ts';
import type { Session } from '../powershell/shell/session.ts';
import type { World } from '../world.ts';
import type { RemoteTool } from './remote-words.ts';

const NAMES = /^(?:.*[\\/])?(ssh|scp|plink|pscp)(?:\.exe)?$/i;

/** Guests of the lab answer to the names; where a path names a program of this machine, that program is meant. */
export function remoteSource(
  session: Pick<Session, 'engine' | 'isHost'>,
  world: () => World | Promise<World>,
): CommandSource {
  return (given) => {
    const tool = NAMES.exec(given)?.[1]?.toLowerCase() as RemoteTool | undefined;
    if (tool === undefined || (/[\\/]/.test(given) && session.engine.findNative?.(given))) return null;
    return import('./remote-stage.ts').then(
      ({ RemoteStage }) =>
        (place) =>
          new RemoteStage(place, given, tool, session.isHost(place.out), world),
    );
  };
}

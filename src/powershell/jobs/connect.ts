/** Finding computers and opening sessions on them, with the errors of those that do not answer. */
import type { Context } from '../engine/builtin.ts';
import { ErrorObject } from '../engine/errors.ts';
import { type Gen, wait } from '../engine/flow.ts';
import { type Computer, type Refusal, RemoteSession, sessionsOf } from './remotes.ts';
import { hostInto } from './run.ts';

/** What a session is asked for on. */
export type Target =
  | { readonly computer: string }
  | { readonly vm: { readonly name: string } | { readonly id: string }; readonly shown: string };

/** Targets that the parameters name. */
export function targetsOf(c: Context): Target[] {
  return [
    ...c.texts('ComputerName').map((computer) => ({ computer })),
    ...c.texts('VMName').map((name) => ({ vm: { name }, shown: name })),
    ...c.texts('VMId').map((id) => ({ vm: { id }, shown: id })),
  ];
}

const shownOf = (target: Target): string => ('computer' in target ? target.computer : target.shown);

/** Ways to other computers that this does not have. */
const NOT_HERE = [
  'ConnectionUri',
  'HostName',
  'SSHConnection',
  'ContainerId',
  'UseWindowsPowerShell',
  'InDisconnectedSession',
];

/** Says so where a way is asked for that there is not. @throws ScriptError */
export function checkWays(c: Context): void {
  const asked = NOT_HERE.find((name) => c.has(name));
  if (asked === undefined) return;
  throw c.fail(
    'RemotingTransportNotAvailable',
    'NotImplemented',
    `hyperv reaches the computers of its lab by name; it does not have -${asked} of ${c.name}.`,
    'System.NotSupportedException',
    { target: asked },
  );
}

/** Nobody bears this name where there is no room that knows computers. */
const nobody = (name: string): Refusal => ({
  refused: {
    id: 'NetworkPathNotFound',
    message: `[${name}] Connecting to remote server ${name} failed with the following error message : WinRM cannot process the request. The following error occurred while using Kerberos authentication: Cannot find the computer ${name}. Verify that the computer exists on the network and that the name provided is spelled correctly. For more information, see the about_Remote_Troubleshooting Help topic.`,
    type: 'System.Management.Automation.Remoting.PSRemotingTransportException',
    before: false,
  },
});

function* look(c: Context, target: Target): Gen<Computer | Refusal> {
  const { remotes } = c.engine;
  if (!remotes) return nobody(shownOf(target));
  if ('vm' in target) return yield* wait(remotes.machine(target.vm));
  const found = yield* wait(remotes.computer(target.computer));
  return 'refused' in found && found.refused.id === '' ? nobody(target.computer) : found;
}

function refusal(c: Context, { refused }: Refusal, target: Target): ErrorObject {
  if (refused.before)
    return c.record(refused.id, 'InvalidArgument', refused.message, refused.type, { target: shownOf(target) });
  return new ErrorObject({
    id: refused.id,
    className: 'PSSessionStateBroken',
    category: 'OpenError',
    message: refused.message,
    exceptionType: refused.type,
    target: shownOf(target),
  });
}

/** Opens a session; reports why there is none. With `kept` it is one of the session's own, with a number. */
export function* open(
  c: Context,
  target: Target,
  kept?: { readonly name: string | undefined },
): Gen<RemoteSession | null> {
  const found = yield* look(c, target);
  if ('refused' in found) {
    yield* c.error(refusal(c, found, target));
    return null;
  }
  const { engine } = c;
  // What the session's host is told goes to whoever runs something in it then.
  const own = hostInto((stream, value) => {
    if (stream !== 'Output' && stream !== 'Progress' && stream !== 'Information') session.say(stream, value);
  });
  const all = sessionsOf(engine);
  const session: RemoteSession = new RemoteSession(kept ? all.nextId() : 0, {
    ...(kept?.name !== undefined && { name: kept.name }),
    computer: found,
    computerName: 'computer' in target ? target.computer : found.name,
    instance: engine.surroundings.newGuid(),
    engine: found.open(engine, own),
  });
  if (kept) all.list.push(session);
  return session;
}

export const closed = (session: RemoteSession): boolean => session.state !== 'Opened';

/** Computers that a session reaches: what the host's room tells about them, and the sessions on them. */
import type { Engine, Host } from '../engine/engine.ts';
import { PSObj } from '../engine/psobject.ts';
import type { Awaitable } from '../runtime.ts';
import { Guid, type PSValue } from '../values.ts';

/** A computer that answers. */
export interface Computer {
  /** As results name it. */
  readonly name: string;
  readonly kind: 'RemoteMachine' | 'VirtualMachine';
  readonly vmId?: string;
  /** Makes a session on it. */
  open(parent: Engine, own: Partial<Host>): Engine;
}

/** Why there is no session. */
export interface Refusal {
  readonly refused: { readonly id: string; readonly message: string; readonly type: string; readonly before: boolean };
}

/** What the host's room knows. */
export interface Remotes {
  computer(name: string): Awaitable<Computer | Refusal>;
  machine(by: { readonly name: string } | { readonly id: string }): Awaitable<Computer | Refusal>;
}

/** A PSSession. */
export class RemoteSession {
  readonly id: number;
  readonly name: string;
  readonly computer: Computer;
  /** As it was asked for. */
  readonly computerName: string;
  readonly instance: string;
  readonly engine: Engine;
  state: 'Opened' | 'Closed' = 'Opened';
  /** Calls that have it now, or wait for it. */
  calls = 0;
  /** What it says goes to whoever called last. */
  say: (stream: 'Error' | 'Warning' | 'Verbose' | 'Debug', value: PSValue) => void = () => undefined;
  readonly object: PSObj;
  constructor(
    id: number,
    facts: { name?: string; computer: Computer; computerName: string; instance: string; engine: Engine },
  ) {
    this.id = id;
    this.name = facts.name ?? `Runspace${id}`;
    this.computer = facts.computer;
    this.computerName = facts.computerName;
    this.instance = facts.instance;
    this.engine = facts.engine;
    this.object = sessionObject(this);
  }
  get availability(): string {
    return this.state === 'Closed' ? 'None' : this.calls > 0 ? 'Busy' : 'Available';
  }
}

const SPACE = 'System.Management.Automation.Runspaces.';

function sessionObject(session: RemoteSession): PSObj {
  const object = new PSObj([`${SPACE}PSSession`, 'System.Object']);
  const add = (name: string, get: () => PSValue): void =>
    object.members.add({ name, kind: 'property', readonly: true, get });
  const { computer } = session;
  add('State', () => session.state);
  add('IdleTimeout', () => 7_200_000);
  add('OutputBufferingMode', () => 'Block');
  add('DisconnectedOn', () => null);
  add('ExpiresOn', () => null);
  add('ComputerType', () => computer.kind);
  add('ComputerName', () => session.computerName);
  add('ContainerId', () => null);
  add('VMName', () => (computer.kind === 'VirtualMachine' ? computer.name : null));
  add('VMId', () => (computer.vmId === undefined ? null : new Guid(computer.vmId)));
  add('ConfigurationName', () => 'Microsoft.PowerShell');
  add('InstanceId', () => new Guid(session.instance));
  add('Id', () => session.id);
  object.members.note('Name', session.name);
  add('Availability', () => session.availability);
  add('ApplicationPrivateData', () => null);
  add('Runspace', () => null);
  add('Transport', () => (computer.kind === 'VirtualMachine' ? 'VMBus' : 'WSMan'));
  object.toText = () => `[PSSession]${session.name}`;
  object.data = session;
  return object;
}

/** The sessions that a script opened. */
export class RemoteSessions {
  list: RemoteSession[] = [];
  private next = 1;
  nextId(): number {
    return this.next++;
  }
}

const opened = new WeakMap<object, RemoteSessions>();

export function sessionsOf(engine: Engine): RemoteSessions {
  let sessions = opened.get(engine);
  if (!sessions) {
    sessions = new RemoteSessions();
    opened.set(engine, sessions);
  }
  return sessions;
}

/** Sessions that objects stand for. */
export function sessionsIn(values: readonly PSValue[]): RemoteSession[] {
  return values.flatMap((v) => (v instanceof PSObj && v.data instanceof RemoteSession ? [v.data] : []));
}

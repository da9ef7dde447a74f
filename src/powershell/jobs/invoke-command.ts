/** Invoke-Command: here, or on other computers. */
import { readFileSync } from 'node:fs';
import { builtin } from '../cmdlets/declare.ts';
import type { Context } from '../engine/builtin.ts';
import { enumerable } from '../engine/collections.ts';
import { ScriptError } from '../engine/errors.ts';
import type { Gen } from '../engine/flow.ts';
import { decode } from '../engine/net/bytes.ts';
import type { ScriptBlockValue } from '../engine/script-block.ts';
import { Guid, type PSValue } from '../values.ts';
import { rebuilt } from './carry.ts';
import { checkWays, closed, open, targetsOf } from './connect.ts';
import { Job, jobsOf, KINDS } from './job.ts';
import { give, marked } from './receive.ts';
import { type RemoteSession, sessionsIn } from './remotes.ts';
import { callBlock, carriedEnd, launch, streamsInto, travelling } from './run.ts';
import { usingOf } from './using.ts';

const LIMIT = 32;

const FAR =
  'ComputerName,Session,Uri,FilePathComputerName,FilePathRunspace,FilePathUri,VMId,VMName,ContainerId,FilePathVMId,FilePathVMName,FilePathContainerId,SSHHost,SSHHostHashParam,FilePathSSHHost,FilePathSSHHostHash';

const TABLE = `
Session System.Management.Automation.Runspaces.PSSession[] ~ [Session] @0 [FilePathRunspace] @0
ComputerName|Cn string[] ~ [ComputerName] @0 [FilePathComputerName] @0
Credential pscredential [ComputerName] <. [Uri] <. [FilePathComputerName] <. [FilePathUri] <. [VMId] ! <. [VMName] ! <. [FilePathVMId] ! <. [FilePathVMName] ! <.
Port int 1..65535 [ComputerName,FilePathComputerName,SSHHost]
UseSSL switch [ComputerName,FilePathComputerName]
ConfigurationName string [ComputerName,Uri,FilePathComputerName,FilePathUri,ContainerId,VMId,VMName,FilePathContainerId,FilePathVMId,FilePathVMName] <.
ApplicationName string [ComputerName,FilePathComputerName] <.
ThrottleLimit int [ComputerName,Session,Uri,FilePathComputerName,FilePathRunspace,FilePathUri,VMId,VMName,ContainerId,FilePathVMId,FilePathVMName,FilePathContainerId]
ConnectionUri|URI|CU System.Uri[] ~ [Uri] @0 [FilePathUri] @0
AsJob switch [${FAR}]
InDisconnectedSession|Disconnected switch [ComputerName,FilePathComputerName,Uri,FilePathUri]
SessionName string[] ~ [ComputerName,FilePathComputerName]
HideComputerName|HCN switch [${FAR}]
JobName string [ComputerName,Session,Uri,FilePathComputerName,FilePathRunspace,FilePathUri,ContainerId,FilePathContainerId,SSHHostHashParam,SSHHost]
ScriptBlock|Command scriptblock [ComputerName,Session,Uri,VMId,VMName,ContainerId,SSHHost,SSHHostHashParam] @1 ! [InProcess] @0 !
NoNewScope switch [InProcess]
FilePath|PSPath string [FilePathComputerName,FilePathRunspace,FilePathUri,FilePathVMId,FilePathVMName,FilePathContainerId] @1 ! [FilePathSSHHost,FilePathSSHHostHash] !
AllowRedirection switch [Uri,FilePathUri]
SessionOption object [ComputerName,Uri,FilePathComputerName,FilePathUri]
Authentication string [ComputerName,FilePathComputerName,Uri,FilePathUri]
EnableNetworkAccess switch [ComputerName,FilePathComputerName,Uri,FilePathUri]
RunAsAdministrator switch [ContainerId,FilePathContainerId]
HostName string[] ~ [SSHHost,FilePathSSHHost] !
UserName string ~ [SSHHost,FilePathSSHHost]
KeyFilePath|IdentityFilePath string ~ [SSHHost,FilePathSSHHost]
Subsystem string [SSHHost,FilePathSSHHost]
ConnectingTimeout int [SSHHost,FilePathSSHHost]
SSHTransport switch [SSHHost,FilePathSSHHost]
SSHConnection hashtable[] ~ [SSHHostHashParam,FilePathSSHHostHash] !
Options hashtable ~ [SSHHost,FilePathSSHHost]
RemoteDebug switch [${FAR}]
InputObject psobject <
ArgumentList|Args object[]
VMId|VMGuid guid[] ~ [VMId,FilePathVMId] @0 ! <.
VMName string[] ~ [VMName,FilePathVMName] ! <.
ContainerId string[] ~ [ContainerId,FilePathContainerId] ! <.
CertificateThumbprint string [ComputerName,Uri]
`;

function blockOf(c: Context): ScriptBlockValue {
  const given = c.get('ScriptBlock') as ScriptBlockValue | null;
  if (given) return given;
  const path = c.engine.files.full(c.text('FilePath'));
  try {
    return c.engine.scriptBlock(decode(readFileSync(c.engine.files.real(path))));
  } catch (e) {
    if ((e as NodeJS.ErrnoException).code === undefined) throw e;
    throw c.fail(
      'FilePathNotFound',
      'ObjectNotFound',
      `Cannot find path '${path}' because it does not exist.`,
      'System.Management.Automation.ItemNotFoundException',
      { target: path },
    );
  }
}

/** The sessions that are meant; those that a computer's name needs are opened, and belong to this call. */
function* sessionsFor(c: Context): Gen<{ session: RemoteSession; own: boolean }[]> {
  const all: { session: RemoteSession; own: boolean }[] = [];
  for (const session of sessionsIn(c.list('Session'))) {
    if (closed(session)) {
      yield* c.error(
        c.record(
          'RunspaceNotInOpenedState',
          'OpenError',
          `Because the session state for session ${session.name}, ${session.instance}, ${session.computerName} is not equal to Open, you cannot run a command in the session.  The session state is Broken.`,
          'System.Management.Automation.Runspaces.InvalidRunspaceStateException',
          { target: session.object },
        ),
      );
    } else all.push({ session, own: false });
  }
  for (const target of targetsOf(c)) {
    const session = yield* open(c, target);
    if (session) all.push({ session, own: true });
  }
  return all;
}

/** One child for every session. They start as far as the limit lets them. */
function prepared(
  c: Context,
  input: readonly PSValue[],
  targets: readonly { session: RemoteSession; own: boolean }[],
): Job {
  const { engine } = c;
  const jobs = jobsOf(engine);
  const block = blockOf(c);
  const using = new Map([...usingOf(c, block, true)].map(([key, value]) => [key, rebuilt(value)]));
  const args = c.list('ArgumentList').map(rebuilt);
  const limit = c.number('ThrottleLimit') > 0 ? c.number('ThrottleLimit') : LIMIT;
  const isJob = c.flag('AsJob');
  const id = isJob ? jobs.nextId() : 0;
  const job = new Job(engine, KINDS.remote, {
    id,
    command: block.text,
    location: targets.map((t) => t.session.computerName).join(','),
    ...(c.has('JobName') && { name: c.text('JobName') }),
  });
  let running = 0;
  const next = (): void => {
    for (const child of job.children) {
      if (running >= limit) return;
      const { launch: begin } = child;
      if (!begin || child.isEnded) continue;
      running++;
      begin();
    }
  };
  for (const { session, own } of targets) {
    const child = new Job(engine, KINDS.remoteChild, {
      id: isJob ? jobs.nextId() : 0,
      command: block.text,
      location: session.computerName,
    });
    const notes = {
      PSComputerName: session.computerName,
      RunspaceId: new Guid(session.instance),
      PSShowComputerName: !c.flag('HideComputerName'),
    };
    const { out, streams } = streamsInto((stream, value) =>
      child.say(stream, stream === 'Output' ? marked(rebuilt(value), notes) : rebuilt(value)),
    );
    child.launch = () => {
      session.calls++;
      session.say = (stream, value) => child.say(stream, rebuilt(value));
      launch(
        engine,
        child,
        () => ({
          engine: session.engine,
          blocks: [travelling(session.engine, block)],
          args,
          input: input.map(rebuilt),
          using,
          out,
          streams,
          dot: true,
        }),
        carriedEnd,
        () => {
          session.calls--;
          if (own) session.state = 'Closed';
          running--;
          next();
        },
      );
    };
    job.add(child);
  }
  if (isJob) jobs.list.push(job);
  next();
  return job;
}

/** Passes on what the computers say until all are done. One that ended by an error ends the command where it is the only one. */
function* followed(c: Context, job: Job): Gen<void> {
  const { tasks } = c.engine;
  const open = new Set(job.children);
  try {
    while (open.size > 0) {
      for (const child of open) {
        for (const said of child.take(false)) yield* give(c, child, said, false);
        if (!child.isEnded) continue;
        open.delete(child);
        if (!child.failure) continue;
        if (job.children.length === 1) throw new ScriptError(child.failure);
        yield* c.error(child.failure);
      }
      if (open.size > 0) yield tasks.when(() => [...open].some((j) => j.isEnded || j.said.length > 0));
    }
  } finally {
    job.stop();
  }
}

function* inProcess(c: Context, input: readonly PSValue[]): Gen<void> {
  const { out, streams } = c;
  const { scope } = c.frame;
  const args = c.list('ArgumentList');
  yield* callBlock(c.engine, c.get('ScriptBlock') as ScriptBlockValue, {
    scope,
    out,
    streams,
    args,
    input,
    dot: c.flag('NoNewScope'),
    whole: true,
  });
}

export const INVOKE_COMMAND = builtin(
  'Invoke-Command',
  'core',
  TABLE,
  (c) => {
    const input: PSValue[] = [];
    return {
      // biome-ignore lint/correctness/useYield: it only gathers
      *process(item) {
        if (item !== undefined) input.push(item);
        else if (c.has('InputObject')) input.push(...(enumerable(c.get('InputObject')) ?? [c.get('InputObject')]));
      },
      *end() {
        checkWays(c);
        if (!['ComputerName', 'Session', 'VMName', 'VMId'].some((name) => c.has(name))) {
          yield* inProcess(c, input);
          return;
        }
        const targets = yield* sessionsFor(c);
        if (targets.length === 0) return;
        const job = prepared(c, input, targets);
        if (c.flag('AsJob')) yield* c.emit(job.object);
        else yield* followed(c, job);
      },
    };
  },
  { raw: true, defaultSet: 'InProcess' },
);

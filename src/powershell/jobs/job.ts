/** Jobs as the session keeps them and as scripts see them. */

import { List } from '../engine/collections.ts';
import type { Engine } from '../engine/engine.ts';
import { jobState } from '../engine/enums.ts';
import { type ErrorObject, type Exception, runtimeError } from '../engine/errors.ts';
import { VOID } from '../engine/method-tools.ts';
import { dateOf } from '../engine/net/date.ts';
import { PSObj } from '../engine/psobject.ts';
import type { EnumValue } from '../values.ts';
import { EnumValue as Enum, Guid, type PSValue } from '../values.ts';

/** Names of System.Management.Automation.JobState. */
export type State = 'NotStarted' | 'Running' | 'Completed' | 'Failed' | 'Stopped' | 'Stopping';

const ENDED: ReadonlySet<State> = new Set<State>(['Completed', 'Failed', 'Stopped']);

/** The streams of a job, in the order in which Receive-Job gives those that are kept apart. */
export const STREAMS = ['Output', 'Error', 'Verbose', 'Debug', 'Warning', 'Progress', 'Information'] as const;
export type StreamName = (typeof STREAMS)[number];

/** One thing that a job said. */
export interface Said {
  readonly stream: StreamName;
  readonly value: PSValue;
}

/** What tells the kinds of jobs apart. */
export interface JobKind {
  /** .NET class, and that of a child. */
  readonly type: string;
  /** PSJobTypeName. */
  readonly name: string;
  readonly location: string;
  /** Receive-Job gives what was said in its order; otherwise stream by stream. */
  readonly inOrder?: true;
}

const AUTOMATION = 'System.Management.Automation.';

export const KINDS = {
  background: { type: `${AUTOMATION}PSRemotingJob`, name: 'BackgroundJob', location: 'localhost' },
  backgroundChild: { type: `${AUTOMATION}PSRemotingChildJob`, name: '', location: 'localhost', inOrder: true },
  remote: { type: `${AUTOMATION}PSRemotingJob`, name: 'RemoteJob', location: '' },
  remoteChild: { type: `${AUTOMATION}PSRemotingChildJob`, name: '', location: '', inOrder: true },
  thread: { type: 'ThreadJob.ThreadJob', name: 'ThreadJob', location: 'PowerShell' },
  task: { type: `${AUTOMATION}PSTasks.PSTaskJob`, name: 'PSTaskJob', location: 'PowerShell' },
  taskChild: { type: `${AUTOMATION}PSTasks.PSTaskChildJob`, name: 'PSTaskChildJob', location: 'PowerShell' },
} as const satisfies Record<string, JobKind>;

/** One job. A parent has no life of its own: its state is what its children make of it. */
export class Job {
  readonly id: number;
  name: string;
  readonly kind: JobKind;
  readonly command: string;
  readonly location: string;
  readonly instance: string;
  readonly children: Job[] = [];
  parent: Job | null = null;
  said: Said[] = [];
  /** What ended it, where it failed. */
  reason: Exception | null = null;
  /** The error that Receive-Job reports for it. */
  failure: ErrorObject | null = null;
  begun: PSValue = null;
  ended: PSValue = null;
  /** Starts what is to run; null once it began. */
  launch: (() => void) | null = null;
  /** Ends what runs. */
  halt: (() => void) | null = null;
  throttle = 0;
  private own: State = 'NotStarted';
  private readonly engine: Engine;
  /** The job as an object of the pipeline. */
  readonly object: PSObj;

  constructor(engine: Engine, kind: JobKind, facts: { id: number; name?: string; command: string; location?: string }) {
    this.engine = engine;
    this.kind = kind;
    this.id = facts.id;
    this.name = facts.name ?? `Job${facts.id}`;
    this.command = facts.command;
    this.location = facts.location ?? kind.location;
    this.instance = engine.surroundings.newGuid();
    this.object = jobObject(this);
  }

  add(child: Job): void {
    child.parent = this;
    this.children.push(child);
  }

  get state(): State {
    if (this.children.length === 0) return this.own;
    const states = this.children.map((c) => c.state);
    if (states.every((s) => s === 'NotStarted')) return 'NotStarted';
    if (!states.every((s) => ENDED.has(s))) return states.includes('Stopping') ? 'Stopping' : 'Running';
    return states.includes('Failed') ? 'Failed' : states.includes('Stopped') ? 'Stopped' : 'Completed';
  }

  get isEnded(): boolean {
    return ENDED.has(this.state);
  }

  /** All that say something: itself, or its children. */
  get speakers(): readonly Job[] {
    return this.children.length ? this.children : [this];
  }

  get hasMoreData(): boolean {
    if (this.children.length) return this.children.some((c) => c.hasMoreData);
    if (this.said.length > 0) return true;
    // A channel that is open may bring more.
    return this.kind.inOrder === true && !this.isEnded;
  }

  of(stream: StreamName): PSValue[] {
    return this.said.flatMap((s) => (s.stream === stream ? [s.value] : []));
  }

  say(stream: StreamName, value: PSValue): void {
    this.said.push({ stream, value });
    this.engine.tasks.changed();
  }

  /** Takes what was said away; under `keep` it stays. */
  take(keep: boolean): Said[] {
    const { said } = this;
    if (!keep) this.said = [];
    return said;
  }

  begin(): void {
    if (this.own !== 'NotStarted') return;
    this.own = 'Running';
    this.begun = dateOf(this.engine.surroundings.now());
    if (this.parent && this.parent.begun === null) this.parent.begun = this.begun;
  }

  end(state: 'Completed' | 'Failed' | 'Stopped'): void {
    if (ENDED.has(this.own)) return;
    this.own = state;
    this.launch = null;
    this.halt = null;
    this.ended = dateOf(this.engine.surroundings.now());
    if (this.parent?.isEnded) this.parent.ended = this.ended;
    this.engine.tasks.changed();
  }

  /** Asks it and its children to stop. Those that never began stop at once. */
  stop(): void {
    for (const job of this.speakers) {
      if (job.isEnded) continue;
      const { halt } = job;
      if (job.own === 'NotStarted' || !halt) job.end('Stopped');
      else {
        job.own = 'Stopping';
        halt();
      }
    }
  }

  /** A method that a script calls. */
  call(key: string): PSValue | undefined {
    if (key === 'stopjob' || key === 'stopjobasync') {
      this.stop();
      return VOID;
    }
    return key === 'dispose' ? VOID : undefined;
  }
}

export const stateValue = (state: State): EnumValue => new Enum(jobState, jobState.members[state]!);

const collection = (type: string, items: PSValue[]): PSValue =>
  new List(`System.Management.Automation.PSDataCollection\`1[${type}]`, 'list', items);

const RECORDS: Readonly<Record<StreamName, string>> = {
  Output: 'System.Management.Automation.PSObject',
  Error: 'System.Management.Automation.ErrorRecord',
  Verbose: 'System.Management.Automation.VerboseRecord',
  Debug: 'System.Management.Automation.DebugRecord',
  Warning: 'System.Management.Automation.WarningRecord',
  Progress: 'System.Management.Automation.ProgressRecord',
  Information: 'System.Management.Automation.InformationRecord',
};

function stateInfo(job: Job): PSObj {
  const info = new PSObj(['System.Management.Automation.JobStateInfo', 'System.Object'], {
    State: stateValue(job.state),
    Reason: job.reason,
  });
  info.toText = () => job.state;
  return info;
}

/** A method cannot wait here: what has ended is said, for the rest there is Wait-Job. */
function waitedFor(job: Job): boolean {
  if (job.isEnded) return true;
  throw runtimeError('WaitOneNotAvailable', 'hyperv does not wait in a method of a wait handle: use Wait-Job.', {
    category: 'NotImplemented',
  });
}

function jobObject(job: Job): PSObj {
  const { type } = job.kind;
  const object = new PSObj([
    type,
    ...(type.includes('ThreadJob') ? [`${AUTOMATION}Job2`] : []),
    `${AUTOMATION}Job`,
    'System.Object',
  ]);
  const add = (name: string, get: () => PSValue): void =>
    object.members.add({ name, kind: 'property', readonly: true, get });
  add('State', () => job.state);
  if (type.endsWith('PSTaskJob')) {
    add('ThrottleLimit', () => job.throttle);
    add('AllocatedRunspaceCount', () => Math.min(job.throttle, job.children.length));
  }
  add('HasMoreData', () => job.hasMoreData);
  add('StatusMessage', () => '');
  add('Location', () => job.location);
  add('Command', () => job.command);
  add('JobStateInfo', () => stateInfo(job));
  add('InstanceId', () => new Guid(job.instance));
  add('Id', () => job.id);
  object.members.add({
    name: 'Name',
    kind: 'property',
    get: () => job.name,
    set: (_, value) => {
      job.name = String(value);
    },
  });
  const children = (): PSValue[] => job.children.map((c) => c.object);
  add('ChildJobs', () => new List(`System.Collections.Generic.List\`1[${AUTOMATION}Job]`, 'list', children()));
  add('PSBeginTime', () => job.begun);
  add('PSEndTime', () => job.ended);
  add('PSJobTypeName', () => job.kind.name);
  for (const stream of STREAMS) add(stream, () => collection(RECORDS[stream], job.of(stream)));
  const finished = new PSObj(['System.Threading.ManualResetEvent', 'System.Threading.WaitHandle', 'System.Object']);
  finished.data = { call: (key: string): PSValue | undefined => (key === 'waitone' ? waitedFor(job) : undefined) };
  add('Finished', () => finished);
  object.data = job;
  return object;
}

/** The jobs of a session. */
export class Jobs {
  list: Job[] = [];
  private next = 1;
  nextId(): number {
    return this.next++;
  }
  /** Jobs and their children. */
  get all(): Job[] {
    return this.list.flatMap((j) => [j, ...j.children]);
  }
  remove(job: Job): void {
    this.list = this.list.filter((j) => j !== job);
  }
}

const sessions = new WeakMap<object, Jobs>();

/** The jobs that an engine's session started. */
export function jobsOf(engine: Engine): Jobs {
  let jobs = sessions.get(engine);
  if (!jobs) {
    jobs = new Jobs();
    sessions.set(engine, jobs);
  }
  return jobs;
}

/**
 * Background jobs. A job runs to its end when it is started: a session has one clock and one order of events, so that the same
 * script gives the same output every time. What it wrote is kept until Receive-Job asks for it, in the form in which objects
 * come back from another process.
 */
import { readFileSync } from 'node:fs';
import type { Context } from '../engine/builtin.ts';
import { toText } from '../engine/convert.ts';
import { asScriptError, ErrorObject } from '../engine/errors.ts';
import type { Gen } from '../engine/flow.ts';
import { Collector, type Streams } from '../engine/frame.ts';
import { dateOf } from '../engine/net/date.ts';
import { membersToAdd, PSObj } from '../engine/psobject.ts';
import { Scope, Variable } from '../engine/scope.ts';
import type { ScriptBlockValue } from '../engine/script-block.ts';
import { hasWildcard, wildcard } from '../engine/wildcard.ts';
import { Guid, Hashtable, type PSValue } from '../values.ts';
import { fromClixml } from './clixml/read.ts';
import { toClixml } from './clixml/write.ts';
import { builtin } from './declare.ts';

type State = 'NotStarted' | 'Running' | 'Completed' | 'Failed' | 'Stopped';

/** One job. */
class Job {
  readonly id: number;
  readonly name: string;
  readonly command: string;
  readonly instance: string;
  state: State = 'NotStarted';
  output: PSValue[] = [];
  errors: ErrorObject[] = [];
  failure: ErrorObject | null = null;
  received = false;
  readonly begin: PSValue;
  end: PSValue = null;
  readonly object: PSObj;
  constructor(id: number, name: string, command: string, instance: string, begin: PSValue) {
    this.id = id;
    this.name = name;
    this.command = command;
    this.instance = instance;
    this.begin = begin;
    this.object = this.shown(true);
  }
  get hasMoreData(): boolean {
    return this.output.length > 0 || this.errors.length > 0;
  }
  private shown(parent: boolean): PSObj {
    const type = parent ? 'PSRemotingJob' : 'PSRemotingChildJob';
    const object = new PSObj([
      `System.Management.Automation.${type}`,
      'System.Management.Automation.Job',
      'System.Object',
    ]);
    const add = (name: string, get: () => PSValue): void => object.members.add({ name, kind: 'property', get });
    add('State', () => this.state);
    add('HasMoreData', () => this.hasMoreData);
    add('StatusMessage', () => '');
    add('Location', () => 'localhost');
    add('Command', () => this.command);
    add('JobStateInfo', () => {
      const info = new PSObj(['System.Management.Automation.JobStateInfo', 'System.Object'], {
        State: this.state,
        Reason: this.failure?.exception ?? null,
      });
      info.toText = () => this.state;
      return info;
    });
    const children = parent ? [this.shown(false)] : [];
    add('ChildJobs', () => children);
    add('Output', () => this.output);
    add('Error', () => this.errors);
    add('PSBeginTime', () => this.begin);
    add('PSEndTime', () => this.end);
    add('PSJobTypeName', () => (parent ? 'BackgroundJob' : ''));
    add('InstanceId', () => new Guid(this.instance));
    add('Id', () => (parent ? this.id : this.id + 1));
    add('Name', () => (parent ? this.name : `Job${this.id + 1}`));
    object.data = this;
    return object;
  }
}

/** Jobs of each session. */
const sessions = new WeakMap<object, { jobs: Job[]; next: number }>();

function jobsOf(c: Context): { jobs: Job[]; next: number } {
  let session = sessions.get(c.engine);
  if (!session) {
    session = { jobs: [], next: 1 };
    sessions.set(c.engine, session);
  }
  return session;
}

const now = (c: Context): PSValue => dateOf(c.engine.surroundings.now());

/** A scope of its own: the variables of a fresh session, and what `$using:` names. */
function freshScope(c: Context, text: string): Scope {
  const { engine } = c;
  const scope = new Scope(null);
  scope.aliases = engine.global.aliases;
  for (const [key, v] of engine.global.vars) {
    if (
      !/(?:preference|^is(?:windows|linux|macos|coreclr)$|^ps\w+$|^home$|^pid$|^shellid$|^formatenumerationlimit$)/.test(
        key,
      )
    )
      continue;
    const copy = new Variable(v.name, v.value);
    copy.constraint = v.constraint;
    copy.special = v.special;
    scope.vars.set(key, copy);
  }
  for (const [, name] of text.matchAll(/\$\{?using:(\w+)/gi)) {
    const value = c.frame.scope.find(name!.toLowerCase())?.get() ?? null;
    scope.vars.set(`using:${name!.toLowerCase()}`, new Variable(`using:${name}`, value));
    scope.vars.set(name!.toLowerCase(), new Variable(name!, value));
  }
  return scope;
}

function* execute(
  c: Context,
  job: Job,
  blocks: readonly ScriptBlockValue[],
  args: PSValue[],
  input: PSValue[],
): Gen<void> {
  const { engine } = c;
  const out = new Collector(job.output);
  const errors = { write: (e: PSValue) => (e instanceof ErrorObject && job.errors.push(e), undefined) };
  const streams: Streams = { ...c.streams, error: errors };
  const scope = freshScope(c, blocks.map((b) => b.text).join('\n'));
  if (input.length > 0) scope.vars.set('input', new Variable('input', input));
  const saved = { location: engine.files.location, tryDepth: engine.tryDepth };
  job.state = 'Running';
  engine.tryDepth = 0;
  try {
    for (const [i, block] of blocks.entries()) {
      const isLast = i === blocks.length - 1;
      yield* engine.runBlock(block, {
        scope,
        out: isLast ? out : new Collector(),
        streams,
        args: isLast ? args : [],
        newScope: isLast,
      });
    }
    job.state = 'Completed';
  } catch (thrown) {
    const error = asScriptError(thrown);
    if (!error) throw thrown;
    job.state = 'Failed';
    job.failure = error.error;
    job.errors.push(error.error);
  } finally {
    engine.files.location = saved.location;
    engine.tryDepth = saved.tryDepth;
    engine.ok = true;
    job.end = now(c);
  }
}

const START_JOB = builtin(
  'Start-Job',
  'core',
  `
ScriptBlock|Command scriptblock [ComputerName] @0 !
FilePath string [FilePathComputerName] @0 !
LiteralPath|PSPath|LP string [LiteralFilePathComputerName] !
DefinitionName string [DefinitionName] !
Name string [ComputerName,FilePathComputerName,LiteralFilePathComputerName] <.
InitializationScript scriptblock [ComputerName,FilePathComputerName,LiteralFilePathComputerName] @1
WorkingDirectory string ~
RunAs32 switch
PSVersion version
Credential pscredential
Authentication string
InputObject psobject [ComputerName,FilePathComputerName,LiteralFilePathComputerName] <
ArgumentList|Args object[] [ComputerName,FilePathComputerName,LiteralFilePathComputerName]
`,
  (c) => {
    const input: PSValue[] = [];
    return {
      *process(item) {
        if (item !== undefined) input.push(item);
      },
      *end() {
        const session = jobsOf(c);
        const id = session.next;
        session.next += 2;
        let block = c.get('ScriptBlock') as ScriptBlockValue | null;
        const file = c.has('FilePath') ? c.text('FilePath') : c.text('LiteralPath');
        block ??= c.engine.scriptBlock(readFileSync(c.engine.files.real(file), 'utf8'), c.engine.files.full(file));
        const first = c.get('InitializationScript') as ScriptBlockValue | null;
        const job = new Job(id, c.text('Name', `Job${id}`), block.text, c.engine.surroundings.newGuid(), now(c));
        session.jobs.push(job);
        yield* execute(c, job, first ? [first, block] : [block], c.list('ArgumentList'), input);
        yield* c.emit(job.object);
      },
    };
  },
  { raw: true, defaultSet: 'ComputerName' },
);

const SELECTION = (sets: string): string => `
Id int[] [SessionIdParameterSet] @0 ${sets} <.
InstanceId guid[] [InstanceIdParameterSet] @0 ${sets} <.
Name string[] [NameParameterSet] @0 ${sets} <.
State string [StateParameterSet] @0 ${sets} <.
Command string[] [CommandParameterSet] <.
Filter hashtable [FilterParameterSet] @0 ${sets} <.
`;

/** The jobs that a command was told about; names and ids that do not exist are errors. */
function* chosen(c: Context): Gen<Job[]> {
  const { jobs } = jobsOf(c);
  if (c.has('Job')) return c.list('Job').flatMap((v) => (v instanceof PSObj && v.data instanceof Job ? [v.data] : []));
  const found: Job[] = [];
  const add = (list: readonly Job[]): void => {
    for (const job of list) if (!found.includes(job)) found.push(job);
  };
  for (const v of c.list('Id')) {
    const id = Number(toText(v));
    const matches = jobs.filter((j) => j.id === id);
    add(matches);
    if (matches.length === 0) {
      yield* c.error(
        c.record(
          'JobWithSpecifiedSessionNotFound',
          'ObjectNotFound',
          `The command cannot find a job with the job ID ${id}. Verify the value of the Id parameter and then try the command again.`,
          'System.Management.Automation.PSArgumentException',
          { target: id },
        ),
      );
    }
  }
  for (const name of c.texts('Name')) {
    const pattern = wildcard(name);
    const matches = jobs.filter((j) => pattern.test(j.name));
    add(matches);
    if (matches.length === 0 && !hasWildcard(name)) {
      yield* c.error(
        c.record(
          'JobWithSpecifiedNameNotFound',
          'ObjectNotFound',
          `The command cannot find the job because the job name ${name} was not found. Verify the value of the Name parameter, and then try the command again.`,
          'System.Management.Automation.PSArgumentException',
          { target: name },
        ),
      );
    }
  }
  for (const v of c.list('InstanceId')) add(jobs.filter((j) => j.instance === toText(v).toLowerCase()));
  if (c.has('State')) add(jobs.filter((j) => j.state.toLowerCase() === c.text('State').toLowerCase()));
  for (const text of c.texts('Command')) add(jobs.filter((j) => wildcard(text).test(j.command)));
  const filter = c.get('Filter');
  if (filter instanceof Hashtable) {
    add(
      jobs.filter((j) =>
        [...filter.entries.values()].every((e) => toText(j.object.get(toText(e.key)) ?? null) === toText(e.value)),
      ),
    );
  }
  return found;
}

const GET_JOB = builtin(
  'Get-Job',
  'core',
  `${SELECTION('')}
IncludeChildJob switch
ChildJobState string
HasMoreData bool
Before datetime
After datetime
Newest int`,
  (c) => ({
    *process() {
      const asked = ['Id', 'Name', 'InstanceId', 'State', 'Command', 'Filter'].some((n) => c.has(n));
      let jobs = asked ? yield* chosen(c) : jobsOf(c).jobs;
      if (c.has('HasMoreData')) jobs = jobs.filter((j) => j.hasMoreData === c.flag('HasMoreData'));
      if (c.has('Newest')) jobs = jobs.slice(-c.number('Newest'));
      for (const job of jobs) yield* c.emit(job.object);
    },
  }),
  { defaultSet: 'SessionIdParameterSet' },
);

const JOB_INPUT = 'Job psobject[] [JobParameterSet] @0 ! <*\n';

const WAIT_JOB = builtin(
  'Wait-Job',
  'core',
  `${JOB_INPUT}${SELECTION('!')}Any switch\nTimeout|TimeoutSec int -1..2147483647\nForce switch`,
  (c) => ({
    *process() {
      const jobs = yield* chosen(c);
      for (const job of c.flag('Any') ? jobs.slice(0, 1) : jobs) yield* c.emit(job.object);
    },
  }),
  { defaultSet: 'SessionIdParameterSet' },
);

function* receive(c: Context, job: Job): Gen<void> {
  const { output, errors } = job;
  if (!c.flag('Keep')) {
    job.output = [];
    job.errors = [];
  }
  const id = new Guid(job.instance);
  for (const value of output.length === 0 ? [] : fromClixml(toClixml(output, 2))) {
    if (value instanceof PSObj) membersToAdd(value).note('RunspaceId', id);
    yield* c.emit(value);
  }
  for (const error of errors) yield* c.error(error);
}

const RECEIVE_JOB = builtin(
  'Receive-Job',
  'core',
  `${JOB_INPUT}${SELECTION('!')}Keep switch\nNoRecurse switch\nForce switch\nWait switch\nAutoRemoveJob switch\nWriteEvents switch\nWriteJobInResults switch\nLocation string[]\nComputerName string[]`,
  (c) => ({
    *process() {
      if (c.flag('AutoRemoveJob') && !c.flag('Wait')) {
        throw c.fail(
          'AutoRemoveJobRequiresWait',
          'InvalidOperation',
          'The AutoRemoveJob parameter cannot be used without the Wait parameter.',
          'System.Management.Automation.PSInvalidOperationException',
        );
      }
      for (const job of yield* chosen(c)) {
        if (c.flag('WriteJobInResults')) yield* c.emit(job.object);
        yield* receive(c, job);
        if (c.flag('AutoRemoveJob')) remove(c, job);
      }
    },
  }),
  { defaultSet: 'SessionIdParameterSet' },
);

function remove(c: Context, job: Job): void {
  const session = jobsOf(c);
  session.jobs = session.jobs.filter((j) => j !== job);
}

const REMOVE_JOB = builtin(
  'Remove-Job',
  'core',
  `${JOB_INPUT}${SELECTION('!')}Force|F switch`,
  (c) => ({
    *process() {
      for (const job of yield* chosen(c)) if (c.should('Remove-Job', `Job ${job.id}`)) remove(c, job);
    },
  }),
  { defaultSet: 'SessionIdParameterSet', confirm: 'Medium' },
);

const STOP_JOB = builtin(
  'Stop-Job',
  'core',
  `${JOB_INPUT}${SELECTION('!')}PassThru switch`,
  (c) => ({
    *process() {
      // Every job has ended by now: there is nothing left to stop.
      for (const job of yield* chosen(c)) if (c.flag('PassThru')) yield* c.emit(job.object);
    },
  }),
  { defaultSet: 'SessionIdParameterSet', confirm: 'Medium' },
);

export const JOBS = [START_JOB, GET_JOB, WAIT_JOB, RECEIVE_JOB, REMOVE_JOB, STOP_JOB];

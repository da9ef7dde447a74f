/** Start-Job, Start-ThreadJob, and the background operator `&`. */
import { readFileSync } from 'node:fs';
import { builtin } from '../cmdlets/declare.ts';
import type { Body, Builtin, Context } from '../engine/builtin.ts';
import { enumerable } from '../engine/collections.ts';
import type { Engine } from '../engine/engine.ts';
import type { Gen } from '../engine/flow.ts';
import type { Frame } from '../engine/frame.ts';
import { decode } from '../engine/net/bytes.ts';
import type { ScriptBlockValue } from '../engine/script-block.ts';
import type { PSValue } from '../values.ts';
import { rebuilt } from './carry.ts';
import { Job, jobsOf, KINDS } from './job.ts';
import { carriedEnd, hostInto, launch, renamed, streamsInto, travelling, type Work } from './run.ts';
import { type Using, usingOf } from './using.ts';

/** What Start-Job and `&` start: a process of its own, as far as a script can tell. */
export interface Background {
  readonly name?: string | undefined;
  readonly command: string;
  readonly blocks: readonly ScriptBlockValue[];
  readonly args: readonly PSValue[];
  readonly input: readonly PSValue[];
  readonly using: Using;
  /** What the session begins with besides. */
  readonly variables?: Using;
  readonly location: string;
}

/** A session of its own that shares nothing: its variables of the environment are a copy. */
function ownProcess(engine: Engine, location: string, job: Job): Engine {
  const { surroundings } = engine.host;
  const made = engine.spawn!({
    ...hostInto((stream, value) => job.say(stream, value)),
    surroundings: { ...surroundings, environment: new Map(surroundings.environment) },
  });
  made.files.location = location;
  return made;
}

/** Starts a background job. */
export function startBackground(engine: Engine, facts: Background): Job {
  const jobs = jobsOf(engine);
  const { name, command } = facts;
  const job = new Job(engine, KINDS.background, { id: jobs.nextId(), command, ...(name !== undefined && { name }) });
  const child = new Job(engine, KINDS.backgroundChild, { id: jobs.nextId(), command });
  job.add(child);
  jobs.list.push(job);
  const { out, streams } = streamsInto((stream, value) => child.say(stream, rebuilt(value)));
  const own = ownProcess(engine, facts.location, child);
  for (const [key, value] of facts.variables ?? []) own.global.local(key).value = rebuilt(value);
  const work: Work = {
    engine: own,
    blocks: facts.blocks.map((block) => travelling(own, block)),
    args: facts.args.map(rebuilt),
    input: facts.input.map(rebuilt),
    using: new Map([...facts.using].map(([key, value]) => [key, rebuilt(value)])),
    out,
    streams,
  };
  launch(engine, child, () => work, carriedEnd);
  return job;
}

/** A script file as a block. */
function blockOfFile(c: Context, path: string): ScriptBlockValue {
  const { files } = c.engine;
  const full = files.full(path);
  try {
    return c.engine.scriptBlock(decode(readFileSync(files.real(full))), full);
  } catch (e) {
    if ((e as NodeJS.ErrnoException).code !== 'ENOENT') throw e;
    throw c.fail(
      'FilePathNotFound',
      'ObjectNotFound',
      `Cannot find path '${full}' because it does not exist.`,
      'System.Management.Automation.ItemNotFoundException',
      { target: full },
    );
  }
}

function given(c: Context): ScriptBlockValue {
  const block = c.get('ScriptBlock') as ScriptBlockValue | null;
  return block ?? blockOfFile(c, c.has('FilePath') ? c.text('FilePath') : c.text('LiteralPath'));
}

function firstBlocks(c: Context): ScriptBlockValue[] {
  const first = c.get('InitializationScript') as ScriptBlockValue | null;
  return first ? [first] : [];
}

/** Gathers what comes down the pipeline, then starts. */
function gathering(c: Context, start: (input: PSValue[]) => Gen<void>): Body {
  const input: PSValue[] = [];
  return {
    // biome-ignore lint/correctness/useYield: it only gathers
    *process(item) {
      if (item !== undefined) input.push(item);
      else if (c.has('InputObject')) input.push(...(enumerable(c.get('InputObject')) ?? [c.get('InputObject')]));
    },
    *end() {
      yield* start(input);
    },
  };
}

const START_JOB = builtin(
  'Start-Job',
  'core',
  `
DefinitionName string ~ [DefinitionName] @0 !
DefinitionPath string ~ [DefinitionName] @1
Type string ~ [DefinitionName] @2
Name string [FilePathComputerName] <. [ComputerName] <. [LiteralFilePathComputerName] <.
ScriptBlock|Command scriptblock [ComputerName] @0 !
Credential pscredential [FilePathComputerName,ComputerName,LiteralFilePathComputerName]
FilePath string [FilePathComputerName] @0 !
LiteralPath|PSPath|LP string [LiteralFilePathComputerName] !
Authentication string [FilePathComputerName,ComputerName,LiteralFilePathComputerName]
InitializationScript scriptblock [FilePathComputerName,ComputerName,LiteralFilePathComputerName] @1
WorkingDirectory string ~
RunAs32 switch [FilePathComputerName,ComputerName,LiteralFilePathComputerName]
PSVersion version ~ [FilePathComputerName,ComputerName,LiteralFilePathComputerName]
InputObject psobject [FilePathComputerName] < [ComputerName] < [LiteralFilePathComputerName] <
ArgumentList|Args object[] [FilePathComputerName,ComputerName,LiteralFilePathComputerName]
`,
  (c) =>
    gathering(c, function* (input) {
      if (c.has('DefinitionName')) {
        throw c.fail(
          'JobDefinitionsNotAvailable',
          'NotImplemented',
          'hyperv has no definitions of jobs: give Start-Job a script block or a file.',
          'System.NotSupportedException',
        );
      }
      const block = given(c);
      let { location } = c.engine.files;
      if (c.has('WorkingDirectory')) {
        location = c.engine.files.full(c.text('WorkingDirectory'));
        const [found] = yield* c.expandPaths(c.text('WorkingDirectory'));
        if (found === undefined) return;
      }
      const job = startBackground(c.engine, {
        name: c.has('Name') ? c.text('Name') : undefined,
        command: block.text,
        blocks: [...firstBlocks(c), block],
        args: c.list('ArgumentList'),
        input,
        using: usingOf(c, block, true),
        location,
      });
      yield* c.emit(job.object);
    }),
  { raw: true, defaultSet: 'ComputerName', outputTypes: ['System.Management.Automation.PSRemotingJob'] },
);

/** Thread jobs that wait for their turn, and the limit that each session keeps to. */
const queues = new WeakMap<Engine, { limit: number; running: number; waiting: Job[] }>();

function begin(engine: Engine): void {
  const queue = queues.get(engine)!;
  while (queue.running < queue.limit) {
    const job = queue.waiting.shift();
    if (!job) return;
    if (job.isEnded || !job.launch) continue;
    queue.running++;
    job.launch();
  }
}

const START_THREAD_JOB = builtin(
  'Start-ThreadJob',
  'core',
  `
ScriptBlock scriptblock [ScriptBlock] @0 !
FilePath string ~ [FilePath] @0 !
Name string ~
InitializationScript scriptblock
InputObject psobject <
ArgumentList object[]
ThrottleLimit int 1..1000000
StreamingHost object
`,
  (c) =>
    gathering(c, function* (input) {
      const { engine } = c;
      const jobs = jobsOf(engine);
      const block = given(c);
      const command = block.text;
      const job = new Job(engine, KINDS.thread, {
        id: jobs.nextId(),
        command,
        ...(c.has('Name') && { name: c.text('Name') }),
      });
      jobs.list.push(job);
      const queue = queues.get(engine) ?? { limit: 5, running: 0, waiting: [] };
      queues.set(engine, queue);
      if (c.has('ThrottleLimit')) queue.limit = c.number('ThrottleLimit');
      const { out, streams } = streamsInto((stream, value) => job.say(stream, value));
      const own = engine.spawn!(hostInto((stream, value) => job.say(stream, value)));
      const work: Work = {
        engine: own,
        blocks: [...firstBlocks(c), block].map((b) => travelling(own, b)),
        args: c.list('ArgumentList'),
        input,
        using: usingOf(c, block, true),
        out,
        streams,
      };
      job.launch = () =>
        launch(
          engine,
          job,
          () => work,
          (error) => renamed(error, 'JobStateFailed', 'InvalidResult'),
          () => {
            queue.running--;
            begin(engine);
          },
        );
      queue.waiting.push(job);
      begin(engine);
      yield* c.emit(job.object);
    }),
  {
    raw: true,
    defaultSet: 'ScriptBlock',
    className: 'ThreadJob.StartThreadJobCommand',
    outputTypes: ['ThreadJob.ThreadJob'],
  },
);

/** Variables that every session has of its own: they do not travel with `&`. */
const OWN =
  /^(?:args|input|_|psitem|this|error|host|home|pid|true|false|null|pshome|psculture|psuiculture|psversiontable|executioncontext|myinvocation|psboundparameters|pscommandpath|psscriptroot|shellid|stacktrace|matches|foreach|switch|lastexitcode|using:.*)$/i;

/** `command &`: a background job of the pipeline, with the variables that it names. */
// biome-ignore lint/correctness/useYield: called as what may wait
export function* backgroundOperator(f: Frame, text: string): Gen<PSValue> {
  const { engine } = f;
  const block = engine.scriptBlock(text.replace(/&\s*$/, ''));
  const variables = new Map<string, PSValue>();
  for (const [, name] of block.text.matchAll(/[$@]\{?((?:\w+:)?\w+)/g)) {
    const plain = name!.replace(/^(?:global|script|local):/i, '').toLowerCase();
    const variable = OWN.test(plain) ? undefined : f.scope.find(plain);
    if (variable && !variable.getter) variables.set(plain, variable.get());
  }
  const job = startBackground(engine, {
    command: block.text,
    blocks: [block],
    args: [],
    input: [],
    using: new Map(),
    variables,
    location: engine.files.location,
  });
  return job.object;
}

export const STARTERS: readonly Builtin[] = [START_JOB, START_THREAD_JOB];

/** The jobs that a command is told about: by object, number, name, identifier, state, command, or a table of these. */
import type { Context } from '../engine/builtin.ts';
import { toText } from '../engine/convert.ts';
import { jobState } from '../engine/enums.ts';
import type { Gen } from '../engine/flow.ts';
import { PSObj } from '../engine/psobject.ts';
import { hasWildcard, wildcard } from '../engine/wildcard.ts';
import { registerEnum } from '../types.ts';
import { Hashtable, type PSValue } from '../values.ts';
import { Job, jobsOf } from './job.ts';

const STATE = 'JobState';
registerEnum(STATE, jobState);

/** Parameters of the commands that select; `!` where one of them must be there. */
export const selection = (needed: '' | '!', also: 'command' | '' = ''): string => `
Id int[] ~ [SessionIdParameterSet] @0 ${needed} <.
InstanceId guid[] ~ [InstanceIdParameterSet] @0 ! <.
Name string[] ~ [NameParameterSet] @0 ! <.
State ${STATE} [StateParameterSet] @0 ! <.
${also ? 'Command string[] ~ [CommandParameterSet] <.\n' : ''}Filter hashtable ~ [FilterParameterSet] @0 ! <.
`;

export const JOB_INPUT = `Job System.Management.Automation.Job[] ~ [JobParameterSet] @0 ! <*\n`;

function notFound(c: Context, what: 'Session' | 'Name' | 'InstanceId', given: PSValue): ReturnType<Context['record']> {
  const text = toText(given);
  const told =
    what === 'Session'
      ? `The command cannot find a job with the job ID ${text}. Verify the value of the Id parameter and then try the command again.`
      : what === 'Name'
        ? `The command cannot find the job because the job name ${text} was not found. Verify the value of the Name parameter, and then try the command again.`
        : `The command cannot find a job with the instance identifier ${text}. Verify the value of the InstanceId parameter, and then try the command again.`;
  return c.record(
    `JobWithSpecified${what}NotFound`,
    'ObjectNotFound',
    told,
    'System.Management.Automation.PSArgumentException',
    { target: given },
  );
}

/** Jobs that objects stand for. */
export function jobsIn(values: readonly PSValue[]): Job[] {
  return values.flatMap((v) => (v instanceof PSObj && v.data instanceof Job ? [v.data] : []));
}

function matchesFilter(job: Job, filter: Hashtable): boolean {
  return [...filter.entries.values()].every(({ key, value }) => {
    const own = toText(job.object.get(toText(key)) ?? null);
    return wildcard(toText(value)).test(own);
  });
}

/** Jobs of the session that the parameters mean; names and numbers that do not exist are errors. */
export function* chosen(c: Context): Gen<Job[]> {
  if (c.has('Job')) return jobsIn(c.list('Job'));
  const jobs = jobsOf(c.engine);
  const { all } = jobs;
  const found = new Set<Job>();
  const add = (list: readonly Job[]): boolean => {
    for (const job of list) found.add(job);
    return list.length > 0;
  };
  for (const id of c.list('Id')) {
    const n = Number(toText(id));
    if (!add(all.filter((j) => j.id === n))) yield* c.error(notFound(c, 'Session', id));
  }
  for (const name of c.texts('Name')) {
    const pattern = wildcard(name);
    const any = add(all.filter((j) => pattern.test(j.name)));
    if (!any && !hasWildcard(name)) yield* c.error(notFound(c, 'Name', name));
  }
  for (const id of c.list('InstanceId')) {
    const text = toText(id).toLowerCase();
    if (!add(all.filter((j) => j.instance.toLowerCase() === text))) yield* c.error(notFound(c, 'InstanceId', id));
  }
  if (c.has('State')) add(jobs.list.filter((j) => j.state.toLowerCase() === c.text('State').toLowerCase()));
  for (const text of c.texts('Command')) {
    const pattern = wildcard(text.trim());
    add(jobs.list.filter((j) => pattern.test(j.command.trim())));
  }
  const filter = c.get('Filter');
  if (filter instanceof Hashtable) add(jobs.list.filter((j) => matchesFilter(j, filter)));
  return [...found];
}

/** Start-Process: programs of the machine that this runs on. */
import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import type { Context } from '../../engine/builtin.ts';
import { toText } from '../../engine/convert.ts';
import { wait } from '../../engine/flow.ts';
import { Hashtable } from '../../values.ts';
import { builtin } from '../declare.ts';
import { isFolder } from '../files/paths.ts';
import { type Started, startedObject } from './process-object.ts';

const TABLE = `
FilePath|PSPath|Path string ~ @0 ! <.
ArgumentList|Args string[] ~ @1
Credential|RunAs object [Default]
WorkingDirectory string ~
LoadUserProfile|Lup switch [Default]
NoNewWindow|nnw switch [Default]
PassThru switch
RedirectStandardError|RSE string ~ [Default]
RedirectStandardInput|RSI string ~ [Default]
RedirectStandardOutput|RSO string ~ [Default]
Verb string ~ [UseShellExecute]
WindowStyle string {Normal,Hidden,Minimized,Maximized} [UseShellExecute]
Wait switch
UseNewEnvironment switch [Default]
Environment hashtable [Default]
`;

/** Words of a command line: -ArgumentList is joined with blanks, and the system cuts the line again. */
function words(line: string): string[] {
  const out: string[] = [];
  for (const m of line.matchAll(/"((?:[^"\\]|\\.)*)"|'([^']*)'|((?:[^\s"']|"(?:[^"\\]|\\.)*")+)/g))
    out.push(m[2] ?? (m[1] ?? m[3]!.replaceAll('"', '')).replace(/\\(["\\])/g, '$1'));
  return out;
}

function notFound(c: Context, name: string, why: string) {
  return c.fail(
    'InvalidOperationException',
    'InvalidOperation',
    `This command cannot be run due to the error: ${why}`,
    'System.InvalidOperationException',
    { target: name },
  );
}

interface Streams {
  readonly stdio: ('inherit' | 'ignore' | number)[];
  readonly open: number[];
}

function streams(c: Context): Streams {
  const open: number[] = [];
  const file = (parameter: string, mode: 'r' | 'w', otherwise: 'inherit'): 'inherit' | number => {
    if (!c.has(parameter)) return otherwise;
    const path = c.engine.files.full(c.text(parameter));
    try {
      open.push(openSync(c.engine.files.real(path), mode));
    } catch (fault) {
      if (mode === 'w' || (fault as { code?: string }).code !== 'ENOENT') throw fault;
      throw c.fail(
        'FileNotFound',
        'ObjectNotFound',
        `Cannot find path '${path}' because it does not exist.`,
        'System.IO.FileNotFoundException',
        { target: path },
      );
    }
    return open.at(-1)!;
  };
  return {
    stdio: [
      file('RedirectStandardInput', 'r', 'inherit'),
      file('RedirectStandardOutput', 'w', 'inherit'),
      file('RedirectStandardError', 'w', 'inherit'),
    ],
    open,
  };
}

function check(c: Context): void {
  if (
    c.has('RedirectStandardOutput') &&
    c.has('RedirectStandardError') &&
    c.engine.files.full(c.text('RedirectStandardOutput')) === c.engine.files.full(c.text('RedirectStandardError'))
  ) {
    throw c.fail(
      'InvalidOperationException',
      'InvalidOperation',
      'This command cannot be run because "RedirectStandardOutput" and "RedirectStandardError" are same. Give different inputs and Run your command again.',
      'System.InvalidOperationException',
    );
  }
  for (const p of ['Credential', 'LoadUserProfile', 'Verb', 'WindowStyle']) {
    if (!c.has(p) || (p === 'WindowStyle' && c.text(p).toLowerCase() !== 'maximized')) continue;
    if (p === 'Verb' && /^runas$/i.test(c.text(p))) continue;
    throw c.fail(
      'StartProcessNotSupported',
      'NotImplemented',
      `hyperv starts programs of this machine as the user that it runs as: Start-Process has no -${p} here.`,
      'System.NotSupportedException',
    );
  }
}

function environmentOf(c: Context): Record<string, string> {
  const own = c.flag('UseNewEnvironment') ? {} : Object.fromEntries(c.engine.surroundings.environment);
  const more = c.get('Environment');
  if (more instanceof Hashtable)
    for (const e of more.entries.values()) {
      if (e.value === null) delete own[toText(e.key)];
      else own[toText(e.key)] = toText(e.value);
    }
  return own;
}

function start(c: Context, path: string): Promise<Started> {
  const { stdio, open } = streams(c);
  const folder = c.has('WorkingDirectory') ? c.engine.files.full(c.text('WorkingDirectory')) : c.engine.files.location;
  const child = spawn(path, words(c.texts('ArgumentList').join(' ')), {
    cwd: isFolder(c, folder) ? c.engine.files.real(folder) : process.cwd(),
    env: environmentOf(c),
    stdio: stdio as never,
    detached: !c.flag('Wait'),
  });
  for (const fd of open) closeSync(fd);
  return new Promise((yes, no) => {
    child.once('error', no);
    child.once('spawn', () => {
      let end!: () => void;
      const started: Started = {
        id: child.pid!,
        name: path.replace(/^.*[\\/]/, ''),
        exitCode: null,
        ended: new Promise<void>((done) => {
          end = done;
        }),
        kill: () => void child.kill('SIGKILL'),
        hold: () => {
          if (started.exitCode === null) child.ref();
        },
      };
      child.once('exit', (code) => {
        started.exitCode = code ?? 128;
        end();
      });
      // A program that nobody waits for does not hold the script up.
      if (!c.flag('Wait')) child.unref();
      yes(started);
    });
  });
}

export const START_PROCESS = builtin(
  'Start-Process',
  'management',
  TABLE,
  (c) => ({
    *process() {
      check(c);
      const name = c.text('FilePath');
      const path = c.engine.findNative?.(name) ?? c.engine.findNative?.(join('.', name)) ?? null;
      if (path === null)
        throw notFound(
          c,
          name,
          `An error occurred trying to start process '${name}' with working directory '${c.engine.files.location}'. No such file or directory`,
        );
      if (c.has('WorkingDirectory') && !isFolder(c, c.engine.files.full(c.text('WorkingDirectory')))) {
        throw notFound(c, name, `The working directory '${c.text('WorkingDirectory')}' does not exist.`);
      }
      if (!c.should('Start-Process', [name, ...c.texts('ArgumentList')].join(' '))) return;
      const started = yield* wait(start(c, path).catch((fault: Error) => fault));
      if (started instanceof Error) throw notFound(c, name, started.message);
      if (c.flag('Wait')) yield* wait(started.ended);
      if (c.flag('PassThru')) yield* c.emit(startedObject(c, started));
    },
  }),
  { defaultSet: 'Default', confirm: 'Medium' },
);

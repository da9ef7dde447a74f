/** Start-Transcript and Stop-Transcript: what a session prints goes to a file too. */
import { appendFileSync, existsSync, writeFileSync } from 'node:fs';
import type { Context } from '../../engine/builtin.ts';
import type { Engine } from '../../engine/engine.ts';
import { formatDate } from '../../engine/format-date.ts';
import { dateOf } from '../../engine/net/date.ts';
import { builtin } from '../declare.ts';
import { reported } from '../files/io-errors.ts';
import { joined } from '../files/paths.ts';

interface Transcript {
  readonly path: string;
  readonly real: string;
  /** What the console was before. */
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

const running = new WeakMap<Engine, Transcript[]>();

function stackOf(c: Context): Transcript[] {
  let stack = running.get(c.engine);
  if (!stack) {
    stack = [];
    running.set(c.engine, stack);
  }
  return stack;
}

const LINE = '**********************';

function header(c: Context): string {
  const at = formatDate(dateOf(c.engine.surroundings.now()), 'yyyyMMddHHmmss');
  const user = String(c.engine.env(c.engine.surroundings.windows ? 'USERNAME' : 'USER') ?? '');
  if (c.flag('UseMinimalHeader')) return `${LINE}\nPowerShell transcript start\nStart time: ${at}\n${LINE}\n`;
  return [
    LINE,
    'PowerShell transcript start',
    `Start time: ${at}`,
    `Username: ${user}`,
    'Host Application: hyperv',
    `Process ID: ${process.pid}`,
    LINE,
    '',
  ].join('\n');
}

const START = builtin(
  'Start-Transcript',
  'utility',
  `
Path string [ByPath] @0
LiteralPath|PSPath|LP string [ByLiteralPath] @0
OutputDirectory string ~ [ByOutputDirectory]
Append switch
Force switch
NoClobber|NoOverwrite switch
IncludeInvocationHeader switch
UseMinimalHeader switch
`,
  (c) => ({
    *process() {
      const now = formatDate(dateOf(c.engine.surroundings.now()), 'yyyyMMddHHmmss');
      const name = `PowerShell_transcript.hyperv.${c.engine.surroundings.newGuid().slice(0, 8)}.${now}.txt`;
      const given = c.text('LiteralPath') || c.text('Path');
      const path = c.engine.files.full(
        given !== '' ? given : c.has('OutputDirectory') ? joined(c.text('OutputDirectory'), name) : name,
      );
      const real = c.engine.files.real(path);
      if (c.flag('NoClobber') && existsSync(real)) {
        throw c.fail(
          'NoClobber',
          'ResourceExists',
          `File ${path} already exists and NoClobber was specified.`,
          'System.IO.IOException',
          { target: path },
        );
      }
      if (!c.should('Start-Transcript', path)) return;
      try {
        if (c.flag('Append')) appendFileSync(real, header(c));
        else writeFileSync(real, header(c));
      } catch (fault) {
        const { record } = reported(c, fault, path, 'StartTranscript');
        throw c.fail(
          'CannotStartTranscription',
          'InvalidOperation',
          `Transcription cannot be started due to the error: ${record.message}`,
          'System.Management.Automation.PSInvalidOperationException',
        );
      }
      const host = c.engine.host as { out: (t: string) => void; err: (t: string) => void };
      const { out, err } = host;
      stackOf(c).push({ path, real, out, err });
      host.out = (text) => {
        appendFileSync(real, text);
        out(text);
      };
      host.err = (text) => {
        appendFileSync(real, text);
        err(text);
      };
      yield* c.emit(`Transcript started, output file is ${path}`);
    },
  }),
  { defaultSet: 'ByPath', confirm: 'Medium' },
);

const STOP = builtin(
  'Stop-Transcript',
  'utility',
  '',
  (c) => ({
    *process() {
      const last = stackOf(c).at(-1);
      if (!last) {
        throw c.fail(
          'InvalidOperation',
          'InvalidOperation',
          'An error occurred stopping transcription: The host is not currently transcribing.',
          'System.Management.Automation.PSInvalidOperationException',
        );
      }
      if (!c.should('Stop-Transcript', last.path)) return;
      stackOf(c).pop();
      const host = c.engine.host as { out: (t: string) => void; err: (t: string) => void };
      host.out = last.out;
      host.err = last.err;
      const at = formatDate(dateOf(c.engine.surroundings.now()), 'yyyyMMddHHmmss');
      appendFileSync(last.real, `${LINE}\nPowerShell transcript end\nEnd time: ${at}\n${LINE}\n`);
      yield* c.emit(`Transcript stopped, output file is ${last.path}`);
    },
  }),
  { confirm: 'Medium' },
);

export const TRANSCRIPTS = [START, STOP];

/** Programs of the machine as commands: arguments as text, output as lines, the exit code in $LASTEXITCODE. */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { enumerable } from '../engine/collections.ts';
import { toText } from '../engine/convert.ts';
import type { Engine } from '../engine/engine.ts';
import { ErrorObject } from '../engine/errors.ts';
import type { Gen } from '../engine/flow.ts';
import { decode } from '../engine/net/bytes.ts';
import type { Place, Stage } from '../engine/pipeline.ts';
import { type PSValue, Spelled } from '../values.ts';

function runnable(path: string): boolean {
  try {
    if (!statSync(path).isFile()) return false;
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The program that a command's name means. */
export function findProgram(engine: Engine, name: string): string | null {
  if (/[\\/]/.test(name)) {
    const real = engine.files.real(name);
    return existsSync(real) && runnable(real) ? real : null;
  }
  for (const dir of toText(engine.env('PATH') ?? '').split(delimiter)) {
    if (dir === '') continue;
    for (const ext of process.platform === 'win32' ? ['.exe', '.cmd', '.bat', ''] : ['']) {
      const path = join(dir, name + ext);
      if (runnable(path)) return path;
    }
  }
  return null;
}

/** Arguments as PowerShell passes them. */
function words(place: Place): string[] {
  const out: string[] = [];
  const add = (v: PSValue): void => {
    if (v === null) return;
    const items = enumerable(v);
    if (items) for (const i of items) out.push(toText(i));
    else out.push(v instanceof Spelled ? v.text : toText(v));
  };
  let verbatim = false;
  for (const e of place.planned.elements) {
    if (e.kind === 'argument') {
      if (e.value === '--%') verbatim = true;
      else if (verbatim) out.push(...toText(e.value).trim().split(/\s+/));
      else add(e.value);
    } else if (e.kind === 'parameter') {
      const text = e.name === '-' ? '--' : e.text;
      if (e.value) out.push(`${text}${toText(e.value.value)}`);
      else out.push(text);
    } else for (const x of e.entries) out.push(`-${x.name}:${toText(x.value)}`);
  }
  return out;
}

/** A program in a pipeline. Its input is gathered first, then it runs to its end. */
export class ProgramStage implements Stage {
  failed = false;
  private readonly place: Place;
  private readonly path: string;
  private readonly name: string;
  private readonly input: string[] = [];
  constructor(place: Place, path: string, name: string) {
    this.place = place;
    this.path = path;
    this.name = name;
  }
  *begin(): Gen<void> {}
  process(value: PSValue): undefined {
    this.input.push(toText(value));
    return undefined;
  }
  *alone(): Gen<void> {}
  *end(): Gen<void> {
    const { frame, out, streams, expectsInput } = this.place;
    const { engine } = frame;
    const result = spawnSync(this.path, words(this.place), {
      cwd: engine.files.real(engine.files.location),
      env: Object.fromEntries(engine.surroundings.environment),
      ...(expectsInput
        ? { input: this.input.map((l) => `${l}\n`).join('') }
        : { stdio: ['inherit', 'pipe', 'pipe'] as const }),
      maxBuffer: 2 ** 30,
    });
    const lines = (data: Buffer | null): string[] => {
      const parts = data ? decode(data).split(/\r\n|\n/) : [];
      if (parts.at(-1) === '') parts.pop();
      return parts;
    };
    for (const line of lines(result.stdout)) {
      const more = out.write(line);
      if (more) yield* more;
    }
    for (const line of lines(result.stderr)) {
      if (!streams.error) {
        engine.host.err(`${line}\n`);
        continue;
      }
      const record = new ErrorObject({
        id: 'NativeCommandError',
        category: 'NotSpecified',
        exceptionType: 'System.Management.Automation.RemoteException',
        message: line,
        target: line,
        invocationName: this.name,
      });
      const more = streams.error.write(record);
      if (more) yield* more;
    }
    const code = result.status ?? (result.error ? 1 : 128);
    const { global } = frame.scope;
    global.local('LASTEXITCODE').value = code;
    if (code !== 0) this.failed = true;
  }
  *clean(): Gen<void> {}
}

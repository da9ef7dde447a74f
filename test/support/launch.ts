/** Runs the words of a PowerShell command line in this process. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runScript } from '../../src/cli/run-script.ts';
import type { DialectName } from '../../src/powershell/format/dialect.ts';
import type { World } from '../../src/world.ts';
import type { ScriptResult } from './script.ts';

export interface LaunchSettings {
  readonly dialect?: DialectName;
  readonly world?: World;
  readonly stdin?: string;
  readonly location?: string;
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

/** A fresh folder. */
export const freshFolder = (): string => mkdtempSync(join(tmpdir(), 'hv'));

/** As `pwsh WORDS` or `powershell WORDS` with both streams going to another program. */
export async function launch(words: readonly string[], settings: LaunchSettings = {}): Promise<ScriptResult> {
  const { dialect = '7', world, stdin, location = '/', environment = {} } = settings;
  let stdout = '';
  let stderr = '';
  const lines = stdin?.split('\n') ?? [];
  const exitCode = await runScript(words, {
    terminal: {
      out: (text) => {
        stdout += text;
      },
      err: (text) => {
        stderr += text;
      },
      hints: false,
      color: false,
    },
    world: async () => {
      if (!world) throw new Error('The test gave no world.');
      return world;
    },
    stdin: () => stdin ?? '',
    readLine: () => lines.shift() ?? null,
    dialect,
    location,
    environment,
  });
  return { stdout, stderr, exitCode };
}

/** The value of -EncodedCommand. */
export const encoded = (text: string): string => Buffer.from(text, 'utf16le').toString('base64');

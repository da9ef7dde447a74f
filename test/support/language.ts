/** Runs scripts of the language alone: no lab, no command line. */
import { seededRandom } from '../../src/lab/random.ts';
import { Session } from '../../src/powershell/shell/session.ts';

export interface LanguageResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

/** Runs a script as `pwsh -File` does; the clock advances by 0.1 ms per look. */
export async function runScript(script: string, args: readonly string[] = []): Promise<LanguageResult> {
  let stdout = '';
  let stderr = '';
  let tick = 0;
  const random = seededRandom('language');
  const numbers = random.stream('test', 'numbers');
  const session = new Session({
    out: (text) => {
      stdout += text;
    },
    err: (text) => {
      stderr += text;
    },
    now: () => 1_700_000_000_000_000 + tick++ * 100,
    random: () => numbers.next(),
    newGuid: () => random.guid('test', 'guid', tick++),
    environment: new Map(),
    windows: false,
    location: '/',
  });
  try {
    const exitCode = await session.runFile('/case.ps1', script, args);
    return { stdout, stderr, exitCode };
  } finally {
    session.close();
  }
}

/** Runs scripts of the language against a lab in memory. */
import { scriptSession } from '../../src/cli/run-script.ts';
import type { TestLab } from './lab.ts';

export interface ScriptResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

/** Runs a script as `-File` does. */
export async function runLabScript(lab: TestLab, script: string): Promise<ScriptResult> {
  let stdout = '';
  let stderr = '';
  const session = scriptSession({
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
    world: async () => lab.world,
    location: '/',
    environment: {},
  });
  const exitCode = await session.runFile('/test.ps1', script, []);
  return { stdout, stderr, exitCode };
}

/** The gap script of public test suites in short: finds settings by name, sets the gap, answers the return value. */
export const GAP = `
function Settings([String] $name, [String] $server) {
  $all = gwmi -n root\\virtualization\\v2 -class Msvm_VirtualSystemSettingData -ComputerName $server
  if (-not $all) { return $null }
  foreach ($one in $all) { if ($one.ElementName -ne $name) { continue }; return $one }
  return $null
}
function SetGap([INT] $size, [String] $name = 'v', [String] $server = 'localhost') {
  $settings = Settings $name $server
  if (-not $settings) { return 'no such machine' }
  $service = gwmi -n root\\virtualization\\v2 -class Msvm_VirtualSystemManagementService -ComputerName $server
  if (-not $service) { return 'no service' }
  $settings.LowMmioGapSize = $size
  $answer = $service.ModifySystemSettings($settings.gettext(1))
  return $answer.ReturnValue
}
`;

/** What `pwsh -Help` and `powershell -Help` say: the switches that this installation takes. */
import type { DialectName } from '../powershell/format/dialect.ts';

const USAGE: Readonly<Record<DialectName, (name: string) => string>> = {
  '7': (name) => `
Usage: ${name} [[-File] <filePath> [args]] [-Command { - | <script-block> | <string> [-args <arg-array>] }]
               [-CommandWithArgs <string> <args>] [-EncodedCommand <Base64EncodedCommand>]
               [-ExecutionPolicy <ExecutionPolicy>] [-InputFormat {Text | XML}] [-OutputFormat {Text | XML}]
               [-NoExit] [-NoLogo] [-NonInteractive] [-NoProfile] [-STA] [-MTA] [-Version]
               [-WindowStyle <style>] [-WorkingDirectory <directoryPath>]

       ${name} -h | -Help | -? | /?

PowerShell over a simulated Hyper-V host (hyperv). Parameters are case-insensitive and may be shortened.
`,
  '5.1': (name) => `
${name}[.exe] [-Version <version>] [-NoLogo] [-NoExit] [-Sta] [-Mta] [-NoProfile] [-NonInteractive]
    [-InputFormat {Text | XML}] [-OutputFormat {Text | XML}] [-WindowStyle <style>]
    [-EncodedCommand <Base64EncodedCommand>] [-ExecutionPolicy <ExecutionPolicy>]
    [-File <filePath> <args>] [-Command { - | <script-block> | <string> }]

${name}[.exe] -Help | -? | /?

Windows PowerShell over a simulated Hyper-V host (hyperv). Parameters are case-insensitive and may be shortened.
`,
};

export const launchHelp = (dialect: DialectName): string => USAGE[dialect](dialect === '7' ? 'pwsh' : 'PowerShell');

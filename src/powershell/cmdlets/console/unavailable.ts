/** Commands of PowerShell that need what a simulated host does not have. Each says so, with its reason. */
import type { Builtin } from '../../engine/builtin.ts';
import { builtin } from '../declare.ts';

type Module = 'core' | 'utility' | 'management' | 'security';

const DEBUGGER = 'hyperv has no debugger.';
const DESKTOP = 'hyperv has no desktop.';
const EVENTS = 'hyperv has no events of .NET objects.';
const HELP = 'hyperv has its help in itself.';
const FORMAT = 'hyperv has its views as part of the program.';
const TRACE = 'hyperv traces no parts of PowerShell; Set-PSDebug and -Verbose show what a script does.';

/** Name, module, reason, parameters. */
const COMMANDS: readonly (readonly [name: string, module: Module, why: string, table: string])[] = [
  [
    'Set-PSBreakpoint',
    'utility',
    DEBUGGER,
    'Script string[] @0\nLine int[] @1\nColumn int @2\nAction scriptblock\nVariable string[]\nCommand string[]\nMode object\nRunspace object',
  ],
  ['Remove-PSBreakpoint', 'utility', DEBUGGER, 'Breakpoint object[] [B] @0 <\nId int[] [I] @0\nRunspace object'],
  ['Enable-PSBreakpoint', 'utility', DEBUGGER, 'Breakpoint object[] [B] @0 <\nId int[] [I] @0\nPassThru switch'],
  ['Disable-PSBreakpoint', 'utility', DEBUGGER, 'Breakpoint object[] [B] @0 <\nId int[] [I] @0\nPassThru switch'],
  ['Wait-Debugger', 'utility', DEBUGGER, ''],
  [
    'Debug-Runspace',
    'utility',
    DEBUGGER,
    'Name string [N] @0\nId int [I] @0\nRunspace object [R] @0\nInstanceId guid [G]\nBreakAll switch',
  ],
  ['Enable-RunspaceDebug', 'utility', DEBUGGER, 'RunspaceName string[] @0\nRunspaceId int[]\nBreakAll switch'],
  ['Disable-RunspaceDebug', 'utility', DEBUGGER, 'RunspaceName string[] @0\nRunspaceId int[]'],
  [
    'Trace-Command',
    'utility',
    TRACE,
    'Name string[] @0\nOption object @1\nExpression scriptblock @2\nCommand string\nArgumentList|Args object[] ...\nInputObject psobject <\nListenerOption object\nFilePath|PSPath|Path string\nForce switch\nDebugger switch\nPSHost switch',
  ],
  ['Get-TraceSource', 'utility', TRACE, 'Name string[] @0 <*'],
  [
    'Set-TraceSource',
    'utility',
    TRACE,
    'Name string[] @0 <*\nOption object @1\nListenerOption object\nFilePath|PSPath|Path string\nForce switch\nDebugger switch\nPSHost switch\nRemoveListener string[]\nRemoveFileListener string[]\nPassThru switch',
  ],
  [
    'Register-ObjectEvent',
    'utility',
    EVENTS,
    'InputObject psobject @0\nEventName string @1\nSourceIdentifier string @100\nAction scriptblock @101\nMessageData psobject\nSupportEvent switch\nForward switch\nMaxTriggerCount int',
  ],
  [
    'Register-EngineEvent',
    'utility',
    EVENTS,
    'SourceIdentifier string @100\nAction scriptblock @101\nMessageData psobject\nSupportEvent switch\nForward switch\nMaxTriggerCount int',
  ],
  [
    'Register-WmiEvent',
    'utility',
    EVENTS,
    'Class string @0\nQuery string\nNamespace|NS string\nComputerName|Cn string\nCredential object\nSourceIdentifier string @100\nAction scriptblock @101\nMessageData psobject\nSupportEvent switch\nForward switch\nMaxTriggerCount int\nTimeout|TimeoutMSec long',
  ],
  [
    'Register-CimIndicationEvent',
    'utility',
    EVENTS,
    'ClassName string @0\nQuery string\nNamespace|NS string\nComputerName|Cn string\nSourceIdentifier string @100\nAction scriptblock @101\nMessageData psobject\nSupportEvent switch\nForward switch\nMaxTriggerCount int',
  ],
  [
    'New-Event',
    'utility',
    EVENTS,
    'SourceIdentifier string @0\nSender psobject @1\nEventArguments psobject[] @2\nMessageData psobject @3',
  ],
  ['Wait-Event', 'utility', EVENTS, 'SourceIdentifier string @0 <.\nTimeout|TimeoutSec int'],
  [
    'Update-Help',
    'core',
    HELP,
    'Module|Name string[] @0\nSourcePath|Path string[] @1\nUICulture object[] @2\nFullyQualifiedModule object[]\nLiteralPath|PSPath|LP string[]\nRecurse switch\nCredential object\nUseDefaultCredentials switch\nForce switch\nScope string',
  ],
  [
    'Save-Help',
    'core',
    HELP,
    'DestinationPath|Path string[] @0\nModule|Name object[] @1\nUICulture object[] @2\nLiteralPath|PSPath|LP string[]\nFullyQualifiedModule object[]\nCredential object\nUseDefaultCredentials switch\nForce switch\nScope string',
  ],
  ['Update-FormatData', 'utility', FORMAT, 'AppendPath|PSPath|Path string[] @0 <*\nPrependPath string[]'],
  ['Get-FormatData', 'utility', FORMAT, 'TypeName string[] @0\nPowerShellVersion object'],
  [
    'Export-FormatData',
    'utility',
    FORMAT,
    'InputObject object[] <\nPath string\nLiteralPath|PSPath|LP string\nForce switch\nNoClobber|NoOverwrite switch\nIncludeScriptBlock switch',
  ],
  [
    'Out-GridView',
    'utility',
    DESKTOP,
    'InputObject psobject <\nTitle string\nWait switch\nOutputMode string\nPassThru switch',
  ],
  ['Out-Printer', 'utility', 'hyperv has no printer.', 'InputObject psobject <\nName|PrinterName string @0'],
  [
    'Show-Command',
    'utility',
    DESKTOP,
    'Name|CommandName string @0\nHeight double\nWidth double\nNoCommonParameter switch\nErrorPopup switch\nPassThru switch',
  ],
  ['Show-EventLog', 'management', DESKTOP, 'ComputerName|CN string @0'],
  [
    'Send-MailMessage',
    'utility',
    'hyperv sends no mail.',
    'Attachments|PsPath string[] <*\nBcc string[]\nBody string @2\nBodyAsHtml|BAH switch\nEncoding|BE object\nCc string[]\nDeliveryNotificationOption|DNO object\nFrom string\nSmtpServer|ComputerName string @3\nPriority object\nReplyTo string[]\nSubject|sub string @1\nTo string[] @0\nCredential object\nUseSsl switch\nPort int',
  ],
  [
    'Get-AuthenticodeSignature',
    'security',
    'hyperv does not check signatures.',
    'FilePath string[] [P] @0 <*\nLiteralPath|PSPath string[] [L] <.\nSourcePathOrExtension string[]\nContent byte[]',
  ],
  [
    'Set-AuthenticodeSignature',
    'security',
    'hyperv does not sign files.',
    'FilePath string[] @0 <*\nCertificate object @1\nLiteralPath|PSPath string[]\nIncludeChain string\nTimestampServer string\nHashAlgorithm string\nForce switch',
  ],
  [
    'Get-Acl',
    'security',
    'the files of a lab have no access control lists.',
    'Path string[] [P] @0 <*\nLiteralPath|PSPath string[] [L] <.\nInputObject psobject\nAudit switch\nFilter string\nInclude string[]\nExclude string[]',
  ],
  [
    'Set-Acl',
    'security',
    'the files of a lab have no access control lists.',
    'Path string[] [P] @0 <*\nLiteralPath|PSPath string[] [L] <.\nAclObject object @1 <\nInputObject psobject\nPassthru switch\nFilter string\nInclude string[]\nExclude string[]',
  ],
  [
    'New-SelfSignedCertificate',
    'security',
    'a host of hyperv has no certificate store.',
    'DnsName string[]\nSubject string\nCertStoreLocation string\nKeyAlgorithm string\nKeyLength int\nKeyUsage object\nTextExtension string[]\nType string\nNotAfter datetime',
  ],
  [
    'Add-Computer',
    'management',
    'hosts of hyperv join no domain.',
    'DomainName|DN string @0\nCredential|DomainCredential object\nComputerName string[]\nNewName string\nOUPath|OU string\nRestart switch\nForce switch\nPassThru switch',
  ],
  ['Set-Clipboard', 'management', DESKTOP, 'Value string[] @0 <*\nAppend switch\nPassThru switch\nAsOSC52 switch'],
  ['Get-Clipboard', 'management', DESKTOP, 'Raw switch\nDelimiter string[]'],
  [
    'ConvertFrom-Markdown',
    'utility',
    'hyperv does not show Markdown.',
    'Path string[] [P] @0 <*\nLiteralPath|PSPath|LP string[] [L]\nInputObject psobject [I] <\nAsVT100EncodedString switch',
  ],
  [
    'Show-Markdown',
    'utility',
    'hyperv does not show Markdown.',
    'Path string[] [P] @0 <*\nLiteralPath|PSPath|LP string[] [L]\nInputObject psobject [I] <\nUseBrowser switch',
  ],
  [
    'New-ModuleManifest',
    'core',
    'a manifest is a text file with a hashtable; Set-Content writes one.',
    'Path string @0\nNestedModules object[]\nGuid guid\nAuthor string\nCompanyName string\nCopyright string\nRootModule|ModuleToProcess string\nModuleVersion version\nDescription string\nFunctionsToExport string[]\nAliasesToExport string[]\nVariablesToExport string[]\nCmdletsToExport string[]\nPrivateData object\nRequiredModules object[]\nPassThru switch',
  ],
  [
    'Install-Module',
    'utility',
    'hyperv installs no modules; those in the folders of $env:PSModulePath are found.',
    'Name string[] @0\nMinimumVersion string\nMaximumVersion string\nRequiredVersion string\nRepository string[]\nScope string\nForce switch\nAllowClobber switch\nSkipPublisherCheck switch\nAcceptLicense switch\nPassThru switch',
  ],
];

export const UNAVAILABLE: readonly Builtin[] = COMMANDS.map(([name, module, why, table]) =>
  builtin(
    name,
    module,
    table,
    (c) => ({
      *process() {
        throw c.fail(
          'NotSupported',
          'NotImplemented',
          `${name} is not available: ${why}`,
          'System.NotSupportedException',
        );
      },
    }),
    { summary: `Is not available: ${why}` },
  ),
);

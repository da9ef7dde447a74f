/** New-PSSession and its kin, and what a script asks about remoting. */
import { builtin } from '../cmdlets/declare.ts';
import type { Builtin, Context } from '../engine/builtin.ts';
import type { Gen } from '../engine/flow.ts';
import { PSObj } from '../engine/psobject.ts';
import { hasWildcard, wildcard } from '../engine/wildcard.ts';
import { checkWays, open, targetsOf } from './connect.ts';
import { type RemoteSession, sessionsIn, sessionsOf } from './remotes.ts';

const SPACE = 'System.Management.Automation.Runspaces.PSSession';

const NEW_SESSION = builtin(
  'New-PSSession',
  'core',
  `
ComputerName|Cn string[] ~ [ComputerName] @0 <*
Credential pscredential [ComputerName] <. [Uri] <. [VMId] ! <. [VMName] ! <.
Session ${SPACE}[] ~ [Session] @0 <*
Name string[]
EnableNetworkAccess switch [ComputerName,Session,Uri]
ConfigurationName string [ComputerName,Uri,ContainerId,VMId,VMName] <.
UseWindowsPowerShell switch [UseWindowsPowerShellParameterSet] !
VMId|VMGuid guid[] ~ [VMId] @0 ! <.
VMName string[] ~ [VMName] ! <.
ContainerId string[] ~ [ContainerId] ! <.
RunAsAdministrator switch [ContainerId]
Port int 1..65535 [ComputerName,SSHHost]
UseSSL switch [ComputerName]
ApplicationName string [ComputerName] <.
ThrottleLimit int [ComputerName,Session,Uri,ContainerId,VMId,VMName]
ConnectionUri|URI|CU System.Uri[] ~ [Uri] @0 ! <.
AllowRedirection switch [Uri]
SessionOption object [ComputerName,Uri]
Authentication string [ComputerName,Uri]
CertificateThumbprint string [ComputerName,Uri]
HostName string[] ~ [SSHHost] @0 !
UserName string ~ [SSHHost]
KeyFilePath|IdentityFilePath string ~ [SSHHost]
Subsystem string [SSHHost] <.
ConnectingTimeout int [SSHHost]
SSHTransport switch [SSHHost]
SSHConnection hashtable[] ~ [SSHHostHashParam] !
Options hashtable ~ [SSHHost]
`,
  (c) => ({
    *process() {
      checkWays(c);
      const names = c.texts('Name');
      const again = sessionsIn(c.list('Session')).map((s) => ({ computer: s.computerName }));
      const targets = [...targetsOf(c), ...again];
      for (const target of targets.length > 0 ? targets : [{ computer: 'localhost' }]) {
        const session = yield* open(c, target, { name: names.shift() });
        if (!session) continue;
        yield* c.emit(session.object);
      }
    },
  }),
  { defaultSet: 'ComputerName', outputTypes: [SPACE] },
);

/** Sessions that the parameters mean; numbers and names that there are not are reported. */
function* chosen(c: Context): Gen<RemoteSession[]> {
  const { list } = sessionsOf(c.engine);
  if (c.has('Session')) return sessionsIn(c.list('Session'));
  const ways: readonly (readonly [string, (s: RemoteSession) => string])[] = [
    ['Id', (s) => String(s.id)],
    ['Name', (s) => s.name],
    ['InstanceId', (s) => s.instance],
    ['ComputerName', (s) => s.computerName],
    ['VMName', (s) => (s.computer.kind === 'VirtualMachine' ? s.computer.name : '')],
    ['VMId', (s) => s.computer.vmId ?? ''],
  ];
  let found: RemoteSession[] | null = null;
  for (const [parameter, of] of ways) {
    if (!c.has(parameter)) continue;
    const among: readonly RemoteSession[] = found ?? list;
    const kept = new Set<RemoteSession>();
    for (const text of c.texts(parameter)) {
      const pattern = wildcard(text);
      const matches = among.filter((s) => pattern.test(of(s)));
      for (const s of matches) kept.add(s);
      if (matches.length === 0 && !hasWildcard(text) && /^(?:Id|Name|InstanceId)$/.test(parameter))
        yield* c.error(missing(c, parameter, text));
    }
    found = [...kept];
  }
  return found ?? list;
}

function missing(c: Context, parameter: string, text: string): ReturnType<Context['record']> {
  const words = { Id: 'session ID', Name: 'name', InstanceId: 'InstanceId' }[parameter];
  const id = { Id: 'PSSessionIdNotFound', Name: 'PSSessionNameNotFound', InstanceId: 'PSSessionInstanceIdNotFound' };
  return c.record(
    id[parameter as 'Id'],
    'InvalidArgument',
    `The specified session ${words === 'session ID' ? 'ID' : words} ${text} cannot be found. Provide a valid ${words} and then try the command again.`,
    'System.ArgumentException',
    { target: text },
  );
}

const GET_SESSION = builtin(
  'Get-PSSession',
  'core',
  `
ComputerName|Cn string[] ~ [ComputerName] @0 ! <. [ComputerInstanceId] @0 ! <.
Name string[] ~ [Name] <. [ComputerName,VMId,VMName]
InstanceId guid[] ~ [InstanceId] <. [ComputerInstanceId] ! [VMIdInstanceId] ! [VMNameInstanceId] !
Id int[] [Id] @0 ! <.
Credential pscredential [ComputerName,ComputerInstanceId]
VMId|VMGuid guid[] ~ [VMId] ! <. [VMIdInstanceId] ! <.
VMName string[] ~ [VMName] ! <. [VMNameInstanceId] ! <.
State string {All,Opened,Disconnected,Closed,Broken} [ComputerName,ComputerInstanceId,VMId,VMName]
`,
  (c) => ({
    *process() {
      const state = c.text('State', 'All').toLowerCase();
      for (const session of yield* chosen(c))
        if (state === 'all' || session.state.toLowerCase() === state) yield* c.emit(session.object);
    },
  }),
  { defaultSet: 'Name', outputTypes: [SPACE] },
);

const REMOVE_SESSION = builtin(
  'Remove-PSSession',
  'core',
  `
Session ${SPACE}[] [Session] @0 ! <*
VMId|VMGuid guid[] ~ [VMId] ! <.
VMName string[] ~ [VMName] ! <.
InstanceId guid[] ~ [InstanceId] ! <.
Id int[] [Id] @0 ! <.
Name string[] ~ [Name] ! <.
ComputerName|Cn string[] ~ [ComputerName] @0 ! <.
`,
  (c) => ({
    *process() {
      const own = sessionsOf(c.engine);
      for (const session of yield* chosen(c)) {
        if (!c.should('Remove-PSSession', session.name)) continue;
        session.state = 'Closed';
        own.list = own.list.filter((s) => s !== session);
      }
    },
  }),
  { defaultSet: 'Id', confirm: 'Low' },
);

const OPTIONS = [
  'MaximumRedirection',
  'NoCompression',
  'NoMachineProfile',
  'Culture',
  'UICulture',
  'MaximumReceivedDataSizePerCommand',
  'MaximumReceivedObjectSize',
  'OutputBufferingMode',
  'MaxConnectionRetryCount',
  'ApplicationArguments',
  'OpenTimeout',
  'CancelTimeout',
  'IdleTimeout',
  'ProxyAccessType',
  'ProxyAuthentication',
  'ProxyCredential',
  'SkipCACheck',
  'SkipCNCheck',
  'SkipRevocationCheck',
  'OperationTimeout',
  'NoEncryption',
  'UseUTF16',
  'IncludePortInSPN',
];
const SWITCHES = /^(?:No|Skip|Use|Include)/;

const NEW_OPTION = builtin(
  'New-PSSessionOption',
  'core',
  OPTIONS.map(
    (name) => `${name} ${SWITCHES.test(name) ? 'switch' : /Timeout|Maximum|Count/.test(name) ? 'int' : 'object'}`,
  ).join('\n'),
  (c) => ({
    *process() {
      const properties = Object.fromEntries(
        OPTIONS.map((name) => [name, SWITCHES.test(name) ? c.flag(name) : c.get(name)]),
      );
      yield* c.emit(new PSObj(['System.Management.Automation.Remoting.PSSessionOption', 'System.Object'], properties));
    },
  }),
);

/** Commands that we know and do not have: what each would do. */
const ABSENT: Readonly<Record<string, readonly [string, string]>> = {
  'Enter-PSSession': [
    'ComputerName|Cn string [ComputerName] @0 ! <*\nSession object [Session] @0 <*\nVMName string [VMName] ! <*\nVMId|VMGuid guid [VMId] ! <*\nCredential pscredential\nId int [Id]\nName string [Name]\nInstanceId guid [InstanceId]',
    'interactive sessions on other computers; Invoke-Command runs commands there',
  ],
  'Connect-PSSession': [
    'Session object @0 <*\nName string[]\nId int[]\nComputerName|Cn string[]',
    'sessions that are disconnected',
  ],
  'Disconnect-PSSession': ['Session object @0 <*\nName string[]\nId int[]', 'sessions that are disconnected'],
  'Receive-PSSession': ['Session object @0 <*\nName string[]\nId int[]', 'sessions that are disconnected'],
};

const absent = Object.entries(ABSENT).map(([name, [table, what]]) =>
  builtin(
    name,
    'core',
    table,
    (c) => ({
      // biome-ignore lint/correctness/useYield: it only refuses
      *process() {
        throw c.fail(
          `${name.replace('-', '')}NotAvailable`,
          'NotImplemented',
          `hyperv does not have ${what}.`,
          'System.NotSupportedException',
        );
      },
    }),
    table.includes('[ComputerName]') ? { defaultSet: 'ComputerName' } : {},
  ),
);

const EXIT_SESSION = builtin('Exit-PSSession', 'core', '', () => ({}));

const TEST_WSMAN = builtin(
  'Test-WSMan',
  'wsman',
  'ComputerName|cn string @0 <\nCredential pscredential <.\nAuthentication|auth|am string\nPort int\nUseSSL switch\nApplicationName string\nCertificateThumbprint string',
  (c) => ({
    *process() {
      const name = c.text('ComputerName', 'localhost');
      const session = yield* open(c, { computer: name });
      if (!session) return;
      const version = 'OS: 0.0.0 SP: 0.0 Stack: 3.0';
      const o = new PSObj(['System.Xml.XmlElement', 'System.Object'], {
        wsmid: 'http://schemas.dmtf.org/wbem/wsman/identity/1/wsmanidentity.xsd',
        ProtocolVersion: 'http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd',
        ProductVendor: 'Microsoft Corporation',
        ProductVersion: version,
      });
      yield* c.emit(o);
    },
  }),
);

/** The computers of a lab take sessions as they are: these find nothing to do. */
const enable = ['Enable-PSRemoting', 'Set-WSManQuickConfig'].map((name) =>
  builtin(
    name,
    name.includes('WSMan') ? 'wsman' : 'core',
    'Force switch\nSkipNetworkProfileCheck switch\nUseSSL switch',
    () => ({}),
  ),
);

export const SESSION_COMMANDS: readonly Builtin[] = [
  NEW_SESSION,
  GET_SESSION,
  REMOVE_SESSION,
  NEW_OPTION,
  EXIT_SESSION,
  TEST_WSMAN,
  ...absent,
  ...enable,
];

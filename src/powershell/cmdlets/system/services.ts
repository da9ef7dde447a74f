/** Services of the computer: Get-Service and the commands that start, stop and set them. */
import type { Context } from '../../engine/builtin.ts';
import { toText } from '../../engine/convert.ts';
import { type Gen, wait } from '../../engine/flow.ts';
import { PSObj } from '../../engine/psobject.ts';
import { hasWildcard, wildcard } from '../../engine/wildcard.ts';
import { type EnumType, EnumValue, type PSValue } from '../../values.ts';
import { builtin } from '../declare.ts';
import { machineOf, type ServiceFacts } from './machine.ts';

const statusType: EnumType = {
  name: 'System.ServiceProcess.ServiceControllerStatus',
  members: { Stopped: 1, StartPending: 2, StopPending: 3, Running: 4, ContinuePending: 5, PausePending: 6, Paused: 7 },
};
const startType: EnumType = {
  name: 'System.ServiceProcess.ServiceStartMode',
  members: { Boot: 0, System: 1, Automatic: 2, Manual: 3, Disabled: 4 },
};

const value = (type: EnumType, name: string): EnumValue => new EnumValue(type, type.members[name]!);

function serviceObject(s: ServiceFacts, every: readonly ServiceFacts[]): PSObj {
  const o = new PSObj([
    'System.ServiceProcess.ServiceController',
    'System.ComponentModel.Component',
    'System.MarshalByRefObject',
    'System.Object',
  ]);
  const property = (name: string, get: () => PSValue): void => o.members.add({ name, kind: 'property', get });
  const others = (fits: (t: ServiceFacts) => boolean): PSValue =>
    every.filter(fits).map((t) => serviceObject(t, every));
  property('UserName', () => 'LocalSystem');
  property('Description', () => s.description);
  property('DelayedAutoStart', () => false);
  property('BinaryPathName', () => s.binary);
  property('StartupType', () => value(startType, s.startType));
  o.members.add({ name: 'Name', kind: 'alias', target: 'ServiceName' });
  o.members.add({ name: 'RequiredServices', kind: 'alias', target: 'ServicesDependedOn' });
  property('CanPauseAndContinue', () => false);
  property('CanShutdown', () => s.status === 'Running');
  property('CanStop', () => s.status === 'Running');
  property('DisplayName', () => s.displayName);
  property('DependentServices', () => others((t) => t.needs.includes(s.name)));
  property('MachineName', () => '.');
  property('ServiceName', () => s.name);
  property('ServicesDependedOn', () => others((t) => s.needs.includes(t.name)));
  property('Status', () => value(statusType, s.status));
  property('ServiceType', () => 'Win32OwnProcess');
  property('StartType', () => value(startType, s.startType));
  o.toText = () => s.name;
  return o;
}

function* services(c: Context): Gen<readonly ServiceFacts[]> {
  const machine = machineOf(c.engine);
  return machine ? yield* wait(machine.services()) : [];
}

function missing(c: Context, by: 'Name' | 'DisplayName', text: string) {
  return c.record(
    `NoServiceFoundForGiven${by}`,
    'ObjectNotFound',
    by === 'Name'
      ? `Cannot find any service with service name '${text}'.`
      : `Cannot find any service with display name '${text}'.`,
    'Microsoft.PowerShell.Commands.ServiceCommandException',
    { target: text },
  );
}

/** The services that the parameters mean; what is missing is reported. */
function* wanted(c: Context): Gen<ServiceFacts[]> {
  const every = yield* services(c);
  const include = c.texts('Include').map((p) => wildcard(p));
  const exclude = c.texts('Exclude').map((p) => wildcard(p));
  const passes = (s: ServiceFacts): boolean =>
    (include.length === 0 || include.some((p) => p.test(s.name))) && !exclude.some((p) => p.test(s.name));
  const out: ServiceFacts[] = [];
  const by = c.has('DisplayName') ? 'DisplayName' : 'Name';
  const given = c.has('InputObject')
    ? c.list('InputObject').map((o) => toText((o as PSObj).get?.('Name') ?? o))
    : c.texts(by);
  for (const text of c.has('InputObject') || c.has(by) ? given : ['*']) {
    const pattern = wildcard(text);
    const found = every.filter((s) => pattern.test(by === 'Name' ? s.name : s.displayName) && passes(s));
    if (found.length === 0 && !hasWildcard(text)) yield* c.error(missing(c, by, text));
    out.push(...found);
  }
  return [...new Set(out)].sort((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1));
}

const GET_SERVICE = builtin(
  'Get-Service',
  'management',
  `
Name|ServiceName string[] [Default] @0 <*
DisplayName string[] [DisplayName] !
InputObject object[] [InputObject] <
DependentServices|DS switch
RequiredServices|SDO|ServicesDependedOn switch
Include string[]
Exclude string[]
`,
  (c) => ({
    *process() {
      const every = yield* services(c);
      for (const s of yield* wanted(c)) {
        if (c.flag('RequiredServices'))
          yield* c.emitAll(every.filter((t) => s.needs.includes(t.name)).map((t) => serviceObject(t, every)));
        else if (c.flag('DependentServices'))
          yield* c.emitAll(every.filter((t) => t.needs.includes(s.name)).map((t) => serviceObject(t, every)));
        else yield* c.emit(serviceObject(s, every));
      }
    },
  }),
  { defaultSet: 'Default' },
);

const CHANGE = `
Name|ServiceName string[] [Default] @0 ! <*
DisplayName string[] [DisplayName] !
InputObject object[] [InputObject] @0 ! <
PassThru switch
Include string[]
Exclude string[]
`;

/** A command that changes whether a service runs. What would leave it as it is succeeds; the host's services stay. */
const change = (name: string, leaves: ServiceFacts['status'] | 'Restarted', more: string) =>
  builtin(
    name,
    'management',
    CHANGE + more,
    (c) => ({
      *process() {
        const every = yield* services(c);
        for (const s of yield* wanted(c)) {
          if (!c.should(name, `${s.displayName} (${s.name})`)) continue;
          const dependents = every.filter((t) => t.needs.includes(s.name) && t.status === 'Running');
          if (leaves !== 'Running' && dependents.length > 0 && !c.flag('Force')) {
            yield* c.error(
              c.record(
                'ServiceHasDependentServices',
                'InvalidOperation',
                `Cannot stop service '${s.displayName} (${s.name})' because it has dependent services. It can only be stopped if the Force flag is set.`,
                'Microsoft.PowerShell.Commands.ServiceCommandException',
                { target: s.name },
              ),
            );
            continue;
          }
          // A restart ends in the state that it began with, and machines run on without the management service.
          if (s.status !== leaves && !(leaves === 'Restarted' && s.status === 'Running')) {
            yield* c.error(
              c.record(
                leaves === 'Stopped' ? 'CouldNotStopService' : 'CouldNotStartService',
                leaves === 'Stopped' ? 'CloseError' : 'OpenError',
                `hyperv keeps the services of its host as they are: '${s.displayName} (${s.name})' stays ${s.status.toLowerCase()}.`,
                'Microsoft.PowerShell.Commands.ServiceCommandException',
                { target: s.name },
              ),
            );
            continue;
          }
          if (c.flag('PassThru')) yield* c.emit(serviceObject(s, every));
        }
      },
    }),
    {
      defaultSet: leaves === 'Running' || leaves === 'Restarted' || leaves === 'Stopped' ? 'InputObject' : 'Default',
      confirm: 'Medium',
    },
  );

/** Commands that change what services there are or how they begin. */
const fixed = (name: string, table: string) =>
  builtin(
    name,
    'management',
    table,
    (c) => ({
      *process() {
        throw c.fail(
          'ServiceChangeNotSupported',
          'NotImplemented',
          `hyperv keeps the services of its host as they are: ${name} is not available.`,
          'System.NotSupportedException',
          { target: c.text('Name') },
        );
      },
    }),
    { confirm: 'Medium' },
  );

export const SERVICES = [
  GET_SERVICE,
  change('Start-Service', 'Running', ''),
  change('Stop-Service', 'Stopped', 'Force switch\nNoWait switch'),
  change('Restart-Service', 'Restarted', 'Force switch'),
  fixed(
    'Set-Service',
    `
Name|ServiceName|SN string [Name] @0 ! <*
InputObject object [InputObject] @0 ! <
DisplayName|DN string
Description string
StartupType|StartMode|SM|ST|StartType string {Automatic,Manual,Disabled,AutomaticDelayedStart}
Status string {Running,Stopped,Paused}
Credential object
SecurityDescriptorSddl|sd string
Force switch
PassThru switch`,
  ),
  fixed(
    'New-Service',
    'Name|ServiceName string @0 !\nBinaryPathName|Path string @1 !\nDisplayName string\nDescription string\nSecurityDescriptorSddl|sd string\nStartupType string\nCredential object\nDependsOn string[]',
  ),
  fixed('Remove-Service', 'Name|ServiceName string [Name] @0 ! <*\nInputObject object [InputObject] <'),
  fixed('Suspend-Service', CHANGE),
  fixed('Resume-Service', CHANGE),
];

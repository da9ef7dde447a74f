/** New-CimSession and its kin, and what -CimSession of a cmdlet means. */
import { HostError } from '../host/errors.ts';
import { builtin } from '../powershell/cmdlets/declare.ts';
import type { Builtin, Context } from '../powershell/engine/builtin.ts';
import { type Gen, wait } from '../powershell/engine/flow.ts';
import { PSObj } from '../powershell/engine/psobject.ts';
import { hasWildcard, wildcard } from '../powershell/engine/wildcard.ts';
import { PSError } from '../powershell/errors.ts';
import type { CmdletDef } from '../powershell/parameters.ts';
import type { Awaitable } from '../powershell/runtime.ts';
import { Guid, type PSValue } from '../powershell/values.ts';
import type { World } from '../world.ts';

export const CIM_SESSION = 'Microsoft.Management.Infrastructure.CimSession';

/** A session on a host of the lab. */
class CimSession {
  open = true;
  readonly id: number;
  readonly name: string;
  readonly computerName: string;
  readonly instance: string;
  readonly object: PSObj;
  constructor(id: number, name: string, computerName: string, instance: string, protocol: string) {
    this.id = id;
    this.name = name;
    this.computerName = computerName;
    this.instance = instance;
    this.object = new PSObj([CIM_SESSION, 'System.Object'], {
      Id: id,
      Name: name,
      InstanceId: new Guid(instance),
      ComputerName: computerName,
      Protocol: protocol,
    });
    this.object.toText = () => `CimSession: ${computerName}`;
    this.object.data = this;
  }
}

const sessions = new WeakMap<object, { list: CimSession[]; next: number }>();

function own(c: Context): { list: CimSession[]; next: number } {
  let found = sessions.get(c.engine);
  if (!found) {
    found = { list: [], next: 1 };
    sessions.set(c.engine, found);
  }
  return found;
}

/** Hosts that -CimSession of a cmdlet means, by name. @throws PSError for a session that was closed */
export function hostsOfSessions(given: readonly unknown[], def: CmdletDef): string[] {
  return given.map((one) => {
    if (one instanceof PSObj && one.data instanceof CimSession) {
      if (one.data.open) return one.data.computerName;
      throw new PSError({
        id: 'ObjectDisposed',
        className: def.className,
        category: 'NotSpecified',
        exceptionType: 'System.ObjectDisposedException',
        message: `Cannot access a disposed object.\nObject name: '${CIM_SESSION}'.`,
        activity: def.name,
      });
    }
    // The session that an object of the module came by: that of its host.
    const target = (one as { target?: { computerName?: string } }).target;
    return target?.computerName ?? 'localhost';
  });
}

const CANNOT_FIND = 'The WinRM client cannot process the request because the server name cannot be resolved. ';

function* start(c: Context, world: () => Awaitable<World>, computer: string | null): Gen<void> {
  const lab = yield* wait(world());
  try {
    lab.hostId(computer ?? undefined);
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    yield* c.error(
      c.record('HRESULT 0x803381b9', 'NotSpecified', CANNOT_FIND, 'Microsoft.Management.Infrastructure.CimException', {
        target: computer,
      }),
    );
    return;
  }
  const all = own(c);
  const id = all.next++;
  const session = new CimSession(
    id,
    c.text('Name', `CimSession${id}`),
    computer ?? 'localhost',
    c.engine.surroundings.newGuid(),
    computer === null ? 'DCOM' : 'WSMAN',
  );
  all.list.push(session);
  yield* c.emit(session.object);
}

const WAYS: readonly (readonly [string, (s: CimSession) => string, string])[] = [
  ['Id', (s) => String(s.id), 'Id'],
  ['Name', (s) => s.name, 'Name'],
  ['InstanceId', (s) => s.instance, 'InstanceId'],
  ['ComputerName', (s) => s.computerName, 'ComputerName'],
];

function* chosen(c: Context): Gen<CimSession[]> {
  const { list } = own(c);
  if (c.has('CimSession'))
    return c
      .list('CimSession')
      .flatMap((v: PSValue) => (v instanceof PSObj && v.data instanceof CimSession ? [v.data] : []));
  const found = new Set<CimSession>();
  let asked = false;
  for (const [parameter, of] of WAYS) {
    for (const text of c.texts(parameter)) {
      asked = true;
      const pattern = wildcard(text);
      const matches = list.filter((s) => pattern.test(of(s)));
      for (const s of matches) found.add(s);
      if (matches.length > 0 || hasWildcard(text)) continue;
      yield* c.error(
        c.record(
          `CimSession_${parameter}_NotFound`,
          'ObjectNotFound',
          `No CimSession instances found with property '${parameter}' equal to '${text}'.  Verify the value of the property and retry.`,
          'Microsoft.Management.Infrastructure.CimException',
          { target: text },
        ),
      );
    }
  }
  return asked ? [...found] : [...list];
}

const SELECTION = `
ComputerName|CN|ServerName string[] ~ [ComputerNameSet] @0 <.
Id uint32[] ~ [SessionIdSet] @0 ! <.
InstanceId guid[] ~ [InstanceIdSet] ! <.
Name string[] ~ [NameSet] ! <.
`;

/** The commands, over this world. */
export function cimSessionCommands(world: () => Awaitable<World>): readonly Builtin[] {
  return [
    builtin(
      'New-CimSession',
      'cim',
      `
ComputerName|CN|ServerName string[] ~ @0 <.
Credential pscredential [CredentialParameterSet] @1
Authentication string [CredentialParameterSet]
CertificateThumbprint string [CertificateParameterSet]
Name string
OperationTimeoutSec|OT uint32
SkipTestConnection switch
Port uint32
SessionOption object
`,
      (c) => ({
        *process() {
          const computers = c.has('ComputerName') ? c.texts('ComputerName') : [null];
          for (const computer of computers) yield* start(c, world, computer);
        },
      }),
      {
        defaultSet: 'CredentialParameterSet',
        className: 'Microsoft.Management.Infrastructure.CimCmdlets.NewCimSessionCommand',
      },
    ),
    builtin(
      'Get-CimSession',
      'cim',
      SELECTION,
      (c) => ({
        *process() {
          for (const session of yield* chosen(c)) yield* c.emit(session.object);
        },
      }),
      {
        defaultSet: 'ComputerNameSet',
        className: 'Microsoft.Management.Infrastructure.CimCmdlets.GetCimSessionCommand',
      },
    ),
    builtin(
      'Remove-CimSession',
      'cim',
      `CimSession ${CIM_SESSION}[] ~ [CimSessionSet] @0 ! <\n${SELECTION.replace('[ComputerNameSet] @0 <.', '[ComputerNameSet] @0 ! <.')}`,
      (c) => ({
        *process() {
          const all = own(c);
          for (const session of yield* chosen(c)) {
            if (!c.should('Remove-CimSession', `CimSession: ${session.computerName}`)) continue;
            session.open = false;
            all.list = all.list.filter((s) => s !== session);
          }
        },
      }),
      {
        defaultSet: 'CimSessionSet',
        className: 'Microsoft.Management.Infrastructure.CimCmdlets.RemoveCimSessionCommand',
      },
    ),
  ];
}

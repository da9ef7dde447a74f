/**
 * The simulated host as scripts see a computer: processes, services, event logs. Which processes and services a server with
 * Hyper-V has is from Microsoft's documentation ("Hyper-V architecture": VMMS, VM worker process, vmcompute); sizes, handles
 * and ids of the fixed ones are assumed.
 */
import { freeMemory } from '../host/host-memory.ts';
import type { EventDoc } from '../host/types.ts';
import type { EventFacts, Machine, ProcessFacts, ServiceFacts } from '../powershell/cmdlets/system/machine.ts';
import { dateOf } from '../powershell/engine/net/date.ts';
import { Num } from '../powershell/values.ts';
import type { World } from '../world.ts';

const MB = 2 ** 20;
const SYSTEM32 = 'C:\\Windows\\System32';

/** Name, id, working set (MB), handles, threads, session; the file where it is not in System32. */
const PROCESSES: readonly (readonly [name: string, id: number, megabytes: number, handles: number, threads: number])[] =
  [
    ['Idle', 0, 0, 0, 1],
    ['System', 4, 0.1, 2100, 180],
    ['Registry', 124, 70, 0, 4],
    ['smss', 420, 1, 53, 2],
    ['csrss', 564, 5, 380, 12],
    ['wininit', 656, 6, 158, 2],
    ['services', 784, 10, 540, 8],
    ['lsass', 804, 16, 1150, 9],
    ['svchost', 912, 26, 820, 14],
    ['svchost', 964, 12, 740, 10],
    ['svchost', 1104, 18, 410, 9],
    ['svchost', 1288, 9, 230, 6],
    ['spoolsv', 2140, 14, 440, 8],
    ['vmms', 2412, 42, 980, 22],
    ['vmcompute', 2476, 12, 260, 6],
    ['WmiPrvSE', 3016, 18, 330, 9],
  ];

const SERVICES: readonly ServiceFacts[] = [
  service('EventLog', 'Windows Event Log', 'Automatic', 'Running'),
  service('HvHost', 'HV Host Service', 'Manual', 'Running'),
  service('LanmanServer', 'Server', 'Automatic', 'Running'),
  service('MSiSCSI', 'Microsoft iSCSI Initiator Service', 'Manual', 'Stopped'),
  service('nvspwmi', 'Hyper-V Networking Management Service', 'Automatic', 'Running', ['vmms']),
  service('RpcSs', 'Remote Procedure Call (RPC)', 'Automatic', 'Running'),
  service('Spooler', 'Print Spooler', 'Automatic', 'Running', ['RpcSs']),
  service('VSS', 'Volume Shadow Copy', 'Manual', 'Stopped', ['RpcSs']),
  service('vmcompute', 'Hyper-V Host Compute Service', 'Manual', 'Running'),
  service('vmickvpexchange', 'Hyper-V Data Exchange Service', 'Manual', 'Stopped'),
  service('vmicshutdown', 'Hyper-V Guest Shutdown Service', 'Manual', 'Stopped'),
  service('vmms', 'Hyper-V Virtual Machine Management', 'Automatic', 'Running', ['RpcSs', 'Winmgmt']),
  service('Winmgmt', 'Windows Management Instrumentation', 'Automatic', 'Running', ['RpcSs']),
  service('WinRM', 'Windows Remote Management (WS-Management)', 'Automatic', 'Running', ['RpcSs']),
];

function service(
  name: string,
  displayName: string,
  startType: ServiceFacts['startType'],
  status: ServiceFacts['status'],
  needs: readonly string[] = [],
): ServiceFacts {
  const file = /^(?:vmms|vmcompute|spoolsv|VSS)$/i.test(name) ? `${name}.exe` : 'svchost.exe -k netsvcs -p';
  return { name, displayName, status, startType, description: displayName, binary: `${SYSTEM32}\\${file}`, needs };
}

/** Ids of a machine's processes: multiples of four, the same as long as it runs, others after it was off. */
function processId(number: number, powerOns: number, which: 0 | 1): number {
  return 8192 + 4 * (2 * (number * 64 + (powerOns % 64)) + which);
}

const LOGS: readonly EventDoc['log'][] = [
  'Microsoft-Windows-Hyper-V-VMMS-Admin',
  'Microsoft-Windows-Hyper-V-Worker-Admin',
];

/** The computer that a session of this world is on: its first host. */
export function hostMachine(open: () => World | Promise<World>): Machine {
  const local = async () => {
    const world = await open();
    return { world, id: world.hostId() };
  };
  return {
    logs: LOGS,
    name: async () => {
      const { world, id } = await local();
      return world.hostFacts(id).name;
    },
    services: async () => SERVICES,
    async processes() {
      const { world, id } = await local();
      const fixed = PROCESSES.map(
        ([name, pid, megabytes, handles, threads]): ProcessFacts => ({
          id: pid,
          name,
          path: pid < 400 ? null : `${SYSTEM32}\\${name}.exe`,
          workingSet: Math.round(megabytes * MB),
          privateBytes: Math.round(megabytes * 0.6 * MB),
          cpu: null,
          handles,
          threads,
          session: 0,
          startTime: null,
        }),
      );
      const workers = await world.read(id, (host) =>
        host.list().flatMap((row): ProcessFacts[] => {
          const { doc } = host.vm(row.id);
          if (!doc.run) return [];
          const common = { cpu: null, handles: 620, session: 0, startTime: row.upSince };
          return [
            {
              ...common,
              id: processId(doc.number, doc.powerOns, 0),
              name: 'vmwp',
              path: `${SYSTEM32}\\vmwp.exe`,
              commandLine: `"${SYSTEM32}\\vmwp.exe" ${doc.id.toUpperCase()}`,
              workingSet: 34 * MB,
              privateBytes: 26 * MB,
              threads: 18,
            },
            {
              ...common,
              id: processId(doc.number, doc.powerOns, 1),
              name: 'vmmem',
              path: null,
              workingSet: row.memoryAssigned,
              privateBytes: row.memoryAssigned,
              threads: row.processors,
            },
          ];
        }),
      );
      return [...fixed, ...workers];
    },
    async events() {
      const { world, id } = await local();
      return world.read(id, (host) =>
        host.reader.list('event', { where: { host: id }, orderBy: 'sequence' }).map((row): EventFacts => {
          const doc = host.reader.get('event', row.id)?.doc as unknown as EventDoc;
          return {
            log: doc.log,
            provider: doc.log.replace(/-Admin$/, ''),
            id: row.eventId,
            level: doc.level,
            message: doc.message,
            at: row.at,
            record: row.sequence,
          };
        }),
      );
    },
    async computer() {
      const { world, id } = await local();
      return world.read(id, (host) => ({
        WindowsInstallationType: 'Server',
        WindowsProductName: host.profile.title,
        WindowsSystemRoot: 'C:\\Windows',
        CsCaption: host.doc.name,
        CsDNSHostName: host.doc.name,
        CsHypervisorPresent: true,
        CsManufacturer: 'hyperv',
        CsName: host.doc.name,
        CsNumberOfLogicalProcessors: new Num('UInt32', host.doc.logicalProcessors),
        CsPhyicallyInstalledMemory: new Num('UInt64', BigInt(Math.trunc(host.doc.memoryBytes / 1024))),
        CsTotalPhysicalMemory: new Num('UInt64', BigInt(host.doc.memoryBytes)),
        OsName: `Microsoft ${host.profile.title}`,
        OsType: 'WINNT',
        OsVersion: host.profile.osVersion,
        OsBuildNumber: String(host.profile.build),
        OsArchitecture: '64-bit',
        OsSystemDirectory: SYSTEM32,
        OsSystemDrive: 'C:',
        OsLocalDateTime: dateOf(host.now),
        OsLastBootUpTime: dateOf(host.doc.createdAt),
        OsTotalVisibleMemorySize: new Num('UInt64', BigInt(Math.trunc(host.doc.memoryBytes / 1024))),
        OsFreePhysicalMemory: new Num('UInt64', BigInt(Math.trunc(freeMemory(host) / 1024))),
        TimeZone: '(UTC) Coordinated Universal Time',
        HyperVisorPresent: true,
      }));
    },
  };
}

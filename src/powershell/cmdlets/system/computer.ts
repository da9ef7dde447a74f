/** The computer: Get-ComputerInfo, its time zone and how long it has been up, and commands that would change it. */
import { toText } from '../../engine/convert.ts';
import { wait } from '../../engine/flow.ts';
import { dateOf } from '../../engine/net/date.ts';
import { PSObj } from '../../engine/psobject.ts';
import { wildcard } from '../../engine/wildcard.ts';
import { DateTime, TimeSpan } from '../../values.ts';
import { builtin } from '../declare.ts';
import { machineOf } from './machine.ts';

const GET_COMPUTER_INFO = builtin('Get-ComputerInfo', 'management', 'Property string[] @0', (c) => ({
  *process() {
    const machine = machineOf(c.engine);
    const facts = machine ? yield* wait(machine.computer()) : {};
    const patterns = c.texts('Property').map((p) => wildcard(p));
    const o = new PSObj(['Microsoft.PowerShell.Commands.ComputerInfo', 'System.Object']);
    for (const [name, value] of Object.entries(facts)) {
      if (patterns.length > 0 && !patterns.some((p) => p.test(name))) continue;
      o.members.add({ name, kind: 'property', value });
    }
    yield* c.emit(o);
  },
}));

/** A session's clock shows UTC. */
const GET_TIME_ZONE = builtin(
  'Get-TimeZone',
  'management',
  'Id string[] [Id] !\nName string[] [Name] @0\nListAvailable switch [ListAvailable]',
  (c) => ({
    *process() {
      const names = [...c.texts('Id'), ...c.texts('Name')];
      const title = '(UTC) Coordinated Universal Time';
      for (const n of names) {
        if (wildcard(n).test('UTC') || wildcard(n).test('Coordinated Universal Time')) continue;
        yield* c.error(
          c.record(
            'TimeZoneNotFound',
            'ObjectNotFound',
            `The time zone ID '${n}' was not found on the local computer.`,
            'System.TimeZoneNotFoundException',
            { target: n },
          ),
        );
        return;
      }
      const o = new PSObj(['System.TimeZoneInfo', 'System.Object'], {
        Id: 'UTC',
        HasIanaId: true,
        DisplayName: title,
        StandardName: 'Coordinated Universal Time',
        DaylightName: 'Coordinated Universal Time',
        BaseUtcOffset: new TimeSpan(0n),
        SupportsDaylightSavingTime: false,
      });
      o.toText = () => title;
      yield* c.emit(o);
    },
  }),
  { defaultSet: 'Name' },
);

const GET_UPTIME = builtin(
  'Get-Uptime',
  'utility',
  'Since switch [Since]',
  (c) => ({
    *process() {
      const machine = machineOf(c.engine);
      const facts = machine ? yield* wait(machine.computer()) : {};
      const boot = facts['OsLastBootUpTime'];
      const now = dateOf(c.engine.surroundings.now());
      const since = boot instanceof DateTime ? boot : now;
      yield* c.emit(c.flag('Since') ? since : new TimeSpan(now.ticks - since.ticks));
    },
  }),
  { defaultSet: 'Timespan' },
);

/** A command that the simulated host does not take, with its reason. */
const refused = (name: string, module: 'core' | 'utility' | 'management' | 'security', table: string, why: string) =>
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
          {
            target: toText(c.get('Name') ?? c.get('ComputerName') ?? null),
          },
        );
      },
    }),
    { confirm: 'Medium', summary: `Is not available: ${why}` },
  );

const COMPUTER = 'ComputerName|CN string[]\nCredential object\nForce switch';
const WHY_HOST = 'the simulated host stays as it is; hyperv lab makes and removes hosts.';

export const COMPUTERS = [
  GET_COMPUTER_INFO,
  GET_TIME_ZONE,
  GET_UPTIME,
  refused(
    'Set-TimeZone',
    'management',
    'Name string @0\nId string\nInputObject object\nPassThru switch',
    'a session counts in UTC.',
  ),
  refused(
    'Set-Date',
    'utility',
    'Date object @0\nAdjust object\nDisplayHint string',
    'hyperv lab clock sets the time of a lab.',
  ),
  refused(
    'Restart-Computer',
    'management',
    `${COMPUTER}\nWait switch\nTimeout int\nFor string\nDelay int16\nWsmanAuthentication string`,
    WHY_HOST,
  ),
  refused('Stop-Computer', 'management', `${COMPUTER}\nWsmanAuthentication string`, WHY_HOST),
  refused(
    'Rename-Computer',
    'management',
    `${COMPUTER}\nNewName string @0\nPassThru switch\nDomainCredential object\nLocalCredential object\nRestart switch`,
    WHY_HOST,
  ),
  refused(
    'Get-HotFix',
    'management',
    'Id|HFID string[] @0\nDescription string[]\nComputerName string[]\nCredential object',
    'the simulated host knows its release, not its updates.',
  ),
];

/** Get-WmiObject, Get-CimInstance and Invoke-CimMethod. */
import { HostError } from '../host/errors.ts';
import { builtin } from '../powershell/cmdlets/declare.ts';
import type { Body, Builtin, Context } from '../powershell/engine/builtin.ts';
import { toText } from '../powershell/engine/convert.ts';
import type { ErrorObject } from '../powershell/engine/errors.ts';
import { type Gen, wait } from '../powershell/engine/flow.ts';
import { PSObj } from '../powershell/engine/psobject.ts';
import type { ErrorCategory } from '../powershell/errors.ts';
import type { Awaitable } from '../powershell/runtime.ts';
import { Hashtable, type PSValue } from '../powershell/values.ts';
import type { World } from '../world.ts';
import { type CimInstance, WBEM, WmiError } from './model.ts';
import { instancesOf } from './query.ts';
import { callMethod, cimInstance, managementObject } from './script-object.ts';
import { readQuery } from './wql.ts';

/** Texts and categories of Get-WmiObject, as Windows PowerShell 5.1 prints them. */
const OLD: Readonly<Record<WmiError['code'], readonly [text: string, category: ErrorCategory]>> = {
  invalidNamespace: ['Invalid namespace', 'InvalidArgument'],
  invalidClass: ['Invalid class', 'InvalidType'],
  invalidQuery: ['Invalid query', 'InvalidArgument'],
  invalidParameter: ['Invalid parameter', 'InvalidArgument'],
};

/** The same of Get-CimInstance: there the subject is the target of the error. */
const NEW: Readonly<Record<WmiError['code'], readonly [text: string, category: ErrorCategory]>> = {
  invalidNamespace: ['Invalid namespace ', 'MetadataError'],
  invalidClass: ['Invalid class ', 'MetadataError'],
  invalidQuery: ['Invalid query ', 'InvalidArgument'],
  invalidParameter: ['Invalid parameter ', 'InvalidArgument'],
};

const hex = (code: number) => `0x${code.toString(16)}`;

function oldError(c: Context, e: unknown): ErrorObject {
  if (e instanceof WmiError) {
    const [text, category] = OLD[e.code];
    const type = 'System.Management.ManagementException';
    return c.record('GetWMIManagementException', category, `${text} "${e.subject}"`, type);
  }
  if (!(e instanceof HostError)) throw e;
  const text = 'The RPC server is unavailable. (Exception from HRESULT: 0x800706BA)';
  return c.record('GetWMICOMException', 'InvalidOperation', text, 'System.Runtime.InteropServices.COMException');
}

function newError(c: Context, e: unknown, target: string): ErrorObject {
  const type = 'Microsoft.Management.Infrastructure.CimException';
  if (e instanceof WmiError) {
    const [text, category] = NEW[e.code];
    return c.record(`HRESULT ${hex(WBEM[e.code])}`, category, text, type, { target });
  }
  if (!(e instanceof HostError)) throw e;
  const text =
    'WinRM cannot complete the operation. Verify that the specified computer name is valid, that the computer is accessible over the network, and that a firewall exception for the WinRM service is enabled and allows access from this computer.';
  return c.record('HRESULT 0x80338126', 'ConnectionError', text, type, { target });
}

/** What a command line asks for, as one query. */
function queryText(c: Context, className: string): string {
  if (c.has('Query')) return c.text('Query');
  const names = c.texts('Property').filter((name) => name !== '*');
  const where = c.has('Filter') ? ` where ${c.text('Filter')}` : '';
  return `select ${names.length > 0 ? names.join(',') : '*'} from ${c.text(className)}${where}`;
}

interface Asking {
  readonly world: () => Awaitable<World>;
  /** Name of the parameter for the class. */
  readonly className: string;
  make(world: World, instance: CimInstance, computer: string | undefined): PSObj;
  error(c: Context, e: unknown, target: string): ErrorObject;
}

const asking =
  ({ world, className, make, error }: Asking) =>
  (c: Context): Body => ({
    *process() {
      const namespace = c.text('Namespace', 'root\\cimv2');
      const text = queryText(c, className);
      const computers = c.has('ComputerName') ? c.texts('ComputerName') : [undefined];
      for (const computer of computers) {
        let found: PSObj[];
        try {
          const there = yield* wait(world());
          // A class that is none is named by itself, not by the query made of it.
          const plain = !c.has('Query') && !/^\w+$/.test(c.text(className));
          if (plain) throw new WmiError('invalidClass', c.text(className));
          const instances = yield* wait(instancesOf(there, computer, namespace, readQuery(text), text));
          found = instances.map((instance) => make(there, instance, computer));
        } catch (e) {
          yield* c.error(error(c, e, `${namespace}:${c.has('Query') ? text : c.text(className)}`));
          continue;
        }
        yield* c.emitAll(found);
      }
    },
  });

/** The commands; `world` opens the lab at its first use. */
export function wmiCommands(world: () => Awaitable<World>): readonly Builtin[] {
  const cim = 'Microsoft.Management.Infrastructure.CimCmdlets.';
  const inCim = (def: Builtin): Builtin => ({ ...def, def: { ...def.def, module: 'CimCmdlets' } });
  return [
    builtin(
      'Get-WmiObject',
      'management',
      `
      Class|ClassName string [query] @0 !
      Property string[] [query] @1
      Filter string [query]
      Query string [WQLQuery] !
      Namespace|NS string
      ComputerName|Cn string[] ~
      `,
      asking({ world, className: 'Class', make: managementObject, error: oldError }),
      { defaultSet: 'query', className: 'Microsoft.PowerShell.Commands.GetWmiObjectCommand' },
    ),
    inCim(
      builtin(
        'Get-CimInstance',
        'management',
        `
        ClassName string [ClassNameComputerSet] @0 !
        Property|SelectProperties string[] [ClassNameComputerSet]
        Filter string [ClassNameComputerSet]
        Query string [QueryComputerSet] !
        Namespace string
        ComputerName|CN|ServerName string[]
        `,
        asking({
          world,
          className: 'ClassName',
          make: (_, instance, computer) => cimInstance(instance, computer),
          error: newError,
        }),
        { defaultSet: 'ClassNameComputerSet', className: `${cim}GetCimInstanceCommand` },
      ),
    ),
    inCim(
      builtin(
        'Invoke-CimMethod',
        'management',
        `
        InputObject|CimInstance psobject @0 ! <
        MethodName|Name string @1 !
        Arguments hashtable @2
        `,
        (c) => invoking(c, world),
        { className: `${cim}InvokeCimMethodCommand`, confirm: 'Medium' },
      ),
    ),
  ];
}

/** Arguments of methods by name, where Invoke-CimMethod takes them. */
const SETTINGS = 'SystemSettings';

function invoking(c: Context, world: () => Awaitable<World>): Body {
  return {
    *process(): Gen<void> {
      const input = c.get('InputObject');
      const data = input instanceof PSObj ? (input.data as { instance?: CimInstance } | undefined) : undefined;
      const instance = data?.instance;
      const method = c.text('MethodName');
      const type = 'Microsoft.Management.Infrastructure.CimException';
      if (!instance) {
        const text = 'The input object is no instance of a class.';
        throw c.fail('ArgumentException', 'InvalidArgument', text, 'System.ArgumentException');
      }
      const given = c.get('Arguments');
      const settings: PSValue = given instanceof Hashtable ? (given.get(SETTINGS) ?? null) : null;
      const there = yield* wait(world());
      if (!instance.cls.methods.some((m) => m.toLowerCase() === method.toLowerCase())) {
        const id = `HRESULT ${hex(0x8004_1055)}`;
        yield* c.error(c.record(id, 'InvalidOperation', 'Invalid method ', type, { target: toText(input) }));
        return;
      }
      if (!c.should(`Invoke-CimMethod: ${method}`, toText(input))) return;
      const result = new PSObj(['Microsoft.Management.Infrastructure.CimMethodResult', 'System.Object']);
      for (const [name, value] of Object.entries(callMethod(there, instance, method, [settings]) ?? {}))
        result.members.note(name, value);
      result.members.note('PSComputerName', input instanceof PSObj ? (input.get('PSComputerName') ?? null) : null);
      yield* c.emit(result);
    },
  };
}

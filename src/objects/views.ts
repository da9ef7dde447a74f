/**
 * What the module's objects are shown with. Columns seen in transcripts, unless marked provisional: those use property names
 * that fit the type and wait for a transcript.
 */
import type { Column, Field, ObjectView, TypeView } from '../powershell/format/view.ts';
import { Num, type PSValue } from '../powershell/values.ts';
import { HYPERV } from './base.ts';

/** Things that not every Windows version has; a column that needs one is left out where it lacks. */
export type ViewFeature = 'configurationVersion' | 'vhdIdentity' | 'vhdPmem';

const MEGABYTE = 1048576;

const bytesOf = (value: PSValue | undefined): number => Number(value instanceof Num ? value.value : (value ?? 0));

/** A size in megabytes as PowerShell divides: an integer where it comes out even, else a double that is not rounded. */
const megabytes = (label: string, property: string): Column => ({
  label,
  align: 'left',
  value: (o: ObjectView) => {
    const quotient = bytesOf(o.get(property)) / MEGABYTE;
    return Number.isInteger(quotient) ? BigInt(quotient) : new Num('Double', quotient);
  },
});

const column = (label: string, property = label, needs?: ViewFeature): Column => ({
  label,
  align: 'left',
  property,
  ...(needs ? { needs } : {}),
});

const columns = (...names: string[]): Column[] => names.map((name) => column(name));
const items = (...names: string[]): Field[] => names.map((label) => ({ label }));
const table = (type: string, ...cols: Column[]): TypeView => ({
  type: `${HYPERV}.${type}`,
  table: { columns: cols, autoSize: true },
});

/** Every Hyper-V table is as wide as its content, and aligns everything left. */
export const hypervViews: readonly TypeView[] = [
  {
    type: `${HYPERV}.VirtualMachine`,
    table: {
      autoSize: true,
      columns: [
        column('Name'),
        column('State'),
        column('CPUUsage(%)', 'CPUUsage'),
        megabytes('MemoryAssigned(M)', 'MemoryAssigned'),
        column('Uptime'),
        column('Status'),
        column('Version', 'Version', 'configurationVersion'),
      ],
    },
    list: {
      items: items(
        'Name',
        'State',
        'CpuUsage',
        'MemoryAssigned',
        'MemoryDemand',
        'MemoryStatus',
        'Uptime',
        'Status',
        'ReplicationState',
        'Generation',
      ),
    },
  },
  table(
    'VMMemory',
    column('VMName'),
    column('DynamicMemoryEnabled'),
    megabytes('Minimum(M)', 'Minimum'),
    megabytes('Startup(M)', 'Startup'),
    megabytes('Maximum(M)', 'Maximum'),
  ),
  table(
    'VMProcessor',
    ...columns('VMName', 'Count', 'CompatibilityForMigrationEnabled', 'CompatibilityForOlderOperatingSystemsEnabled'),
  ),
  table(
    'HardDiskDrive',
    ...columns('VMName', 'ControllerType', 'ControllerNumber', 'ControllerLocation', 'DiskNumber', 'Path'),
  ),
  table(
    'DvdDrive',
    ...columns('VMName', 'ControllerType', 'ControllerNumber', 'ControllerLocation', 'DvdMediaType', 'Path'),
  ),
  // Provisional.
  table('VMFloppyDiskDrive', ...columns('VMName', 'Path')),
  table('VMScsiController', ...columns('VMName', 'ControllerNumber', 'Drives')),
  table('VMIdeController', ...columns('VMName', 'ControllerNumber', 'Drives')),
  table('VMComPort', ...columns('VMName', 'Name', 'Path')),
  table(
    'VMNetworkAdapter',
    ...columns('Name', 'IsManagementOs', 'VMName', 'SwitchName', 'MacAddress', 'Status', 'IPAddresses'),
  ),
  table(
    'VMIntegrationComponent',
    ...columns('VMName', 'Name', 'Enabled', 'PrimaryStatusDescription', 'SecondaryStatusDescription'),
  ),
  table('VMSwitch', ...columns('Name', 'SwitchType', 'NetAdapterInterfaceDescription')),
  table('VMSnapshot', ...columns('VMName', 'Name', 'SnapshotType', 'CreationTime', 'ParentSnapshotName')),
  table(
    'VMFirmware',
    ...columns('VMName', 'SecureBoot', 'SecureBootTemplate', 'PreferredNetworkBootProtocol', 'BootOrder'),
  ),
  table(
    'VMHost',
    column('Name'),
    column('LogicalProcessorCount'),
    megabytes('MemoryCapacity(M)', 'MemoryCapacity'),
    column('VirtualMachineMigrationEnabled'),
  ),
  {
    type: 'Microsoft.Vhd.PowerShell.VirtualHardDisk',
    list: {
      items: [
        { label: 'ComputerName', needs: 'vhdIdentity' },
        ...items(
          'Path',
          'VhdFormat',
          'VhdType',
          'FileSize',
          'Size',
          'MinimumSize',
          'LogicalSectorSize',
          'PhysicalSectorSize',
          'BlockSize',
          'ParentPath',
        ),
        { label: 'DiskIdentifier', needs: 'vhdIdentity' },
        ...items('FragmentationPercentage', 'Alignment', 'Attached', 'DiskNumber'),
        { label: 'IsPMEMCompatible', needs: 'vhdPmem' },
        { label: 'AddressAbstractionType', needs: 'vhdPmem' },
        { label: 'Number' },
      ],
    },
  },
];

/** The views of a host that lacks some features. */
export function viewsFor(lacks: ReadonlySet<string> = new Set()): readonly TypeView[] {
  if (lacks.size === 0) return hypervViews;
  const has = (field: Field) => field.needs === undefined || !lacks.has(field.needs);
  return hypervViews.map((view) => ({
    ...view,
    ...(view.table ? { table: { ...view.table, columns: view.table.columns.filter(has) } } : {}),
    ...(view.list ? { list: { items: view.list.items.filter(has) } } : {}),
  }));
}

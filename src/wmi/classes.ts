/** The classes that there are. A new one: an entry here and its instances in `instances.ts`. */
import * as instances from './instances.ts';
import { type CimClass, type CimProperty, type CimType, WmiError } from './model.ts';

const VIRTUALIZATION = 'root\\virtualization\\v2';
const CIMV2 = 'root\\cimv2';

/** `Name type facts`; facts: `key`, `[]` an array, a number: the first build that has it. */
function properties(table: string): CimProperty[] {
  return table
    .trim()
    .split('\n')
    .map((line) => {
      const [name, type, ...facts] = line.trim().split(/\s+/) as [string, CimType, ...string[]];
      const since = Number(facts.find((f) => /^\d+$/.test(f)) ?? 0);
      return {
        name,
        type,
        ...(facts.includes('key') && { key: true as const }),
        ...(facts.includes('[]') && { array: true as const }),
        ...(since > 0 && { since }),
      };
    });
}

const ELEMENT = ['CIM_EnabledLogicalElement', 'CIM_LogicalElement', 'CIM_ManagedSystemElement', 'CIM_ManagedElement'];

export const CLASSES: readonly CimClass[] = [
  {
    name: 'Msvm_VirtualSystemSettingData',
    namespace: VIRTUALIZATION,
    derivation: ['CIM_VirtualSystemSettingData', 'CIM_SettingData', 'CIM_ManagedElement'],
    // HighMmioGapSize: from Windows 10, version 1703 (Msvm_VirtualSystemSettingData documentation).
    properties: properties(`
      InstanceID string key
      Caption string
      Description string
      ElementName string
      VirtualSystemIdentifier string
      VirtualSystemType string
      VirtualSystemSubType string
      Notes string []
      ConfigurationID string
      ConfigurationDataRoot string
      SnapshotDataRoot string
      SwapFileDataRoot string
      AutomaticStartupAction uint16
      AutomaticShutdownAction uint16
      Version string
      LowMmioGapSize uint64
      HighMmioGapSize uint64 15063
    `),
    methods: [],
    instances: instances.systemSettings,
  },
  {
    name: 'Msvm_VirtualSystemManagementService',
    namespace: VIRTUALIZATION,
    derivation: ['CIM_VirtualSystemManagementService', 'CIM_Service', ...ELEMENT],
    properties: properties(`
      Caption string
      Description string
      ElementName string
      SystemCreationClassName string key
      SystemName string key
      CreationClassName string key
      Name string key
      Started boolean
    `),
    methods: [
      'AddFeatureSettings',
      'AddResourceSettings',
      'DefineSystem',
      'DestroySystem',
      'GetSummaryInformation',
      'ModifyResourceSettings',
      'ModifySystemSettings',
      'RemoveResourceSettings',
    ],
    instances: instances.managementService,
  },
  {
    name: 'Msvm_ComputerSystem',
    namespace: VIRTUALIZATION,
    derivation: ['CIM_ComputerSystem', 'CIM_System', ...ELEMENT],
    properties: properties(`
      Caption string
      Description string
      ElementName string
      CreationClassName string key
      Name string key
      EnabledState uint16
      OnTimeInMilliseconds uint64
    `),
    methods: ['RequestStateChange', 'InjectNonMaskableInterrupt'],
    instances: instances.computerSystems,
  },
  {
    name: 'Win32_OperatingSystem',
    namespace: CIMV2,
    derivation: ['CIM_OperatingSystem', 'CIM_LogicalElement', 'CIM_ManagedSystemElement'],
    singleton: true,
    properties: properties(`
      Caption string
      CSName string
      Version string
      BuildNumber string
      OSArchitecture string
      TotalVisibleMemorySize uint64
      FreePhysicalMemory uint64
    `),
    methods: ['Reboot', 'SetDateTime', 'Shutdown', 'Win32Shutdown'],
    instances: instances.operatingSystem,
  },
];

/** A namespace as scripts write it, in one spelling: backslashes, lower case. */
const normal = (namespace: string) => namespace.replaceAll('/', '\\').replace(/\\+$/, '').toLowerCase();

/** A class by name, in any letter case. @throws WmiError `invalidNamespace`, `invalidClass` */
export function findClass(namespace: string, name: string): CimClass {
  const here = CLASSES.filter((c) => normal(c.namespace) === normal(namespace));
  if (here.length === 0) throw new WmiError('invalidNamespace', namespace);
  const found = here.find((c) => c.name.toLowerCase() === name.toLowerCase());
  if (!found) throw new WmiError('invalidClass', name);
  return found;
}

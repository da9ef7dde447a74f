/** Formats of kernels by age, and the pieces that profiles share. */
import type { BalloonProfile, InterruptRow, KernelFormat, Profile } from './profile.ts';

const row = (label: string, text: string | null): InterruptRow => [label, text];

const COMMON_ROWS: readonly InterruptRow[] = [
  row('NMI', 'Non-maskable interrupts'),
  row('LOC', 'Local timer interrupts'),
  row('SPU', 'Spurious interrupts'),
  row('PMI', 'Performance monitoring interrupts'),
];
const CALL_ROWS: readonly InterruptRow[] = [
  row('RES', 'Rescheduling interrupts'),
  row('CAL', 'Function call interrupts'),
  row('TLB', 'TLB shootdowns'),
  row('TRM', 'Thermal event interrupts'),
];
const CHECK_ROWS: readonly InterruptRow[] = [row('MCE', 'Machine check exceptions'), row('MCP', 'Machine check polls')];
const END_ROWS: readonly InterruptRow[] = [row('ERR', null), row('MIS', null)];
const POSTED_ROWS: readonly InterruptRow[] = [
  row('PIN', 'Posted-interrupt notification event'),
  row('NPI', 'Nested posted-interrupt event'),
  row('PIW', 'Posted-interrupt wakeup event'),
];

/** 2.6.32 of RHEL 6, with the backports that its `/proc/interrupts` shows. */
const ROWS_2_6_32: readonly InterruptRow[] = [
  ...COMMON_ROWS,
  row('IWI', 'IRQ work interrupts'),
  ...CALL_ROWS,
  row('THR', 'Threshold APIC interrupts'),
  ...CHECK_ROWS,
  ...END_ROWS,
];
const ROWS_3_X: readonly InterruptRow[] = [
  ...COMMON_ROWS,
  row('IWI', 'IRQ work interrupts'),
  row('RTR', 'APIC ICR read retries'),
  ...CALL_ROWS,
  row('THR', 'Threshold APIC interrupts'),
  ...CHECK_ROWS,
  ...END_ROWS,
];
const ROWS_3_13: readonly InterruptRow[] = [
  ...ROWS_3_X.slice(0, -2),
  row('HYP', 'Hypervisor callback interrupts'),
  ...END_ROWS,
];
const ROWS_MODERN: readonly InterruptRow[] = [
  ...COMMON_ROWS,
  row('IWI', 'IRQ work interrupts'),
  row('RTR', 'APIC ICR read retries'),
  ...CALL_ROWS,
  row('THR', 'Threshold APIC interrupts'),
  row('DFR', 'Deferred Error APIC interrupts'),
  ...CHECK_ROWS,
  row('HYP', 'Hypervisor callback interrupts'),
  row('HRE', 'Hyper-V reenlightenment interrupts'),
  row('HVS', 'Hyper-V stimer0 interrupts'),
  ...END_ROWS,
  ...POSTED_ROWS,
];
/** Debian's cloud kernel leaves out THR, DFR, MCE and MCP (captured); no HRE row was seen there. */
const ROWS_DEBIAN_CLOUD = ROWS_MODERN.filter(([label]) => !['THR', 'DFR', 'MCE', 'MCP', 'HRE'].includes(label));

const REASONS_2013 = [0x21, 0x31] as const;

/** Kernel 2.6.32 of RHEL 6. */
export const FORMAT_2_6_32: KernelFormat = {
  e820: 'exclusive',
  e820Prefix: false,
  nosavePrefix: 'PM: Registered nosave memory',
  deviceZone: false,
  rootBus: 'pciRoot',
  windowOrder: 'highFirst',
  busPosition: 'last',
  resource: 'colon',
  irqBase: 24 + 384,
  irqCapOneCpu: null,
  interruptRows: ROWS_2_6_32,
  interruptChip: 'joined',
  tickRow: 'LOC',
  meminfo: 'rhel6',
  capacityUnit: 'bytes',
  capacityAtAttach: false,
  scsiHost: 'scsiN',
  ansi: 4,
  nmiPowerLine: true,
  nmiPanic: 'old',
  nmiReason: REASONS_2013,
  traces: '2013',
  panicUid: false,
  panicEnd: false,
  sysrqCrash: 'bug',
  sysrqPrefix: 'SysRq : ',
  hypervisorLines: '2013',
  vmbusLine: 'hostBuild',
};

/** Kernel 3.0 of SLES 11 SP3. */
export const FORMAT_3_0: KernelFormat = {
  ...FORMAT_2_6_32,
  resource: 'plain',
  irqBase: 40 + 640,
  interruptRows: ROWS_3_X,
  meminfo: '3.0',
  scsiHost: 'scsi host',
  nmiPanic: 'modern',
};

/** Kernel 3.2 of Ubuntu 12.04. */
export const FORMAT_3_2: KernelFormat = { ...FORMAT_3_0 };

/** Kernel 3.13 of Ubuntu 14.04. */
export const FORMAT_3_13: KernelFormat = {
  ...FORMAT_3_0,
  e820: 'inclusive',
  e820Prefix: true,
  rootBus: 'plain',
  interruptRows: ROWS_3_13,
  meminfo: '3.13',
  panicEnd: true,
};

/** Kernels 5.14 and 5.15. */
export const FORMAT_5_15: KernelFormat = {
  e820: 'inclusive',
  e820Prefix: false,
  nosavePrefix: 'PM: hibernation: Registered nosave memory',
  deviceZone: true,
  rootBus: 'window',
  windowOrder: 'highLast',
  busPosition: 'first',
  resource: 'window',
  irqBase: 40 + 384,
  irqCapOneCpu: 256,
  interruptRows: ROWS_MODERN,
  interruptChip: 'pinned',
  tickRow: 'HVS',
  meminfo: '5.15',
  capacityUnit: 'sectors',
  capacityAtAttach: false,
  scsiHost: 'scsi host',
  ansi: 5,
  nmiPowerLine: true,
  nmiPanic: 'modern',
  nmiReason: [0x00, 0x10, 0x20, 0x30],
  traces: '5.10',
  panicUid: false,
  panicEnd: true,
  sysrqCrash: 'panic',
  sysrqPrefix: 'sysrq: ',
  hypervisorLines: 'modern',
  vmbusLine: 'short',
};

/** Debian's 6.1 (captured). */
export const FORMAT_6_1: KernelFormat = {
  ...FORMAT_5_15,
  busPosition: 'last',
  interruptRows: ROWS_DEBIAN_CLOUD,
  meminfo: '6.1',
  nmiPowerLine: false,
  traces: '6.1',
};

/** Debian's 5.10 (captured). */
export const FORMAT_5_10: KernelFormat = {
  ...FORMAT_5_15,
  busPosition: 'last',
  interruptRows: ROWS_DEBIAN_CLOUD,
  meminfo: '5.10',
  capacityUnit: 'bytes',
  capacityAtAttach: true,
  panicEnd: false,
};

/** Debian's 6.12 (captured). */
export const FORMAT_6_12: KernelFormat = {
  ...FORMAT_6_1,
  hypervisorLines: 'modernLateBuild',
  traces: '6.12',
  panicUid: true,
};

/** 6.8 of Ubuntu 24.04. */
export const FORMAT_6_8: KernelFormat = {
  ...FORMAT_6_1,
  interruptRows: ROWS_MODERN,
  meminfo: '6.8',
  hypervisorLines: 'modernLateBuild',
  traces: '6.12',
};

const V = (major: number, minor: number) => ({ major, minor });

/** Services of the utility driver by age; both know the same versions of the wire. */
export const IC: Profile['ic'] = {
  frameworks: [V(3, 0), V(1, 0)],
  shutdown: [V(3, 0), V(1, 0)],
  heartbeat: [V(3, 0), V(1, 0)],
  timesync: [V(3, 0), V(1, 0)],
  kvp: [V(4, 0), V(3, 0)],
  announces: false,
};
export const IC_MODERN: Profile['ic'] = {
  ...IC,
  shutdown: [V(3, 2), V(3, 1), V(3, 0), V(1, 0)],
  timesync: [V(4, 0), V(3, 0), V(1, 0)],
  announces: true,
};

/** VMBus versions a driver of the time knows, newest first: LIS 3.5 knows nothing above 2.4. */
export const VMBUS_2013 = [0x2_0004, 0x1_0001, 0x0_000d] as const;
export const VMBUS_MODERN = [0x5_0003, 0x5_0002, 0x5_0001, 0x5_0000, 0x4_0001, 0x4_0000, 0x3_0000, 0x2_0004] as const;

const DM_V2 = 0x2_0000;
const DM_V1 = 0x1_0000;
const DM_V0_3 = 0x0_0003;

/** Drivers of late 2013; the distributions' own follow the mainline sum of committed memory. */
export const BALLOON_2013: BalloonProfile = {
  versions: [DM_V1, DM_V0_3],
  hotAdd: true,
  floor: '2013',
  unitPages: 1,
  floorCheck: false,
  lowersTotal: false,
  available: 'free',
  announces: false,
  reportDelay: 45,
  onlineTimeout: 'rollback',
  debugfs: false,
};

export const BALLOON_MODERN: BalloonProfile = {
  versions: [DM_V2, DM_V1, DM_V0_3],
  hotAdd: true,
  floor: 'modern',
  unitPages: 512,
  floorCheck: true,
  lowersTotal: true,
  available: 'available',
  announces: true,
  reportDelay: 45,
  onlineTimeout: 'keep',
  debugfs: true,
};

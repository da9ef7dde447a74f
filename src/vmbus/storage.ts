/** The storage channel (storvsc / VMSTOR): one per SCSI controller; IDE disks are reached through it too, by fast path. */

export const SCSI_CLASS = 'ba6163d9-04a1-4d29-b605-72e2ffb1dc7f';
export const IDE_CLASS = '32412632-86cb-44a2-9b5c-50d1417354f5';

/** VMSTOR versions, major << 8 | minor, by host: 2008, 2008 R2, 2012, 2012 R2, 2016. */
export const VMSTOR_VERSIONS = { v2_0: 0x200, v4_2: 0x402, v5_1: 0x501, v6_0: 0x600, v6_2: 0x602 } as const;

export type StorageMessage =
  | { readonly type: 'queryProtocolVersion'; readonly version: number }
  | { readonly type: 'protocolVersion'; readonly accepted: boolean }
  /** Disks were plugged in: scan the bus again. */
  | { readonly type: 'enumerateBus' }
  /** The disk at this location was taken away. */
  | { readonly type: 'removeDevice'; readonly location: number }
  /**
   * Unit attention 0x2A/0x09, capacity data changed: rides on the next command's completion; the driver rescans and retries,
   * so that user space sees no error.
   */
  | { readonly type: 'capacityChanged'; readonly location: number };

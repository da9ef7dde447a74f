/**
 * The bus itself: what a guest does before any channel carries a message. The host offers a channel for every enabled
 * service, for dynamic memory and for every SCSI controller; the guest's driver opens those it knows. The host need not act
 * on these messages; traces show them. (include/linux/hyperv.h, drivers/hv/connection.c)
 */

/** Channels that can be opened, as in `Packet`. */
export type Openable = 'heartbeat' | 'shutdown' | 'timesync' | 'kvp' | 'balloon' | 'storage';

export type BusMessage =
  /** Guest to host: the version both speak from now on, major << 16 | minor; never above `HostFacts.vmbusVersion`. */
  | { readonly type: 'contact'; readonly version: number }
  /**
   * Guest to host: a channel is open. On an integration channel (heartbeat, shutdown, timesync, kvp) the guest answers the
   * host's `negotiate` now; on balloon and storage the guest speaks first.
   */
  | { readonly type: 'open'; readonly channel: Openable; readonly instance: number }
  /** Guest to host: a channel is closed again (driver unloaded). */
  | { readonly type: 'close'; readonly channel: Openable; readonly instance: number }
  /** Guest to host: the guest leaves the bus (restart, kexec); all channels are closed. */
  | { readonly type: 'unload' };

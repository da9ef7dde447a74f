/** The six integration services in the order that Get-VMIntegrationService shows them: names, and class ids for their Ids. */
import { HEARTBEAT_CLASS } from '../vmbus/heartbeat.ts';
import { KVP_CLASS } from '../vmbus/kvp.ts';
import { SHUTDOWN_CLASS } from '../vmbus/shutdown.ts';
import { TIMESYNC_CLASS } from '../vmbus/timesync.ts';
import type { ServiceKey } from './types.ts';

export interface ServiceName {
  readonly key: ServiceKey;
  readonly name: string;
  /** Instance id of the service in every machine. */
  readonly classId: string;
}

/** Class ids from include/linux/hyperv.h; VSS and file copy have no channel file yet. */
export const SERVICE_NAMES: readonly ServiceName[] = [
  { key: 'guestService', name: 'Guest Service Interface', classId: '34d14be3-dee4-41c8-9ae7-6b174977c192' },
  { key: 'heartbeat', name: 'Heartbeat', classId: HEARTBEAT_CLASS },
  { key: 'kvp', name: 'Key-Value Pair Exchange', classId: KVP_CLASS },
  { key: 'shutdown', name: 'Shutdown', classId: SHUTDOWN_CLASS },
  { key: 'timesync', name: 'Time Synchronization', classId: TIMESYNC_CLASS },
  { key: 'vss', name: 'VSS', classId: '35fa2e29-ea23-4236-96ae-3a6ebacba440' },
];

/**
 * A machine behind a `VirtualMachine` object: every property read shows the machine as it is at that moment. What lists show
 * comes from the store's columns; the machine's document is opened only for what is not there.
 */
import { HostError } from '../host/errors.ts';
import { GuestRoomNeeded, type HostSession } from '../host/session.ts';
import type { VmDoc, VmState } from '../host/types.ts';
import type { Columns } from '../lab/store.ts';
import { NetObject } from '../powershell/objects.ts';
import type { World } from '../world.ts';
import type { DvdDriveTarget, HardDiskDriveTarget, VMFloppyDiskDriveTarget } from './drives.ts';
import type { VMIntegrationComponentTarget } from './integration.ts';
import type { VMNetworkAdapterTarget } from './network-adapter.ts';
import type { Member } from './properties.ts';
import { type VirtualMachineTarget, virtualMachineClass } from './virtual-machine.ts';
import { adapters, integrationServices } from './vm-channels.ts';
import { dvdDrives, floppyDrive, hardDrives } from './vm-drives.ts';

/** Where a machine is. */
export interface VmPlace {
  readonly world: World;
  readonly hostId: string;
  readonly computerName: string;
  readonly lacks: ReadonlySet<string>;
}

export class LiveVm implements VirtualMachineTarget {
  readonly place: VmPlace;
  #columns: Columns['vm'];
  #doc: VmDoc | null = null;
  #version: number;
  #deleted = false;

  /** @param version the world's when the columns were read */
  constructor(place: VmPlace, columns: Columns['vm'], version = place.world.version) {
    this.place = place;
    this.#columns = columns;
    this.#version = version;
  }

  /** Columns of this moment; the last ones where the machine is gone. */
  get columns(): Columns['vm'] {
    const { world } = this.place;
    const { version } = world;
    const due = this.#columns.nextEventAt !== null && this.#columns.nextEventAt <= world.lab.clock.now();
    if (version === this.#version && !due) return this.#columns;
    this.#doc = null;
    const now = this.#read((host) => host.columns(this.#columns.id));
    this.#version = world.version;
    if (now) this.#columns = now;
    else this.#deleted = true;
    return this.#columns;
  }

  /** The document of this moment. */
  get doc(): VmDoc {
    this.columns;
    const { id } = this.#columns;
    this.#doc ??= this.#read((host) => host.vm(id).doc);
    return this.#doc;
  }

  #read<R>(work: (host: HostSession) => R): R {
    const { world, hostId } = this.place;
    try {
      return world.readNow(hostId, work);
    } catch (error) {
      // Nothing that could make time pass is loaded: show what was committed last.
      if (error instanceof GuestRoomNeeded) return world.readCommitted(hostId, work);
      throw error;
    }
  }

  get lacks(): ReadonlySet<string> {
    return this.place.lacks;
  }
  get computerName(): string {
    return this.place.computerName;
  }
  get isDeleted(): boolean {
    this.columns;
    return this.#deleted;
  }
  get id(): string {
    return this.#columns.id;
  }
  get name(): string {
    return this.columns.name;
  }
  get state(): VmState {
    return this.columns.state as VmState;
  }
  get cpuUsage(): number {
    return this.columns.cpuUsage;
  }
  get memoryAssigned(): number {
    return this.columns.memoryAssigned;
  }
  get memoryDemand(): number {
    return this.columns.memoryDemand;
  }
  get memoryStatus(): string {
    return this.columns.memoryStatus;
  }
  get uptime(): number {
    const { upSince, upFor } = this.columns;
    return upSince === null ? upFor : Math.max(0, this.place.world.lab.clock.now() - upSince);
  }
  get operationalStatus(): readonly Member<'VMOperationalStatus'>[] {
    return this.state.endsWith('Critical') ? ['CriticalIoError'] : ['Ok'];
  }
  get statusDescriptions(): readonly string[] {
    return [this.columns.status];
  }
  get heartbeat(): Member<'VMHeartbeatStatus'> | null {
    return (this.columns.heartbeat || null) as Member<'VMHeartbeatStatus'> | null;
  }
  get version(): string {
    return this.columns.version;
  }
  get generation(): number {
    return this.columns.generation;
  }
  get processorCount(): number {
    return this.columns.processors;
  }
  get creationTime(): number {
    return this.columns.createdAt;
  }
  get configurationLocation(): string {
    return this.doc.path;
  }
  get smartPagingFilePath(): string {
    return this.doc.smartPagingFilePath;
  }
  get snapshotFileLocation(): string {
    return this.doc.snapshotFileLocation;
  }
  get automaticStartAction(): VmDoc['automaticStartAction'] {
    return this.doc.automaticStartAction;
  }
  get automaticStartDelay(): number {
    return this.doc.automaticStartDelay;
  }
  get automaticStopAction(): VmDoc['automaticStopAction'] {
    return this.doc.automaticStopAction;
  }
  get automaticCriticalErrorAction(): VmDoc['automaticCriticalErrorAction'] {
    return this.doc.automaticCriticalErrorAction;
  }
  get automaticCriticalErrorActionTimeout(): number {
    return this.doc.automaticCriticalErrorActionTimeout;
  }
  get automaticCheckpointsEnabled(): boolean {
    return this.doc.automaticCheckpoints;
  }
  get numaAligned(): boolean | null {
    return this.doc.run ? true : null;
  }
  get numaNodesCount(): number {
    return 1;
  }
  get numaSocketCount(): number {
    return 1;
  }
  get integrationServicesState(): string {
    return '';
  }
  get integrationServicesVersion(): string | null {
    return this.doc.run?.kvp['IntegrationServicesVersion'] ?? (this.doc.run ? '0.0' : null);
  }
  get checkpointType(): VmDoc['checkpointType'] {
    return this.doc.checkpointType;
  }
  get enhancedSessionTransportType(): VmDoc['enhancedSession'] {
    return this.doc.enhancedSession;
  }
  get notes(): string {
    return this.doc.notes;
  }
  get dynamicMemoryEnabled(): boolean {
    return this.doc.memory.dynamic;
  }
  get memoryMaximum(): number {
    return this.doc.memory.maximum;
  }
  get memoryMinimum(): number {
    return this.doc.memory.minimum;
  }
  get memoryStartup(): number {
    return this.doc.memory.startup;
  }
  get parentSnapshotId(): null {
    return null;
  }
  get parentSnapshotName(): string {
    return '';
  }
  get path(): string {
    return this.doc.path;
  }
  get sizeOfSystemFiles(): number {
    return 0;
  }
  get guestControlledCacheTypes(): boolean {
    return this.doc.guestControlledCacheTypes;
  }
  get batteryPassthroughEnabled(): boolean {
    return this.doc.batteryPassthrough;
  }
  get lockOnDisconnect(): 'On' | 'Off' {
    return this.doc.lockOnDisconnect;
  }
  get lowMemoryMappedIoSpace(): number {
    return this.doc.lowMmioGap;
  }
  get highMemoryMappedIoSpace(): number {
    return this.doc.highMmioGap;
  }
  get dvdDrives(): readonly DvdDriveTarget[] {
    return dvdDrives(this);
  }
  get hardDrives(): readonly HardDiskDriveTarget[] {
    return hardDrives(this);
  }
  get floppyDrive(): VMFloppyDiskDriveTarget | null {
    return floppyDrive(this);
  }
  get integrationServices(): readonly VMIntegrationComponentTarget[] {
    return integrationServices(this);
  }
  get networkAdapters(): readonly VMNetworkAdapterTarget[] {
    return adapters(this);
  }
}

/** The machine as the object that cmdlets emit. */
export function vmObject(place: VmPlace, columns: Columns['vm'], version?: number): NetObject<VirtualMachineTarget> {
  return new NetObject<VirtualMachineTarget>(virtualMachineClass, new LiveVm(place, columns, version));
}

/** Machines whose columns were read just now. */
export function vmObjects(place: VmPlace, list: readonly Columns['vm'][]): NetObject<VirtualMachineTarget>[] {
  const { version } = place.world;
  return list.map((columns) => vmObject(place, columns, version));
}

/** The machine behind an object that a cmdlet was given. @throws HostError where it is no machine of ours */
export function liveVmOf(object: NetObject): LiveVm {
  if (object.target instanceof LiveVm) return object.target;
  throw new HostError('invalidArgument', { detail: 'The object is not a virtual machine.' });
}

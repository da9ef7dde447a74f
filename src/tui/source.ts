/** What the screens need of the world: a picture of it, a way to run a cmdlet line, and a way to know that it changed. */

/** One row of the list of virtual machines. Sizes in bytes, uptime in seconds. */
export interface VmRow {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  readonly cpu: number;
  readonly assigned: number;
  readonly demand: number;
  readonly uptime: number;
  readonly status: string;
}

/** A point of the memory curve. `at` in seconds of lab time. */
export interface MemoryPoint {
  readonly at: number;
  readonly assigned: number;
  readonly demand: number;
}

/** A disk that a key can resize. */
export interface DiskRow {
  readonly place: string;
  readonly path: string;
  /** Null where the file cannot be read. */
  readonly sizeBytes: number | null;
}

/** The chosen virtual machine in depth. */
export interface VmDetail {
  readonly id: string;
  readonly generation: number;
  readonly version: string;
  readonly processors: number;
  readonly guest: string;
  readonly heartbeat: string;
  readonly dynamicMemory: boolean;
  readonly startup: number;
  readonly minimum: number;
  readonly maximum: number;
  readonly memoryStatus: string;
  readonly lowGap: number;
  readonly disks: readonly DiskRow[];
  readonly curve: readonly MemoryPoint[];
  /** Last lines of the guest's kernel log, oldest first. */
  readonly kernelLog: readonly string[];
}

/** The world at one moment. */
export interface Picture {
  readonly host: string;
  readonly profile: string;
  /** The lab's time as people read it, and how its clock runs. */
  readonly time: string;
  readonly clock: string;
  readonly rows: readonly VmRow[];
  readonly detail: VmDetail | null;
}

/** How a cmdlet line ended. */
export interface Outcome {
  readonly ok: boolean;
  /** What it printed, warnings and errors included, trimmed. */
  readonly text: string;
}

/** The screens' only way to the world. */
export interface Source {
  /** @throws Error with a message for people where the lab cannot be read any more. */
  picture(selected: string | null): Picture;
  /** Words of a command line; runs exactly what a person would type. */
  run(words: readonly string[]): Promise<Outcome>;
  /** Changes when another process changed the lab. */
  version(): number;
}

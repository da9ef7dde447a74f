/**
 * What PowerShell makes of a host's refusal: category and first part of the FullyQualifiedErrorId by code. One table; the
 * cmdlet adds its class and, where it has one, the target.
 */
import { HostError, type HostErrorCode } from '../host/errors.ts';
import type { ErrorCategory, ErrorRecord } from '../powershell/errors.ts';
import { PSError } from '../powershell/errors.ts';
import type { CmdletDef, ParameterTable } from '../powershell/parameters.ts';
import type { PSValue } from '../powershell/values.ts';

type Shape = readonly [category: ErrorCategory, id: string];

const missing: Shape = ['ObjectNotFound', 'ObjectNotFound'];
const parameter: Shape = ['InvalidArgument', 'InvalidParameter'];
const state: Shape = ['InvalidOperation', 'InvalidState'];
const failed: Shape = ['NotSpecified', 'OperationFailed'];
const busy: Shape = ['ResourceBusy', 'ObjectInUse'];

const shapes: Readonly<Record<HostErrorCode, Shape>> = {
  vmNotFound: missing,
  vmIdNotFound: missing,
  hostNotFound: missing,
  switchNotFound: parameter,
  wrongState: state,
  deviceWrongState: state,
  settingWrongState: state,
  memoryAlignment: parameter,
  deviceInvalid: parameter,
  settingInvalid: parameter,
  invalidArgument: parameter,
  notOnThisHost: ['NotImplemented', 'NotSupported'],
  startOutOfMemory: ['FromStdErr', 'OutOfMemory'],
  resizeOutOfMemory: ['FromStdErr', 'OutOfMemory'],
  stopFailed: failed,
  shutdownUnavailable: failed,
  waitTimedOut: ['OperationTimeout', 'OperationTimeout'],
  nmiWrongState: state,
  diskFailed: failed,
  diskUnreadable: failed,
  diskNumberNotFound: missing,
  diskInUse: busy,
  resizeOnline: busy,
  controllerNotFound: missing,
  driveNotFound: missing,
  locationTaken: failed,
  noFreeLocation: failed,
  locationRange: parameter,
  hotPlug: state,
  attachmentFailed: failed,
  attachedTwice: failed,
  controllerLimit: failed,
  noIde: state,
  serviceNotFound: missing,
  startDisk: failed,
};

/** The class of Hyper-V's own failures. */
const EXCEPTION = 'Microsoft.HyperV.PowerShell.VirtualizationException';

/** What a cmdlet adds or sees differently. */
export interface ErrorPlace {
  readonly target?: PSValue;
  /** Get-VM and Get-VMSwitch report a missing name as a bad argument. */
  readonly category?: ErrorCategory;
  readonly id?: string;
}

/** The record of a refusal, as this cmdlet reports it. */
export function hostErrorRecord<T extends ParameterTable>(
  error: HostError,
  def: CmdletDef<T>,
  place: ErrorPlace = {},
): ErrorRecord {
  const [category, id] = shapes[error.code];
  return {
    id: place.id ?? id,
    className: def.className,
    category: place.category ?? category,
    message: error.message,
    exceptionType: EXCEPTION,
    activity: def.name,
    ...(place.target !== undefined && { target: place.target }),
  };
}

/** The record of anything that came out of a host operation; what is no refusal is thrown on. */
export function recordOf<T extends ParameterTable>(
  error: unknown,
  def: CmdletDef<T>,
  place: ErrorPlace = {},
): ErrorRecord {
  if (error instanceof HostError) return hostErrorRecord(error, def, place);
  if (error instanceof PSError) return error.record;
  throw error;
}

/** Error records: the one form in which every failure reaches a person or a script. */
import type { PSValue } from './values.ts';

/** System.Management.Automation.ErrorCategory, the members in use. */
export type ErrorCategory =
  | 'NotSpecified'
  | 'OpenError'
  | 'CloseError'
  | 'DeviceError'
  | 'DeadlockDetected'
  | 'InvalidArgument'
  | 'InvalidData'
  | 'InvalidOperation'
  | 'InvalidResult'
  | 'InvalidType'
  | 'MetadataError'
  | 'NotImplemented'
  | 'NotInstalled'
  | 'ObjectNotFound'
  | 'OperationStopped'
  | 'OperationTimeout'
  | 'SyntaxError'
  | 'ParserError'
  | 'PermissionDenied'
  | 'ResourceBusy'
  | 'ResourceExists'
  | 'ResourceUnavailable'
  | 'ReadError'
  | 'WriteError'
  | 'FromStdErr'
  | 'SecurityError'
  | 'ProtocolError'
  | 'ConnectionError'
  | 'AuthenticationError'
  | 'LimitsExceeded'
  | 'QuotaExceeded'
  | 'NotEnabled';

/** Where in the text an error points: offsets into `text`, one-based line and column. */
export interface Extent {
  readonly file?: string;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly column: number;
}

/** A System.Management.Automation.ErrorRecord. */
export interface ErrorRecord {
  /** First part of FullyQualifiedErrorId. */
  readonly id: string;
  /** Second part, after a comma; absent outside a cmdlet. */
  readonly className?: string;
  readonly category: ErrorCategory;
  readonly message: string;
  /** Full .NET name of the exception. */
  readonly exceptionType: string;
  readonly target?: PSValue;
  /** Overrides the text and type that CategoryInfo derives from the target. */
  readonly targetName?: string;
  readonly targetType?: string;
  /** Cmdlet that reported it. */
  readonly activity?: string;
  readonly extent?: Extent;
  /** Name that the command was called by, where the record has no activity: an unknown command. */
  readonly invocationName?: string;
  /** Made by a `throw` of something that is no exception. */
  readonly thrown?: true;
  /** What a person can do about it; printed on a terminal only. */
  readonly hint?: string;
  /** Type of the inner exception, where a binder error wraps one. */
  readonly innerType?: string;
  readonly parameterName?: string;
}

/** FullyQualifiedErrorId as scripts compare it. */
export function fullyQualifiedErrorId(record: ErrorRecord): string {
  return record.className ? `${record.id},${record.className}` : record.id;
}

/** Carries an error record through JavaScript code; terminating for the statement that meets it. */
export class PSError extends Error {
  readonly record: ErrorRecord;
  constructor(record: ErrorRecord) {
    super(record.message);
    this.record = record;
  }
}

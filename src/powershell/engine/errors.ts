/** Exceptions and error records as values that scripts see, and the JavaScript exception that carries them. */
import { CastError } from '../cast-error.ts';
import { edition } from '../edition.ts';
import { errorReason, positionMessage, targetName, targetType } from '../error-text.ts';
import { type ErrorCategory, type ErrorRecord, type Extent, fullyQualifiedErrorId, PSError } from '../errors.ts';
import { dialects } from '../format/dialect.ts';
import { EnumValue, Hashtable, NetValue, type PSValue } from '../values.ts';
import { castId } from './cast-ids.ts';
import { errorCategory } from './enums.ts';
import { Members, PSObj } from './psobject.ts';

const AUTOMATION = 'System.Management.Automation.';

/** Base classes of the exceptions that scripts name; everything else derives from SystemException. */
const BASES: Readonly<Record<string, string>> = {
  'System.Exception': '',
  'System.SystemException': 'System.Exception',
  'System.ApplicationException': 'System.Exception',
  'System.ArithmeticException': 'System.SystemException',
  'System.DivideByZeroException': 'System.ArithmeticException',
  'System.OverflowException': 'System.ArithmeticException',
  'System.ArgumentNullException': 'System.ArgumentException',
  'System.ArgumentOutOfRangeException': 'System.ArgumentException',
  'System.IO.FileNotFoundException': 'System.IO.IOException',
  'System.IO.DirectoryNotFoundException': 'System.IO.IOException',
  'System.IO.PathTooLongException': 'System.IO.IOException',
  'System.Management.Automation.ParentContainsErrorRecordException': 'System.SystemException',
  'System.Management.Automation.RuntimeException': 'System.SystemException',
  'System.Management.Automation.ParseException': `${AUTOMATION}RuntimeException`,
  'System.Management.Automation.IncompleteParseException': `${AUTOMATION}ParseException`,
  'System.Management.Automation.CommandNotFoundException': `${AUTOMATION}RuntimeException`,
  'System.Management.Automation.MethodException': `${AUTOMATION}ExtendedTypeSystemException`,
  'System.Management.Automation.MethodInvocationException': `${AUTOMATION}MethodException`,
  'System.Management.Automation.GetValueException': `${AUTOMATION}ExtendedTypeSystemException`,
  'System.Management.Automation.SetValueException': `${AUTOMATION}ExtendedTypeSystemException`,
  'System.Management.Automation.SetValueInvocationException': `${AUTOMATION}SetValueException`,
  'System.Management.Automation.GetValueInvocationException': `${AUTOMATION}GetValueException`,
  'System.Management.Automation.ExtendedTypeSystemException': `${AUTOMATION}RuntimeException`,
  'System.Management.Automation.PropertyNotFoundException': `${AUTOMATION}ExtendedTypeSystemException`,
  'System.Management.Automation.ParameterBindingException': `${AUTOMATION}RuntimeException`,
  'System.Management.Automation.ParameterBindingValidationException': `${AUTOMATION}ParameterBindingException`,
  'System.Management.Automation.ParameterBindingArgumentTransformationException': `${AUTOMATION}ParameterBindingException`,
  'System.Management.Automation.ActionPreferenceStopException': `${AUTOMATION}RuntimeException`,
  'System.Management.Automation.ItemNotFoundException': `${AUTOMATION}SessionStateException`,
  'System.Management.Automation.DriveNotFoundException': `${AUTOMATION}SessionStateException`,
  'System.Management.Automation.SessionStateException': `${AUTOMATION}RuntimeException`,
  'System.Management.Automation.SessionStateUnauthorizedAccessException': `${AUTOMATION}SessionStateException`,
  'System.Management.Automation.PSInvalidCastException': 'System.InvalidCastException',
  'System.Management.Automation.PSArgumentException': 'System.ArgumentException',
  'System.Management.Automation.PSArgumentNullException': 'System.ArgumentNullException',
  'System.Management.Automation.PSArgumentOutOfRangeException': 'System.ArgumentOutOfRangeException',
  'System.Management.Automation.PSInvalidOperationException': 'System.InvalidOperationException',
  'System.Management.Automation.PSNotSupportedException': 'System.NotSupportedException',
  'System.Management.Automation.ValidationMetadataException': `${AUTOMATION}MetadataException`,
  'System.Management.Automation.ArgumentTransformationMetadataException': `${AUTOMATION}MetadataException`,
  'System.Management.Automation.MetadataException': `${AUTOMATION}RuntimeException`,
  'System.Net.WebException': 'System.InvalidOperationException',
  'System.ObjectDisposedException': 'System.InvalidOperationException',
  'Microsoft.PowerShell.Commands.WriteErrorException': 'System.SystemException',
};

const scriptBases = new Map<string, string>();

/** Makes a script's class that derives from an exception known. */
export function registerException(name: string, base: string): void {
  scriptBases.set(name, base);
}

/** The exception's class and its bases, most derived first. */
export function exceptionChain(type: string): string[] {
  const chain: string[] = [];
  for (
    let t: string | undefined = type;
    t;
    t = scriptBases.get(t) ?? BASES[t] ?? (t === 'System.Exception' ? '' : 'System.SystemException')
  ) {
    chain.push(t);
    if (chain.length > 20) break;
  }
  chain.push('System.Object');
  return chain;
}

/** True for names of exception classes that we know or that look like one. */
export function isExceptionName(name: string): boolean {
  return name in BASES || scriptBases.has(name) || /^(?:System|Microsoft)\.[\w.]*Exception$/.test(name);
}

/** HResults of exceptions; one that is not here has that of its base. */
const RESULTS: Readonly<Record<string, number>> = {
  Exception: 0x80131500,
  SystemException: 0x80131501,
  ApplicationException: 0x80131600,
  ArgumentException: 0x80070057,
  ArgumentNullException: 0x80004003,
  ArgumentOutOfRangeException: 0x80131502,
  ArithmeticException: 0x80070216,
  'Collections.Generic.KeyNotFoundException': 0x80131577,
  DivideByZeroException: 0x80020012,
  FormatException: 0x80131537,
  IndexOutOfRangeException: 0x80131508,
  InvalidCastException: 0x80004002,
  InvalidOperationException: 0x80131509,
  'IO.DirectoryNotFoundException': 0x80070003,
  'IO.FileNotFoundException': 0x80070002,
  'IO.IOException': 0x80131620,
  NotImplementedException: 0x80004001,
  NotSupportedException: 0x80131515,
  NullReferenceException: 0x80004003,
  OperationCanceledException: 0x8013153b,
  OverflowException: 0x80131516,
  TimeoutException: 0x80131505,
  UnauthorizedAccessException: 0x80070005,
};

function resultOf(chain: readonly string[]): number {
  for (const name of chain) {
    const result = RESULTS[name.slice('System.'.length)];
    if (result !== undefined && name.startsWith('System.')) return result | 0;
  }
  return RESULTS['Exception']! | 0;
}

/** Exception.Data */
class ExceptionData extends Hashtable {
  override get typeName(): string {
    return 'System.Collections.ListDictionaryInternal';
  }
}

/** An exception as scripts see it. */
export class Exception extends NetValue {
  readonly type: string;
  message: string;
  inner: Exception | null;
  readonly members = new Members();
  #data: ExceptionData | null = null;
  /** Error record that this exception carries. */
  errorRecord: ErrorObject | null = null;
  constructor(type: string, message: string, inner: Exception | null = null) {
    super();
    this.type = type;
    this.message = message;
    this.inner = inner;
  }
  get typeName(): string {
    return this.type;
  }
  get typeNames(): string[] {
    return exceptionChain(this.type);
  }
  get propertyNames(): readonly string[] {
    const own = [...this.members.map.values()].map((m) => m.name);
    return [
      ...own,
      'ErrorRecord',
      'WasThrownFromThrowStatement',
      'TargetSite',
      'Message',
      'Data',
      'InnerException',
      'HelpLink',
      'Source',
      'HResult',
      'StackTrace',
    ].filter(
      (n) =>
        !['ErrorRecord', 'WasThrownFromThrowStatement'].includes(n) ||
        this.typeNames.includes(`${AUTOMATION}RuntimeException`),
    );
  }
  get(name: string): PSValue | undefined {
    switch (name.toLowerCase()) {
      case 'message':
        return this.message;
      case 'innerexception':
        return this.inner;
      case 'errorrecord':
        return this.errorRecord;
      case 'hresult':
        return resultOf(this.typeNames);
      case 'data':
        this.#data ??= new ExceptionData();
        return this.#data;
      case 'targetsite':
      case 'helplink':
      case 'source':
      case 'stacktrace':
        return null;
    }
    const own = this.members.find(name);
    if (own) return own.value;
    return this.errorRecord && BINDING.test(this.type) ? bindingMember(this.errorRecord, name) : undefined;
  }
  get text(): string {
    return this.inner
      ? `${this.type}: ${this.message}\n ---> ${this.inner.text}\n   --- End of inner exception stack trace ---`
      : `${this.type}: ${this.message}`;
  }
}

/** An error record as scripts see it. */
export class ErrorObject extends NetValue {
  record: ErrorRecord;
  exception: Exception;
  /** Text put in place of the exception's message. */
  details: string | null = null;
  /** Did a preference of Stop make it end the script? */
  stopped = false;
  stack = '';
  /** Invocation that it belongs to, as `.InvocationInfo` shows it. */
  invocation: PSValue = null;
  readonly members = new Members();
  constructor(record: ErrorRecord, exception?: Exception) {
    super();
    this.record = record;
    this.exception =
      exception ??
      new Exception(
        record.exceptionType,
        record.message,
        record.innerType ? new Exception(fullName(record.innerType), record.message) : null,
      );
    this.exception.errorRecord ??= this;
  }
  get typeName(): string {
    return 'System.Management.Automation.ErrorRecord';
  }
  get typeNames(): string[] {
    return [this.typeName, 'System.Object'];
  }
  get text(): string {
    return this.details ?? this.exception.message;
  }
  get propertyNames(): readonly string[] {
    return [
      'Exception',
      'TargetObject',
      'CategoryInfo',
      'FullyQualifiedErrorId',
      'ErrorDetails',
      'InvocationInfo',
      'ScriptStackTrace',
      'PipelineIterationInfo',
    ];
  }
  get(name: string): PSValue | undefined {
    switch (name.toLowerCase()) {
      case 'exception':
        return this.exception;
      case 'targetobject':
        return this.record.target ?? null;
      case 'fullyqualifiederrorid':
        return fullyQualifiedErrorId(this.record);
      case 'categoryinfo':
        return categoryObject(this.record);
      case 'errordetails':
        return this.details === null
          ? null
          : new PSObj(['System.Management.Automation.ErrorDetails', 'System.Object'], {
              Message: this.details,
              RecommendedAction: '',
            });
      case 'invocationinfo':
        return this.invocation ?? invocationOf(this.record);
      case 'scriptstacktrace':
        return this.stack;
      case 'pipelineiterationinfo':
        return [];
    }
    return this.members.find(name)?.value;
  }
}

function fullName(type: string): string {
  return type.includes('.') ? type : type.startsWith('PS') ? AUTOMATION + type : `System.${type}`;
}

function categoryObject(record: ErrorRecord): PSObj {
  const object = new PSObj(['System.Management.Automation.ErrorCategoryInfo', 'System.Object'], {
    Category: new EnumValue(errorCategory, errorCategory.members[record.category] ?? 0),
    Activity: record.activity ?? '',
    Reason: errorReason(record),
    TargetName: targetName(record),
    TargetType: targetType(record),
  });
  object.toText = () =>
    `${record.category}: (${targetName(record)}:${targetType(record)}) [${record.activity ?? ''}], ${errorReason(record)}`;
  return object;
}

const BINDING = /\.ParameterBinding\w*Exception$/;

/** Members of the exceptions of parameter binding. */
function bindingMember(error: ErrorObject, name: string): PSValue | undefined {
  const { record } = error;
  switch (name.toLowerCase()) {
    case 'parametername':
      return record.parameterName ?? null;
    case 'errorid':
      return record.id;
    case 'line':
      return BigInt(record.extent?.line ?? -1);
    case 'offset':
      return BigInt(record.extent?.column ?? -1);
    case 'commandinvocation':
      return error.get('InvocationInfo');
  }
  return undefined;
}

/** The command of an error, as far as the error knows it. */
function commandOf({ activity }: ErrorRecord): PSObj | null {
  if (!activity) return null;
  const command = new PSObj(['System.Management.Automation.CommandInfo', 'System.Object'], { Name: activity });
  command.toText = () => activity;
  return command;
}

function invocationOf(record: ErrorRecord): PSObj {
  const { extent } = record;
  const line = extent ? (extent.text.split(/\r?\n/)[extent.line - 1] ?? '') : '';
  return new PSObj(['System.Management.Automation.InvocationInfo', 'System.Object'], {
    MyCommand: commandOf(record),
    BoundParameters: null,
    UnboundArguments: [],
    ScriptLineNumber: extent?.line ?? 0,
    OffsetInLine: extent?.column ?? 0,
    HistoryId: -1n,
    ScriptName: extent?.file ?? '',
    Line: line === '' ? '' : `${line}${extent && extent.text.length > extent.end ? '\n' : ''}`,
    Statement: extent ? extent.text.slice(extent.start, extent.end) : '',
    PositionMessage: extent ? positionMessage(extent, dialects[edition.current.name]) : '',
    PSScriptRoot: extent?.file?.replace(/[\\/][^\\/]*$/, '') ?? '',
    PSCommandPath: extent?.file ?? '',
    InvocationName: record.invocationName ?? record.activity ?? '',
    PipelineLength: 0,
    PipelinePosition: 0,
    ExpectingInput: false,
    CommandOrigin: 'Internal',
  });
}

/** Carries an error through script code. */
export class ScriptError extends Error {
  readonly error: ErrorObject;
  /** Ends the script unless it is caught: `throw`, and errors under -ErrorAction Stop. */
  terminating: boolean;
  /** Was written to $Error already. */
  recorded = false;
  /** Made by a throw statement. */
  byThrow = false;
  /** The -ErrorAction of the command that failed, where it wants no word of it. */
  silenced: string | null = null;
  /** Left a command: it carries the command's name and is not given another. */
  wrapped = false;
  /** $PSCmdlet.ThrowTerminatingError: nothing stops it before it has left this command. */
  leaving: object | null = null;
  constructor(error: ErrorObject, terminating = false) {
    super(error.text);
    this.error = error;
    this.terminating = terminating;
  }
}

/** A runtime error of the language. */
export function runtimeError(id: string, message: string, more: Partial<ErrorRecord> = {}): ScriptError {
  const record: ErrorRecord = {
    id,
    category: 'InvalidOperation',
    exceptionType: `${AUTOMATION}RuntimeException`,
    message,
    ...more,
  };
  return new ScriptError(new ErrorObject(record));
}

/** An exception thrown inside .NET, as a method call wraps it. */
export class NetError extends Error {
  readonly exception: Exception;
  constructor(type: string, message: string) {
    const text = message.replace(/ \(Parameter '(\w+)'\)/, (_, name: string) => edition.current.parameterName(name));
    super(text);
    this.exception = new Exception(type, text);
  }
}

/** Any JavaScript exception as a script error; null where it is none (control flow, a defect). */
export function asScriptError(e: unknown): ScriptError | null {
  if (e instanceof ScriptError) return e;
  if (e instanceof PSError) return new ScriptError(new ErrorObject(e.record));
  if (e instanceof CastError) {
    const record: ErrorRecord = {
      id: 'InvalidCastFromStringToInteger',
      category: 'InvalidArgument',
      exceptionType: `${AUTOMATION}RuntimeException`,
      message: e.message,
    };
    return new ScriptError(castError(record, e));
  }
  if (e instanceof NetError) {
    const { exception } = e;
    return new ScriptError(
      new ErrorObject(
        {
          id: shortName(exception.type),
          category: 'OperationStopped',
          exceptionType: exception.type,
          message: exception.message,
        },
        exception,
      ),
    );
  }
  if (e instanceof RangeError && /call stack/i.test(e.message)) return callDepth();
  return null;
}

function castError(record: ErrorRecord, e: CastError): ErrorObject {
  const { message } = record;
  const type = e.id === 'InvalidCastToXmlDocument' ? 'System.Xml.XmlException' : 'System.FormatException';
  const exception = new Exception(
    `${AUTOMATION}RuntimeException`,
    message,
    new Exception(
      `${AUTOMATION}PSInvalidCastException`,
      message,
      e.why === undefined ? null : new Exception(type, e.why),
    ),
  );
  return new ErrorObject({ ...record, id: castId(e) }, exception);
}

function shortName(type: string): string {
  return type;
}

/** Nesting beyond the limit. */
export function callDepth(): ScriptError {
  return runtimeError('CallDepthOverflow', 'The script failed due to call depth overflow.', {
    exceptionType: `${AUTOMATION}RuntimeException`,
    category: 'InvalidOperation',
  });
}

/** `throw` of any value. */
export function thrown(value: PSValue, text: string): ErrorObject {
  if (value instanceof ErrorObject) return value;
  if (value instanceof Exception) {
    if (value.errorRecord) return value.errorRecord;
    return new ErrorObject(
      {
        id: value.message,
        category: 'OperationStopped',
        exceptionType: value.type,
        message: value.message,
        target: null,
      },
      value,
    );
  }
  const record: ErrorRecord = {
    id: text === '' ? 'ScriptHalted' : text,
    category: 'OperationStopped',
    exceptionType: `${AUTOMATION}RuntimeException`,
    message: text === '' ? 'ScriptHalted' : text,
    target: value,
    thrown: true,
  };
  return new ErrorObject(record);
}

/** A record with some facts changed. */
export function amended(error: ErrorObject, facts: Partial<ErrorRecord>): void {
  error.record = { ...error.record, ...facts };
}

export type { ErrorCategory, ErrorRecord, Extent };

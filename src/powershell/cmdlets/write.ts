/** Write-Output, Write-Host and the other streams. */

import { edition } from '../edition.ts';
import type { Context } from '../engine/builtin.ts';
import { enumerable, List } from '../engine/collections.ts';
import { toText } from '../engine/convert.ts';
import { errorCategory } from '../engine/enums.ts';
import { ErrorObject, Exception } from '../engine/errors.ts';
import type { Gen } from '../engine/flow.ts';
import { dateOf } from '../engine/net/date.ts';
import { PSObj } from '../engine/psobject.ts';
import type { ErrorCategory, ErrorRecord } from '../errors.ts';
import { displayText } from '../format/display-text.ts';
import { NetValue, type PSValue, Spelled } from '../values.ts';
import { builtin } from './declare.ts';

const WRITE_OUTPUT = builtin(
  'Write-Output',
  'utility',
  'InputObject psobject null empty @0 ! ... <\nNoEnumerate switch',
  (c) => {
    const whole = c.flag('NoEnumerate');
    const given = c.has('InputObject') ? c.get('InputObject') : undefined;
    function* send(value: PSValue): Gen<void> {
      const items = whole ? undefined : enumerable(value);
      if (items) yield* c.emitAll(items);
      else yield* c.emit(value);
    }
    return {
      *process(input) {
        if (input !== undefined) yield* send(input);
        else if (given !== undefined) yield* send(given);
      },
    };
  },
  { raw: true },
);

/** What Write-Host shows of a value: lists with the separator, the rest as text of the current culture. */
export function hostText(value: PSValue, separator: string): string {
  if (value instanceof Spelled) return value.text;
  const items = enumerable(value);
  if (items) return items.map((i) => hostText(i, separator)).join(separator);
  if (value instanceof NetValue && !(value instanceof PSObj)) {
    const text = displayText(value);
    return text === value.typeName ? toText(value) : text;
  }
  return toText(value);
}

/** An InformationRecord. */
export function informationRecord(c: Context, message: PSValue, tags: readonly string[], text: string): PSObj {
  const record = new PSObj(['System.Management.Automation.InformationRecord', 'System.Object'], {
    MessageData: message,
    Source: c.frame.unit.file ?? 'Write-Information',
    TimeGenerated: dateOf(c.engine.surroundings.now()),
    Tags: new List('System.Collections.Generic.List`1[System.String]', 'list', [...tags]),
    User: '',
    Computer: '',
    ProcessId: 4242,
    NativeThreadId: 0,
    ManagedThreadId: 0,
  });
  record.toText = () => text;
  return record;
}

const COLORS =
  '{Black,DarkBlue,DarkGreen,DarkCyan,DarkRed,DarkMagenta,DarkYellow,Gray,DarkGray,Blue,Green,Cyan,Red,Magenta,Yellow,White}';

const WRITE_HOST = builtin(
  'Write-Host',
  'utility',
  `
Object|Msg|Message psobject @0 ... <
NoNewline switch
Separator object
ForegroundColor string ${COLORS}
BackgroundColor string ${COLORS}
`,
  (c) => {
    const separator = c.has('Separator') ? toText(c.get('Separator')) : ' ';
    return {
      *process(input) {
        const value = input === undefined ? (c.has('Object') ? c.written('Object') : null) : input;
        const text = hostText(value, separator);
        const message = new PSObj(['System.Management.Automation.HostInformationMessage', 'System.Object'], {
          Message: text,
          NoNewLine: c.flag('NoNewline'),
          ForegroundColor: c.has('ForegroundColor') ? c.text('ForegroundColor') : null,
          BackgroundColor: c.has('BackgroundColor') ? c.text('BackgroundColor') : null,
        });
        message.toText = () => text;
        const record = informationRecord(c, message, ['PSHOST'], text);
        c.infos.push(record);
        for (const list of c.streams.taps?.information ?? []) list.push(record);
        const action = c.has('InformationAction')
          ? c.text('InformationAction')
          : toText(c.frame.scope.find('informationpreference')?.get() ?? '');
        if (action === 'Ignore') return;
        if (c.streams.information) {
          const more = c.streams.information.write(record);
          if (more) yield* more;
        } else if (!c.has('InformationAction') || action !== 'SilentlyContinue')
          c.engine.host.out(c.flag('NoNewline') ? text : `${text}\n`);
      },
    };
  },
  { raw: true },
);

const WRITE_INFORMATION = builtin(
  'Write-Information',
  'utility',
  'MessageData|Msg|Message object null @0 ! <\nTags string[] @1',
  (c) => ({
    *process() {
      const data = c.get('MessageData');
      const text = toText(data);
      const record = informationRecord(c, data, c.texts('Tags'), text);
      c.infos.push(record);
      for (const list of c.streams.taps?.information ?? []) list.push(record);
      const action = c.has('InformationAction')
        ? c.text('InformationAction')
        : toText(c.frame.scope.find('informationpreference')?.get() ?? 'SilentlyContinue');
      if (c.streams.information) {
        const more = c.streams.information.write(record);
        if (more) yield* more;
        return;
      }
      if (action === 'Stop') {
        throw c.fail(
          'ActionPreferenceStop',
          'OperationStopped',
          `The running command stopped because the preference variable "InformationPreference" or common parameter is set to Stop: ${text}`,
          'System.Management.Automation.ActionPreferenceStopException',
        );
      }
      if (action === 'Continue' || action === 'Inquire') c.engine.host.out(`${text}\n`);
    },
  }),
);

type Kind = 'warning' | 'verbose' | 'debug';

/** Sends a text to one of the streams 3 to 5; the command's own parameter goes before the preference. */
export function* message(c: Context, kind: Kind, text: string): Gen<void> {
  const record = new PSObj(
    [
      `System.Management.Automation.${kind[0]!.toUpperCase()}${kind.slice(1)}Record`,
      'System.Management.Automation.InformationalRecord',
      'System.Object',
    ],
    { Message: text },
  );
  record.toText = () => text;
  if (kind === 'warning') c.warnings.push(record);
  const parameter = kind === 'warning' ? 'WarningAction' : kind === 'verbose' ? 'Verbose' : 'Debug';
  if (!c.has(parameter)) {
    yield* c.engine.stream(kind, text, c.frame, undefined, c.streams);
    return;
  }
  if (kind !== 'warning') {
    if (c.flag(parameter)) yield* c.engine.stream(kind, text, c.frame, true, c.streams);
    return;
  }
  const action = c.text(parameter);
  if (action === 'Stop') {
    yield* c.engine.stream(kind, text, c.frame, true, c.streams);
    throw c.fail(
      'ActionPreferenceStop',
      'OperationStopped',
      `The running command stopped because the preference variable "WarningPreference" or common parameter is set to Stop: ${text}`,
      'System.Management.Automation.ActionPreferenceStopException',
    );
  }
  if (action === 'Continue' || action === 'Inquire') yield* c.engine.stream(kind, text, c.frame, true, c.streams);
}

const stream = (name: string, kind: Kind) =>
  builtin(name, 'utility', 'Message|Msg string null empty @0 ! <', (c) => ({
    *process() {
      yield* message(c, kind, c.text('Message'));
    },
  }));

const errorTable = `
Exception object [WithException] !
Message|Msg string null empty [NoException] @0 ! < [WithException]
ErrorRecord object [ErrorRecord] !
Category string [NoException,WithException]
ErrorId string [NoException,WithException]
TargetObject object [NoException,WithException]
RecommendedAction string
CategoryActivity|Activity string
CategoryReason|Reason string
CategoryTargetName|TargetName string
CategoryTargetType|TargetType string
`;

/** Name of the function that reports, else the command's own. */
function reporter(c: Context): { activity: string; extent: ErrorRecord['extent']; caller: string } {
  const { invocation } = c.frame;
  if (invocation && invocation.name !== '' && invocation.extent) {
    return { activity: invocation.name, extent: invocation.extent, caller: invocation.name };
  }
  return {
    activity: 'Write-Error',
    extent: undefined,
    caller: c.frame.unit.file?.replace(/^.*[\\/]/, '') ?? '',
  };
}

function categoryOf(c: Context): ErrorCategory {
  const text = c.text('Category', 'NotSpecified').toLowerCase();
  return (Object.keys(errorCategory.members).find((n) => n.toLowerCase() === text) ?? 'NotSpecified') as ErrorCategory;
}

function recordToWrite(c: Context): ErrorObject {
  const by = reporter(c);
  const given = c.get('ErrorRecord');
  if (given instanceof ErrorObject) {
    return given;
  }
  const exception = c.get('Exception');
  const overrides: Partial<ErrorRecord> = {
    ...(c.has('CategoryTargetName') && { targetName: c.text('CategoryTargetName') }),
    ...(c.has('CategoryTargetType') && { targetType: c.text('CategoryTargetType') }),
    ...(c.has('TargetObject') && { target: c.get('TargetObject') }),
    ...(by.extent && { extent: by.extent }),
    activity: c.has('CategoryActivity')
      ? c.text('CategoryActivity')
      : by.activity === 'Write-Error'
        ? 'Write-Error'
        : by.activity,
    className: by.caller,
    ...(by.activity === 'Write-Error' &&
      edition.current.name === '5.1' && { invocationName: c.frame.unit.file ?? c.frame.unit.text.trim() }),
    category: categoryOf(c),
  };
  if (exception instanceof Exception) {
    const error = new ErrorObject(
      {
        id: c.has('ErrorId') ? c.text('ErrorId') : exception.type,
        exceptionType: exception.type,
        message: exception.message,
        ...overrides,
      } as ErrorRecord,
      new Exception(exception.type, exception.message, exception.inner),
    );
    if (c.has('Message') && c.text('Message') !== '') error.details = c.text('Message');
    return error;
  }
  const text = c.text('Message');
  const type = 'Microsoft.PowerShell.Commands.WriteErrorException';
  return new ErrorObject({
    id: c.has('ErrorId') ? c.text('ErrorId') : type,
    exceptionType: type,
    message: text,
    ...overrides,
  } as ErrorRecord);
}

const WRITE_ERROR = builtin(
  'Write-Error',
  'utility',
  errorTable,
  (c) => ({
    *process() {
      const error = recordToWrite(c);
      if (c.has('RecommendedAction')) error.members.note('RecommendedAction', c.text('RecommendedAction'));
      yield* c.error(error);
    },
  }),
  { defaultSet: 'NoException' },
);

const WRITE_PROGRESS = builtin(
  'Write-Progress',
  'utility',
  `
Activity string @0
Status string ~ @1
Id int 0..2147483647 @2
PercentComplete int -1..100
SecondsRemaining int
CurrentOperation string
ParentId int -1..2147483647
Completed switch
SourceId int
`,
  // A console without a cursor shows no progress.
  (c) => ({
    *process() {
      const { progress } = c.engine.host;
      const how = toText(c.frame.scope.find('progresspreference')?.get() ?? 'Continue');
      if (!progress || how === 'SilentlyContinue' || how === 'Ignore') return;
      progress({
        activity: c.text('Activity'),
        id: c.has('Id') ? c.number('Id') : 0,
        status: c.text('Status', 'Processing'),
        operation: c.has('CurrentOperation') ? c.text('CurrentOperation') : null,
        parent: c.has('ParentId') ? c.number('ParentId') : -1,
        percent: c.has('PercentComplete') ? c.number('PercentComplete') : -1,
        seconds: c.has('SecondsRemaining') ? c.number('SecondsRemaining') : -1,
        completed: c.flag('Completed'),
      });
    },
  }),
);

export const WRITE = [
  WRITE_OUTPUT,
  WRITE_HOST,
  WRITE_INFORMATION,
  stream('Write-Warning', 'warning'),
  stream('Write-Verbose', 'verbose'),
  stream('Write-Debug', 'debug'),
  WRITE_ERROR,
  WRITE_PROGRESS,
];

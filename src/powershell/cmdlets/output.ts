/** Commands that write: to the pipeline, to the host, to the other streams. */

import { type Builtin, type Context, command } from '../engine/builtin.ts';
import { enumerable } from '../engine/collections.ts';
import { netText, toText, truth } from '../engine/convert.ts';
import { errorCategory } from '../engine/enums.ts';
import { amended, ErrorObject, Exception } from '../engine/errors.ts';
import type { Gen } from '../engine/flow.ts';
import { PSObj } from '../engine/psobject.ts';
import { displayText } from '../format/display-text.ts';
import { EnumValue, Hashtable, NetValue, type PSValue } from '../values.ts';

/** Text that Write-Host shows of a value. */
export function hostText(value: PSValue, separator: string): string {
  const items = enumerable(value);
  if (items) return items.map((i) => hostText(i, separator)).join(separator);
  if (value instanceof Hashtable)
    return [...value.entries.values()].map((e) => `[${toText(e.key)}, ${toText(e.value)}]`).join(separator);
  if (value instanceof PSObj) return value.text;
  if (value instanceof NetValue && value.constructor.name === 'Spelled') return toText(value);
  return value === null ? '' : typeof value === 'object' ? displayText(value) : toText(value);
}

function* information(
  c: Context,
  data: PSValue,
  text: string,
  tags: string[],
  show: boolean,
  newline: boolean,
): Gen<void> {
  const record = new PSObj(['System.Management.Automation.InformationRecord', 'System.Object'], {
    MessageData: data,
    Source: c.name,
    TimeGenerated: null,
    Tags: tags,
    User: '',
    Computer: '',
  });
  record.toText = () => text;
  c.infos.push(record);
  if (c.streams.information) {
    const more = c.streams.information.write(record);
    if (more) yield* more;
  } else if (show) c.engine.host.out(text + (newline ? '\n' : ''));
}

function* writeError(c: Context): Gen<void> {
  const given = c.get('ErrorRecord');
  const caller = c.frame.invocation;
  const className =
    caller?.name && caller.name !== ''
      ? caller.name
      : c.frame.unit.file
        ? c.frame.unit.file.replace(/^.*[\\/]/, '')
        : undefined;
  let error: ErrorObject;
  if (given instanceof ErrorObject) {
    error = new ErrorObject({ ...given.record }, given.exception);
    error.details = given.details;
  } else {
    const thrown = c.get('Exception');
    const message = thrown instanceof Exception && !c.has('Message') ? thrown.message : c.text('Message');
    const exception =
      thrown instanceof Exception
        ? thrown
        : new Exception('Microsoft.PowerShell.Commands.WriteErrorException', message);
    const category = c.has('Category') ? toText(c.get('Category')) : 'NotSpecified';
    const id = c.has('ErrorId') ? c.text('ErrorId') : exception.type;
    error = new ErrorObject(
      {
        id,
        category: (Object.keys(errorCategory.members).find((k) => k.toLowerCase() === category.toLowerCase()) ??
          'NotSpecified') as 'NotSpecified',
        message,
        exceptionType: exception.type,
        activity: c.has('CategoryActivity') ? c.text('CategoryActivity') : 'Write-Error',
        ...(className !== undefined && { className }),
        ...(c.has('TargetObject') && { target: c.get('TargetObject') }),
      },
      exception,
    );
    if (thrown instanceof Exception && c.has('Message')) error.details = message;
  }
  if (caller?.extent && caller.name !== '') amended(error, { extent: caller.extent });
  if (caller?.name && caller.name !== '') (error as { heading?: string }).heading = caller.name;
  c.failed = true;
  c.errors.push(error);
  const more = c.engine.writeError(error, c.frame, c.streams, c.values.get('erroraction'));
  if (more) yield* more;
}

const streamCommand = (name: string, kind: 'warning' | 'verbose' | 'debug', flag: string | null): Builtin =>
  command(name, 'Message|Msg:string@0!<', (c) => ({
    *process() {
      const action = c.values.get(`${kind}action`);
      if (action !== undefined) {
        const how = toText(action);
        if (/^(?:SilentlyContinue|Ignore)$/i.test(how)) {
          c.warnings.push(c.text('Message'));
          return;
        }
      }
      if (kind === 'warning') c.warnings.push(c.text('Message'));
      const explicit = flag && c.has(flag) ? c.flag(flag) : undefined;
      if (explicit === false) return;
      yield* c.engine.stream(kind, c.text('Message'), c.frame, explicit === true || undefined, c.streams);
    },
  }));

export const OUTPUT: readonly Builtin[] = [
  command(
    'Write-Output',
    'InputObject:object@0!< NoEnumerate',
    (c) => ({
      *process(input) {
        const value = input === undefined ? c.get('InputObject') : input;
        const items = c.flag('NoEnumerate') ? undefined : enumerable(value);
        if (items) yield* c.emitAll(items);
        else yield* c.emit(value);
      },
    }),
    { raw: true, rest: 'InputObject' },
  ),
  command(
    'Write-Host',
    'Object|Msg|Message:object@0< NoNewline Separator:object ForegroundColor:string BackgroundColor:string',
    (c) => ({
      *process() {
        const separator = c.has('Separator') ? c.text('Separator') : ' ';
        const value = c.written('Object');
        const text = hostText(value, separator);
        const data = new PSObj(['System.Management.Automation.HostInformationMessage', 'System.Object'], {
          Message: text,
          NoNewLine: c.flag('NoNewline'),
          ForegroundColor: null,
          BackgroundColor: null,
        });
        data.toText = () => text;
        const action = c.values.get('informationaction');
        const hidden = action !== undefined && /^(?:Ignore|SilentlyContinue)$/i.test(toText(action));
        yield* information(c, data, text, ['PSHOST'], !hidden, !c.flag('NoNewline'));
      },
    }),
    { rest: 'Object' },
  ),
  command(
    'Write-Error',
    'Message|Msg:string@0< Exception:object ErrorRecord:object Category:string ErrorId:string TargetObject:object RecommendedAction:string CategoryActivity|Activity:string CategoryReason|Reason:string CategoryTargetName|TargetName:string CategoryTargetType|TargetType:string',
    (c) => ({
      *process() {
        yield* writeError(c);
      },
    }),
  ),
  streamCommand('Write-Warning', 'warning', null),
  streamCommand('Write-Verbose', 'verbose', 'Verbose'),
  streamCommand('Write-Debug', 'debug', 'Debug'),
  command('Write-Information', 'MessageData|Message|Msg:object@0!< Tags:string[]@1', (c) => ({
    *process() {
      const preference =
        c.values.get('informationaction') ?? c.frame.scope.find('informationpreference')?.get() ?? 'SilentlyContinue';
      yield* information(
        c,
        c.get('MessageData'),
        netText(c.get('MessageData')),
        c.texts('Tags'),
        toText(preference) === 'Continue',
        true,
      );
    },
  })),
  command(
    'Write-Progress',
    'Activity:string@0 Status:string@1 Id:int@2 PercentComplete:int SecondsRemaining:int CurrentOperation:string ParentId:int Completed SourceId:int',
    () => ({
      *process() {},
    }),
  ),
  command('Out-Null', 'InputObject:object<', () => ({ *process() {} }), { raw: true }),
  command(
    'Out-Default',
    'Transcript InputObject:object<',
    (c) => ({
      *process(input) {
        c.engine.host.print(input === undefined ? c.get('InputObject') : input);
      },
    }),
    { raw: true },
  ),
  command(
    'Out-Host',
    'Paging InputObject:object<',
    (c) => {
      const printer = c.engine.textPrinter((t) => c.engine.host.out(t));
      return {
        *process(input) {
          if (input !== undefined || c.has('InputObject'))
            printer.write(input === undefined ? c.get('InputObject') : input);
        },
        *end() {
          printer.end();
        },
      };
    },
    { raw: true },
  ),
  command(
    'Out-String',
    'InputObject:object< Stream Width:int NoNewline',
    (c) => {
      let text = '';
      const printer = c.engine.textPrinter(
        (t) => {
          text += t;
        },
        c.has('Width') ? c.number('Width') : undefined,
      );
      return {
        *process(input) {
          if (input !== undefined || c.has('InputObject'))
            printer.write(input === undefined ? c.get('InputObject') : input);
        },
        *end() {
          printer.end();
          if (c.flag('Stream')) {
            const lines = text.split('\n');
            if (lines.at(-1) === '') lines.pop();
            yield* c.emitAll(lines);
          } else yield* c.emit(c.flag('NoNewline') ? text.replace(/\n/g, '') : text);
        },
      };
    },
    { raw: true },
  ),
];

void EnumValue;
void truth;

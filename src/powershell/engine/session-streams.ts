import { toText } from './convert.ts';
import type { Engine } from './engine.ts';
import { ErrorObject, ScriptError } from './errors.ts';
import type { Gen } from './flow.ts';
import type { Frame, Streams } from './frame.ts';
import { PSObj } from './psobject.ts';

/** Warning, verbose and debug texts. */
export function* stream(
  engine: Engine,
  kind: 'warning' | 'verbose' | 'debug',
  text: string,
  f: Frame,
  force?: boolean,
  streams: Streams = f.streams,
): Gen<void> {
  const taps = kind === 'warning' ? streams.taps?.warning : undefined;
  for (const list of taps ?? []) list.push(textRecord(kind, text));
  const preference = toText(f.scope.find(`${kind}preference`)?.get() ?? 'Continue');
  if (!force && preference !== 'Continue' && preference !== 'Stop' && preference !== 'Inquire') return;
  const sink = streams[kind];
  if (sink) {
    const more = sink.write(textRecord(kind, text));
    if (more) yield* more;
  } else engine.host.stream(kind, text);
  if (!force && preference === 'Stop') {
    throw new ScriptError(
      new ErrorObject({
        id: 'ActionPreferenceStop',
        category: 'OperationStopped',
        exceptionType: 'System.Management.Automation.ActionPreferenceStopException',
        message: `The running command stopped because the preference variable "${kind[0]!.toUpperCase()}${kind.slice(1)}Preference" or common parameter is set to Stop: ${text}`,
      }),
      true,
    );
  }
}

/** A WarningRecord, VerboseRecord or DebugRecord. */
function textRecord(kind: 'warning' | 'verbose' | 'debug', text: string): PSObj {
  const type = `System.Management.Automation.${kind[0]!.toUpperCase()}${kind.slice(1)}Record`;
  const record = new PSObj([type, 'System.Management.Automation.InformationalRecord', 'System.Object'], {
    Message: text,
  });
  record.toText = () => text;
  return record;
}

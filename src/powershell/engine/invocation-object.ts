import type { Extent } from '../errors.ts';
import { Hashtable, type PSValue } from '../values.ts';
import { toText } from './convert.ts';
import type { Frame } from './frame.ts';
import type { Place } from './pipeline.ts';
import { PSObj } from './psobject.ts';
import type { ScriptBlockValue } from './script-block.ts';

export function invocationObject(f: Frame, place: Place, block: ScriptBlockValue): PSValue {
  const x: Extent = place.frame.unit.extent(place.planned.ast.start, place.planned.ast.end);
  const line = x.text.split(/\r\n|\n|\r/)[x.line - 1] ?? '';
  const file = f.unit.file;
  const isScript = f.scope === f.scope.script && file !== undefined && block.ast.start === 0;
  const command = new PSObj(
    [
      isScript ? 'System.Management.Automation.ExternalScriptInfo' : 'System.Management.Automation.FunctionInfo',
      'System.Management.Automation.CommandInfo',
      'System.Object',
    ],
    {
      Name: isScript ? file.replace(/^.*[\\/]/, '') : (f.invocation?.name ?? ''),
      CommandType: isScript ? 'ExternalScript' : 'Function',
      Definition: isScript ? file : block.text,
      Path: isScript ? file : null,
      Source: isScript ? file : '',
      ScriptBlock: block,
      Module: null,
      ModuleName: '',
    },
  );
  command.toText = (o) => toText(o.get('Name') ?? null);
  return new PSObj(['System.Management.Automation.InvocationInfo', 'System.Object'], {
    MyCommand: command,
    BoundParameters: f.scope.vars.get('psboundparameters')?.get() ?? new Hashtable(),
    UnboundArguments: f.scope.vars.get('args')?.value ?? [],
    ScriptLineNumber: x.line,
    OffsetInLine: x.column,
    HistoryId: 1n,
    ScriptName: place.frame.unit.file ?? '',
    Line: line,
    PositionMessage: '',
    PSScriptRoot: (place.frame.unit.file ?? '').replace(/[\\/][^\\/]*$/, ''),
    PSCommandPath: place.frame.unit.file ?? null,
    InvocationName: toText(place.planned.name ?? f.invocation?.name ?? ''),
    PipelineLength: place.length,
    PipelinePosition: place.position,
    ExpectingInput: place.expectsInput,
    CommandOrigin: 'Internal',
  });
}

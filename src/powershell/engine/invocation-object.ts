/** $MyInvocation. */

import { edition } from '../edition.ts';
import { positionMessage } from '../error-text.ts';
import type { Extent } from '../errors.ts';
import { dialects } from '../format/dialect.ts';

import { Hashtable, type PSValue } from '../values.ts';
import { toText } from './convert.ts';
import type { Frame } from './frame.ts';
import type { Place } from './pipeline.ts';
import { PSObj } from './psobject.ts';
import { ScriptBlockValue } from './script-block.ts';

type Kind = 'ExternalScript' | 'Function' | 'Filter' | 'Script';

const INFO: Readonly<Record<Kind, string>> = {
  ExternalScript: 'ExternalScriptInfo',
  Function: 'FunctionInfo',
  Filter: 'FilterInfo',
  Script: 'ScriptInfo',
};

export function invocationObject(f: Frame, place: Place, block: ScriptBlockValue): PSValue {
  const { planned } = place;
  const x: Extent = place.frame.unit.extent(planned.ast.start, planned.ast.end);
  const line = x.text.split(/\r\n|\n|\r/)[x.line - 1] ?? '';
  const file = f.unit.file;
  const isScript = f.scope === f.scope.script && file !== undefined && block.ast.start === 0;
  const name = isScript ? file.replace(/^.*[\\/]/, '') : (f.invocation?.name ?? '');
  const kind: Kind = isScript ? 'ExternalScript' : name === '' ? 'Script' : 'Function';
  const command = new PSObj(
    [`System.Management.Automation.${INFO[kind]}`, 'System.Management.Automation.CommandInfo', 'System.Object'],
    {
      Name: name,
      CommandType: kind,
      Definition: isScript ? file : block.text,
      Path: isScript ? file : null,
      Source: isScript ? file : (block.module?.name ?? ''),
      ScriptBlock: block,
      Module: null,
      ModuleName: block.module?.name ?? '',
    },
  );
  command.toText = (o) => toText(o.get('Name') ?? null);
  command.data = block;
  const sign = planned.ast.invocation;
  const called = planned.name instanceof ScriptBlockValue || planned.name instanceof PSObj ? '' : toText(planned.name);
  const where = place.frame.unit.file;
  return new PSObj(['System.Management.Automation.InvocationInfo', 'System.Object'], {
    MyCommand: command,
    BoundParameters: f.scope.vars.get('psboundparameters')?.get() ?? new Hashtable(),
    UnboundArguments: f.scope.vars.get('args')?.value ?? [],
    ScriptLineNumber: x.line,
    OffsetInLine: x.column,
    HistoryId: 1n,
    ScriptName: where ?? '',
    Line: line,
    Statement: x.text.slice(x.start, x.end),
    PositionMessage: line === '' ? '' : positionMessage(x, dialects[edition.current.name]),
    PSScriptRoot: (where ?? '').replace(/[\\/][^\\/]*$/, ''),
    PSCommandPath: where ?? null,
    InvocationName: sign === '' || isScript ? called : sign,
    PipelineLength: place.length,
    PipelinePosition: place.position,
    ExpectingInput: place.expectsInput,
    CommandOrigin: f.caller === null || f.caller.isPlace || f.caller.caller === null ? 'Runspace' : 'Internal',
  });
}

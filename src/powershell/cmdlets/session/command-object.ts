/** Commands as objects. */
import type { Context } from '../../engine/builtin.ts';
import { commandTypes } from '../../engine/enums.ts';
import { PSObj } from '../../engine/psobject.ts';
import { FunctionValue, type ScriptBlockValue } from '../../engine/script-block.ts';
import { EnumValue, Hashtable } from '../../values.ts';
import { aliasObject } from './aliases.ts';

const MANAGEMENT = /-(?:Item|ItemProperty|ChildItem|Content|Location|Path|Process|Service|PSDrive|Clipboard)$/;
const CORE = /^(?:Get-Command|Invoke-Command|Set-StrictMode|Set-PSDebug|.*-(?:Module|ModuleMember|PSSession|Job))$/;

/** Module of a command, also where its declaration names none. */
function moduleName(def: { readonly name: string; readonly module?: string }): string {
  const short = MANAGEMENT.test(def.name) ? 'Management' : CORE.test(def.name) ? 'Core' : 'Utility';
  return def.module ?? `Microsoft.PowerShell.${short}`;
}

/** What Get-Command shows of a command. */
export function commandObject(c: Context, name: string, standing?: ScriptBlockValue): PSObj | null {
  const alias = c.engine.findAlias(name, c.frame.scope);
  if (alias) return aliasObject(c, alias.name, alias.definition);
  const fn = standing ? new FunctionValue(name, standing, false) : c.engine.findFunction(name, c.frame.scope);
  if (fn) {
    const o = new PSObj(
      [
        fn.isFilter ? 'System.Management.Automation.FilterInfo' : 'System.Management.Automation.FunctionInfo',
        'System.Management.Automation.CommandInfo',
        'System.Object',
      ],
      {
        Name: fn.name,
        CommandType: new EnumValue(commandTypes, fn.isFilter ? 4 : 2),
        Definition: fn.block.text,
        ScriptBlock: fn.block,
        Source: fn.module?.name ?? '',
        ModuleName: fn.module?.name ?? '',
        Version: null,
        CmdletBinding: false,
      },
    );
    o.members.note('Parameters', parameterTable(fn.block.parameters ?? fn.block.ast.param?.parameters ?? []));
    o.data = fn;
    o.toText = () => fn.name;
    return o;
  }
  const b = c.engine.builtins.get(name.toLowerCase());
  if (!b) return null;
  const o = new PSObj(
    ['System.Management.Automation.CmdletInfo', 'System.Management.Automation.CommandInfo', 'System.Object'],
    {
      Name: b.def.name,
      CommandType: new EnumValue(commandTypes, 8),
      Definition: b.def.name,
      Source: moduleName(b.def),
      ModuleName: moduleName(b.def),
      Verb: b.def.name.split('-')[0]!,
      Noun: b.def.name.split('-')[1] ?? '',
      Version: '7.0.0.0',
    },
  );
  o.toText = () => b.def.name;
  return o;
}

function parameterTable(list: readonly { name: { name: string } }[]): Hashtable {
  const table = new Hashtable();
  for (const p of list)
    table.set(
      p.name.name,
      new PSObj(['System.Management.Automation.ParameterMetadata', 'System.Object'], { Name: p.name.name }),
    );
  return table;
}

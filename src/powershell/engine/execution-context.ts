import type { PSValue } from '../values.ts';
import { collapse } from './collections.ts';
import { toText } from './convert.ts';
import type { Engine } from './engine.ts';
import { runNow } from './flow.ts';
import { Collector, HOST_STREAMS } from './frame.ts';
import { hostObject, pathInfo } from './host-object.ts';
import { VOID } from './method-tools.ts';
import { PSObj } from './psobject.ts';
import { runBlock } from './run-block.ts';
import type { Scope, Variable } from './scope.ts';
import { ScriptBlockValue } from './script-block.ts';
import { scriptBlock } from './script-texts.ts';

export function executionContext(engine: Engine): PSObj {
  if (engine.context) return engine.context;
  const scope = (): Scope => engine.current?.scope ?? engine.global;
  const commands = new PSObj(['System.Management.Automation.CommandInvocationIntrinsics', 'System.Object']);
  commands.data = {
    call: (key: string, args: readonly PSValue[]): PSValue | undefined => {
      if (key === 'expandstring') return expandString(engine, toText(args[0]!), scope());
      if (key === 'getcommand' || key === 'getcmdlet') {
        const out = new Collector();
        const look = scriptBlock('param($Name) Get-Command -Name $Name -ErrorAction Ignore');
        runNow(
          runBlock(engine, look, { scope: scope(), out, streams: HOST_STREAMS, args: [args[0]!], newScope: true }),
        );
        return out.items[0] ?? null;
      }
      if (key === 'newscriptblock') return scriptBlock(toText(args[0]!));
      if (key === 'invokescript') {
        const out = new Collector();
        const last = args[args.length - 1];
        const block = last instanceof ScriptBlockValue ? last : scriptBlock(toText(args[0]!));
        runNow(runBlock(engine, block, { scope: scope(), out, streams: HOST_STREAMS, args: [], newScope: true }));
        return out.items;
      }
      return undefined;
    },
  };
  const variables = new PSObj(['System.Management.Automation.PSVariableIntrinsics', 'System.Object']);
  variables.data = {
    call: (key: string, args: readonly PSValue[]): PSValue | undefined => {
      const name = toText(args[0] ?? null);
      const found = scope().find(name.toLowerCase());
      if (key === 'getvalue') return found?.get() ?? args[1] ?? null;
      if (key === 'get') return found ? variableObject(found) : null;
      if (key === 'set') {
        scope().assign(name, args[1] ?? null);
        return VOID;
      }
      if (key === 'remove') {
        scope().remove(name.toLowerCase());
        return VOID;
      }
      return undefined;
    },
  };
  const path = new PSObj(['System.Management.Automation.PathIntrinsics', 'System.Object']);
  path.members.add({ name: 'CurrentLocation', kind: 'property', get: () => pathInfo(engine) });
  path.members.add({ name: 'CurrentFileSystemLocation', kind: 'property', get: () => pathInfo(engine) });
  path.data = {
    call: (key: string, args: readonly PSValue[]): PSValue | undefined =>
      key === 'getunresolvedproviderpathfrompspath' ? engine.files.full(toText(args[0]!)) : undefined,
  };
  const state = new PSObj(['System.Management.Automation.SessionState', 'System.Object'], {
    PSVariable: variables,
    Path: path,
    InvokeCommand: commands,
    LanguageMode: 'FullLanguage',
    Module: null,
  });
  engine.context = new PSObj(['System.Management.Automation.EngineIntrinsics', 'System.Object'], {
    Host: hostObject(engine),
    SessionState: state,
    InvokeCommand: commands,
  });
  return engine.context;
}

/** A PSVariable. */
export function variableObject(v: Variable): PSObj {
  const o = new PSObj(['System.Management.Automation.PSVariable', 'System.Object']);
  o.members.note('Name', v.name);
  o.members.note('Description', v.description);
  o.members.add({ name: 'Value', kind: 'property', get: () => v.get(), set: (_, x) => v.set(x) });
  o.members.note('Visibility', 'Public');
  o.members.note('Module', null);
  o.members.note('ModuleName', '');
  o.members.add({
    name: 'Options',
    kind: 'property',
    get: () => v.options,
    set: (_, x) => {
      v.options = toText(x) as Variable['options'];
      v.special = true;
    },
  });
  o.members.note('Attributes', []);
  o.data = v;
  return o;
}

export function expandString(engine: Engine, text: string, scope: Scope): string {
  const source = `"${text.replace(/"/g, '""')}"`;
  const block = scriptBlock(source);
  const out = new Collector();
  runNow(runBlock(engine, block, { scope, out, streams: HOST_STREAMS, args: [] }));
  return toText(collapse(out.items));
}

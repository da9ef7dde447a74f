/** Code that runs inside a module at a script's wish: `& $module { … }`, and the methods of PSModuleInfo. */
import { type PSValue, ScriptBlock } from '../values.ts';
import { enumerable } from './collections.ts';
import { toText } from './convert.ts';
import { call, type Gen } from './flow.ts';
import { Collector, Frame } from './frame.ts';
import type { Module } from './modules.ts';
import type { Place } from './pipeline.ts';
import { ScriptBlockValue } from './script-block.ts';

/** The block as one of the module's own. */
export function boundBlock(block: ScriptBlockValue, module: Module): ScriptBlockValue {
  const bound = new ScriptBlockValue(block.text, block.ast, block.unit, module.scope);
  bound.parameters = block.parameters;
  bound.module = module;
  return bound;
}

/** The place of what follows the module: its first word is the command. */
export function insideModule(place: Place, module: Module): Place {
  const [first, ...elements] = place.planned.elements;
  const given = first?.kind === 'argument' ? first.value : null;
  const outer = place.frame;
  const frame = new Frame(outer.engine, outer.unit, module.scope, place.out, place.streams, 0);
  frame.caller = outer;
  frame.isPlace = true;
  frame.start = outer.start;
  frame.end = outer.end;
  const name = given instanceof ScriptBlockValue ? boundBlock(given, module) : given;
  return { ...place, frame, planned: { ...place.planned, name, elements } };
}

/** Invoke, NewBoundScriptBlock and their kin; undefined for other names. */
export function* moduleMethod(
  module: Module,
  key: string,
  args: readonly PSValue[],
  f: Frame,
): Gen<PSValue | undefined> {
  const [block] = args;
  if (key === 'newboundscriptblock' && block instanceof ScriptBlock)
    return boundBlock(block as ScriptBlockValue, module);
  if (key === 'invoke' && block instanceof ScriptBlock) {
    const out = new Collector();
    const rest = args.slice(1);
    yield* call(
      f.engine.runBlock(boundBlock(block as ScriptBlockValue, module), {
        scope: module.scope,
        out,
        streams: f.streams,
        args: rest.length === 1 ? [...(enumerable(rest[0]!) ?? rest)] : rest,
        newScope: true,
      }),
    );
    return out.items;
  }
  if (key === 'tostring') return toText(module.name);
  return undefined;
}

import type { PSValue } from '../values.ts';
import { userOperators } from './arithmetic.ts';
import { classOf } from './class-info.ts';
import { invokeMethod, invokeStaticMethod } from './class-instances.ts';
import { setCast } from './classes.ts';
import { collapse } from './collections.ts';
import { userCompare, userEquals } from './compare.ts';
import { constructors, truth } from './convert.ts';
import type { Engine } from './engine.ts';
import { ScriptError } from './errors.ts';
import { runNow } from './flow.ts';
import { Collector, HOST_STREAMS } from './frame.ts';
import { scriptSetter } from './member-write.ts';
import { delegates } from './net/regex.ts';
import { scriptMembers } from './psobject.ts';
import { runBlock } from './run-block.ts';
import type { ScriptBlockValue } from './script-block.ts';
import { scriptBlock } from './script-texts.ts';
import { cast, convertByClass } from './session-types.ts';
import { typeData } from './type-data.ts';
import type { TypeScope } from './type-names.ts';

/** Rooms that know nothing of engines call back through these. */
export function connect(engine: Engine): void {
  const scope: TypeScope = { find: (n) => engine.types.get(n.toLowerCase()), namespaces: [] };
  constructors.current = {
    scope,
    construct: (type, args) => convertByClass(engine, type, args) as PSValue,
    classOf: (v) => {
      const c = classOf(v);
      return c ? { name: c.name, chain: c.chain } : null;
    },
    parseScript: (text) => scriptBlock(text),
  };
  typeData.types = new Map();
  typeData.any = false;
  setCast((v, t) => cast(engine, v, t));
  scriptMembers.get = (block, self) => {
    const out = new Collector();
    runNow(
      runBlock(engine, block as ScriptBlockValue, {
        scope: engine.current?.scope ?? engine.global,
        out,
        streams: HOST_STREAMS,
        args: [],
        self,
        newScope: true,
      }),
    );
    return collapse(out.items);
  };
  const compute = scriptMembers.get;
  scriptMembers.get = (block, self) => {
    try {
      return compute(block, self);
    } catch (e) {
      // A property that cannot be computed reads as null.
      if (!(e instanceof ScriptError)) throw e;
      return null;
    }
  };
  scriptSetter.set = (block, self, value) => {
    runNow(
      runBlock(engine, block as ScriptBlockValue, {
        scope: engine.current?.scope ?? engine.global,
        out: new Collector(),
        streams: HOST_STREAMS,
        args: [value],
        self,
        newScope: true,
      }),
    );
  };
  delegates.call = (block, args) => {
    const out = new Collector();
    const scope = engine.current?.scope ?? engine.global;
    runNow(runBlock(engine, block as ScriptBlockValue, { scope, out, streams: HOST_STREAMS, args, newScope: true }));
    return collapse(out.items);
  };
  userEquals.call = (l, r) => {
    const cls = classOf(l);
    if (!cls?.find('equals')) return undefined;
    return truth(runNow(invokeMethod(engine, l, 'Equals', [r], null)) ?? null);
  };
  userCompare.call = (l, r) => {
    const cls = classOf(l);
    if (!cls?.find('compareto')) return undefined;
    return Number(runNow(invokeMethod(engine, l, 'CompareTo', [r], null)));
  };
  userOperators.call = (name, l, r) => {
    for (const v of [l, r]) {
      const cls = classOf(v);
      if (cls?.findStatic(name.toLowerCase())) return runNow(invokeStaticMethod(engine, cls, name, [l, r])) as PSValue;
    }
    return undefined;
  };
}

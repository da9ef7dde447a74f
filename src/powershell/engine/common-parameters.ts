/** What the common parameters do in a function: preferences of its scope, and the variables that gather its streams. */
import type { Binding } from '../binder/binder.ts';
import type { PSValue } from '../values.ts';
import type { BlockStage } from './block-stage.ts';
import { toText, truth } from './convert.ts';
import { PREFERENCES } from './parameter-values.ts';

/** -ErrorAction and its kin set the preferences of the function's scope. */
export function commonParameters(stage: BlockStage, binding: Binding): void {
  const { frame } = stage;
  const set = (name: string, value: PSValue): void => {
    frame.scope.local(name).value = value;
    frame.scope.local(name).special = false;
  };
  const get = (name: string): PSValue | undefined => binding.value(name);
  for (const [parameter, preference] of PREFERENCES) {
    const v = get(parameter);
    if (v !== undefined) set(preference, v);
  }
  const flag = (name: string): boolean | undefined => {
    const v = get(name);
    return v === undefined ? undefined : truth(v);
  };
  const verbose = flag('Verbose');
  if (verbose !== undefined) set('VerbosePreference', verbose ? 'Continue' : 'SilentlyContinue');
  const debug = flag('Debug');
  if (debug !== undefined) set('DebugPreference', debug ? 'Continue' : 'SilentlyContinue');
  const whatIf = flag('WhatIf');
  if (whatIf !== undefined) set('WhatIfPreference', whatIf);
  const confirm = flag('Confirm');
  if (confirm !== undefined) set('ConfirmPreference', confirm ? 'Low' : 'None');
  const ov = get('OutVariable');
  if (ov !== undefined) {
    const name = toText(ov);
    stage.outVariable = { name: name.replace(/^\+/, ''), append: name.startsWith('+'), items: [] };
    const { items } = stage.outVariable;
    const { out } = stage.place;
    frame.out = {
      write: (v) => {
        items.push(v);
        return out.write(v);
      },
    };
  }
  const pv = get('PipelineVariable');
  if (pv !== undefined) {
    const name = toText(pv);
    stage.pipelineVariable = name;
    const { out } = frame;
    frame.out = {
      write: (v) => {
        stage.place.frame.scope.local(name).value = v;
        return out.write(v);
      },
    };
  }
  for (const [parameter, kind] of [
    ['WarningVariable', 'warning'],
    ['InformationVariable', 'information'],
  ] as const) {
    const given = get(parameter);
    if (given === undefined) continue;
    const items: PSValue[] = [];
    const name = toText(given);
    stage.gathered.push({ name: name.replace(/^\+/, ''), append: name.startsWith('+'), items });
    const taps = frame.streams.taps ?? { warning: [], information: [] };
    frame.streams = { ...frame.streams, taps: { ...taps, [kind]: [...taps[kind], items] } };
  }
  const ev = get('ErrorVariable');
  if (ev !== undefined) {
    const name = toText(ev);
    stage.errorVariable = { name: name.replace(/^\+/, ''), append: name.startsWith('+') };
    stage.taken = frame.engine.collectErrors(frame.scope);
  }
}

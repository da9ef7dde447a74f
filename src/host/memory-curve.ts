/** The recent course of a machine's memory: a point where assigned memory or demand changed, for people who watch. */
import { memoryDemand } from './memory-view.ts';
import type { Vm } from './vm.ts';

/** Points kept; the oldest go first. */
const KEPT = 120;

/** Notes the present figures if they differ from the last ones. */
export function noteMemory(vm: Vm): void {
  const memory = vm.doc.run?.memory;
  if (!memory) return;
  const { curve, assigned } = memory;
  const demand = memoryDemand(vm.doc);
  const last = curve.at(-1);
  if (last && last[1] === assigned && last[2] === demand) return;
  if (last && last[0] === vm.host.now) curve.pop();
  curve.push([vm.host.now, assigned, demand]);
  if (curve.length > KEPT) curve.splice(0, curve.length - KEPT);
}

/** [ref]: a place that a method writes its second result to. */
import { NetValue, type PSValue } from '../../values.ts';

/** A PSReference: [ref]. */
export class Reference extends NetValue {
  readonly get: () => PSValue;
  readonly set: (value: PSValue) => void;
  constructor(get: () => PSValue, set: (value: PSValue) => void) {
    super();
    this.get = get;
    this.set = set;
  }
  get typeName(): string {
    return 'System.Management.Automation.PSReference';
  }
}

export function out(ref: PSValue | undefined, value: PSValue): void {
  if (ref instanceof Reference) ref.set(value);
}

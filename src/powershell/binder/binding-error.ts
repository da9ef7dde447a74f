/** What the binder throws. Its texts are apart, in `errors.ts`: a command line that can be bound needs none of them. */
import { type ErrorRecord, PSError } from '../errors.ts';
import type { PSValue } from '../values.ts';

/** Which exception of PowerShell's it is. */
export type Kind = 'binding' | 'validation' | 'transformation';

/** A failed binding. `kind` decides whether a later attempt may be made. */
export class BindingError extends PSError {
  readonly kind: Kind;
  constructor(kind: Kind, record: ErrorRecord) {
    super(record);
    this.kind = kind;
  }
  /** The same error about an object of the pipeline. */
  aimedAt(target: PSValue): BindingError {
    return new BindingError(this.kind, { ...this.record, ...(target !== null && { target }) });
  }
}

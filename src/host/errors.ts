/**
 * Everything a host can refuse, as a closed set: a code, the data of the case, and the lines of its message. The texts are
 * those of Windows (public transcripts and documentation), in `error-texts.ts`; where none was seen the line says "assumed".
 * What PowerShell makes of a code (category, id) is in `src/objects/host-errors.ts`.
 *
 * A new failure: one entry in `texts` there, one in the table of `host-errors.ts`.
 */
import { linesOf, type Texts } from './error-texts.ts';
import type { EventDoc } from './types.ts';

/** A machine as messages name it. */
export interface Named {
  readonly name: string;
  readonly id: string;
}

export type HostErrorCode = keyof Texts;
export type HostErrorData<C extends HostErrorCode> = Parameters<Texts[C]>[0];

/** An event that is logged although the operation failed and changed nothing else. */
export interface FailureEvent {
  readonly vm: string | null;
  readonly eventId: number;
  readonly doc: EventDoc;
}

/** A refusal of the host. The operation that threw it changed nothing. */
export class HostError<C extends HostErrorCode = HostErrorCode> extends Error {
  readonly code: C;
  readonly data: HostErrorData<C>;
  readonly lines: readonly string[];
  readonly events: readonly FailureEvent[];
  constructor(code: C, data: HostErrorData<C>, events: readonly FailureEvent[] = []) {
    const lines = linesOf(code, data);
    super(lines.join('\n'));
    this.code = code;
    this.data = data;
    this.lines = lines;
    this.events = events;
  }
}

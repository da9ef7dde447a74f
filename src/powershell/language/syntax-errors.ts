/** Errors of syntax, collected while the parser goes on. */
import { type MessageId, message } from './messages.ts';

/** One error: offsets into the script, PowerShell's id and text. */
export interface ParseError {
  readonly id: string;
  readonly message: string;
  start: number;
  end: number;
  /** True where more text could mend it: an interactive shell asks for another line. */
  readonly incomplete: boolean;
}

/** Collects errors. An error with the same place and id is reported once. */
export class ErrorList {
  readonly items: ParseError[] = [];
  private readonly known = new Set<string>();
  report(start: number, end: number, incomplete: boolean, id: MessageId, ...args: string[]): void {
    this.add({ id, message: message(id, ...args), start, end, incomplete });
  }
  add(error: ParseError): void {
    const key = `${error.start} ${error.end} ${error.id}`;
    if (this.known.has(key)) return;
    this.known.add(key);
    this.items.push(error);
  }
}

/** Line and column, both from 1, of an offset. CR, LF and CRLF end a line. */
export class Lines {
  private readonly starts: number[] = [0];
  constructor(text: string) {
    for (let i = 0; i < text.length; i++) {
      const c = text.charCodeAt(i);
      if (c === 13 && text.charCodeAt(i + 1) === 10) i++;
      else if (c !== 10 && c !== 13) continue;
      this.starts.push(i + 1);
    }
  }
  at(offset: number): { line: number; column: number } {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - this.starts[low]! + 1 };
  }
}

/** Command lines that are not complete, or not commands. */
import { type ErrorRecord, type Extent, PSError } from '../errors.ts';

/** A text that is no command. `incomplete`: it ends too early, and more text could make it one. */
export class ParseError extends PSError {
  readonly incomplete: boolean;
  /** Further errors of the same text, `Id: message`. */
  readonly more: readonly string[];
  constructor(id: string, message: string, extent: Extent | undefined, more: readonly string[] = []) {
    const exception = extent ? 'ParseException' : 'IncompleteParseException';
    const record: ErrorRecord = {
      id,
      category: 'ParserError',
      exceptionType: `System.Management.Automation.${exception}`,
      message,
      ...(extent && { extent }),
    };
    super(record);
    this.incomplete = !extent;
    this.more = more;
  }
}

export const missingExpression = "Missing expression after ',' in pipeline element.";

export function unterminated(quote: string): ParseError {
  return new ParseError(
    'TerminatorExpectedAtEndOfString',
    `The string is missing the terminator: ${quote}.`,
    undefined,
  );
}

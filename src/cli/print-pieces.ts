/** The slow half of output: everything that needs the formatter. */
import type { HostedTarget } from '../objects/base.ts';
import { viewsFor } from '../objects/views.ts';
import { coreViews } from '../powershell/format/core-views.ts';
import { layoutFor } from '../powershell/format/dialect.ts';
import { errorText, hintText, streamText } from '../powershell/format/error-view.ts';
import { type Printer, printObjects } from '../powershell/format/print.ts';
import { viewTable } from '../powershell/format/view.ts';
import { NetObject } from '../powershell/objects.ts';
import type { PSValue } from '../powershell/values.ts';
import type { OutputOptions, Piece } from './output.ts';
import type { Terminal } from './terminal.ts';

/** Objects to stdout, the rest to stderr, in the order in which they came. */
export async function printPieces(
  pieces: readonly Piece[],
  terminal: Terminal,
  { format, dialect, errorView }: OutputOptions,
): Promise<void> {
  const { color, columns } = terminal;
  const layout = layoutFor({ color, ...(dialect && { dialect }), ...(columns && { columns }) });
  let printer: Printer | undefined;
  for (const piece of pieces) {
    if ('value' in piece) {
      printer ??= await printObjects(terminal.out, {
        views: viewTable(coreViews, viewsFor(lackedBy(piece.value))),
        color,
        ...(format && { format }),
        ...(dialect && { dialect }),
        ...(columns && { columns }),
        warn: (text) => terminal.err(streamText('warning', text, layout)),
      });
      printer.write(piece.value);
    } else {
      printer?.settle();
      if ('error' in piece) {
        terminal.err(errorText(piece.error, layout, errorView));
        if (terminal.hints) terminal.err(hintText(piece.error, layout));
      } else {
        terminal.err(streamText(piece.stream, piece.text, layout));
      }
    }
  }
  printer?.end();
}

/** What views of the object's host do not show: the first object decides, as it does about everything. */
function lackedBy(value: PSValue): ReadonlySet<string> | undefined {
  return value instanceof NetObject ? (value.target as Partial<HostedTarget> | null)?.lacks : undefined;
}

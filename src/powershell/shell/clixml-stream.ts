/**
 * A stream of the process in PowerShell's XML: what `powershell -OutputFormat XML` and, for errors, `-EncodedCommand` write, so
 * that another PowerShell (or a program that reads it) can take it apart again.
 */
import { clixmlText, StreamSerializer } from '../cmdlets/clixml/write.ts';
import { edition } from '../edition.ts';
import type { PSValue } from '../values.ts';

/** Names of streams as the XML spells them. */
export type StreamName = 'Output' | 'Error' | 'warning' | 'verbose' | 'debug' | 'information' | 'progress';

/** What Write-Progress reports. */
export interface Progress {
  readonly activity: string;
  readonly id: number;
  readonly status: string;
  readonly operation: string | null;
  readonly parent: number;
  readonly percent: number;
  readonly seconds: number;
  readonly completed: boolean;
}

export class ClixmlStream {
  private readonly sink: (text: string) => void;
  private readonly serializer = new StreamSerializer();
  private open = false;

  constructor(sink: (text: string) => void) {
    this.sink = sink;
  }

  /** An object. */
  value(value: PSValue, stream: StreamName): void {
    this.put(this.serializer.element(value, stream));
  }

  /** Text; its line ends are those of the edition. */
  text(text: string, stream: StreamName): void {
    const spelled = text.replace(/\r?\n/g, edition.current.clixmlLine);
    this.put(`<S S="${stream}">${clixmlText(spelled)}</S>`);
  }

  /** Text line by line, each with its end: errors as the console prints them. */
  lines(text: string, stream: StreamName): void {
    for (const line of text.replace(/\n$/, '').split('\n')) this.text(`${line}\n`, stream);
  }

  progress(p: Progress): void {
    const id = this.serializer.nextId();
    const types = this.serializer.typeNames(['System.Management.Automation.PSCustomObject', 'System.Object']);
    const record = [
      `<AV>${clixmlText(p.activity)}</AV><AI>${p.id}</AI>`,
      p.operation === null ? '<Nil />' : `<S>${clixmlText(p.operation)}</S>`,
      `<PI>${p.parent}</PI><PC>${p.percent}</PC><T>${p.completed ? 'Completed' : 'Processing'}</T>`,
      `<SR>${p.seconds}</SR><SD>${clixmlText(p.status)}</SD>`,
    ].join('');
    this.put(
      `<Obj S="progress" RefId="${id}">${types}<MS><I64 N="SourceId">0</I64><PR N="Record">${record}</PR></MS></Obj>`,
    );
  }

  /** Ends the document, where anything was written. */
  end(): void {
    if (this.open) this.sink('</Objs>');
    this.open = false;
  }

  private put(xml: string): void {
    if (!this.open) {
      this.sink(`#< CLIXML${edition.current.clixmlLine}`);
      this.sink('<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04">');
    }
    this.open = true;
    this.sink(xml);
  }
}

/** Where output goes: Out-Null, Out-String, Out-Host, Out-Default, Out-File, Tee-Object. */
import { appendFileSync, chmodSync, existsSync, writeFileSync } from 'node:fs';
import type { Context } from '../engine/builtin.ts';
import { enumerable } from '../engine/collections.ts';
import type { PSValue } from '../values.ts';
import { builtin } from './declare.ts';
import { encode, encodingOf, preamble } from './encoding.ts';
import { openFailure } from './files/io-errors.ts';
import { isReadOnly } from './files/paths.ts';

/** A printer for a command; lines as wide as the console unless told otherwise. */
function rendererFor(c: Context, sink: (text: string) => void, width?: number): Printer {
  return c.engine.textPrinter(sink, width === undefined ? undefined : width + 1);
}

type Printer = ReturnType<Context['engine']['textPrinter']>;

const OUT_NULL = builtin('Out-Null', 'core', 'InputObject psobject <', () => ({ *process() {} }), { raw: true });

/** Cuts what was printed so far into lines, the last one where it is complete. */
function linesOf(text: string): string[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

const OUT_STRING = builtin(
  'Out-String',
  'utility',
  `
Stream switch [StreamFormatting]
Width int 2..2147483647
NoNewline switch [NoNewLineFormatting]
InputObject psobject <
`,
  (c) => {
    let text = '';
    const given = c.has('InputObject') ? c.get('InputObject') : undefined;
    const renderer = rendererFor(
      c,
      (t) => {
        text += t;
      },
      c.has('Width') ? c.number('Width') : undefined,
    );
    return {
      *process(input) {
        const item = input === undefined ? given : input;
        if (item === undefined) return;
        renderer.write(item);
        if (c.flag('Stream') && typeof item === 'string') {
          for (const line of linesOf(text)) yield* c.emit(line);
          text = '';
        }
      },
      *end() {
        renderer.end();
        if (c.flag('Stream')) yield* c.emitAll(linesOf(text));
        else yield* c.emit(c.flag('NoNewline') ? text.replace(/\n/g, '') : text);
      },
    };
  },
  { raw: true, defaultSet: 'NoNewLineFormatting' },
);

const toHost = (name: string, table: string) =>
  builtin(
    name,
    'core',
    table,
    (c) => {
      const own = name === 'Out-Host' ? rendererFor(c, (t) => c.engine.host.out(t)) : null;
      const given = c.has('InputObject') ? c.get('InputObject') : undefined;
      return {
        *process(input) {
          const item = input === undefined ? given : input;
          if (item === undefined) return;
          if (own) own.write(item);
          else c.engine.host.print(item);
        },
        *end() {
          own?.end();
        },
      };
    },
    { raw: true },
  );

/** Appends text to a file, in an encoding. */
class TextFile {
  private readonly path: string;
  private readonly encoding: string;
  constructor(path: string, encoding: string, append: boolean) {
    this.path = path;
    this.encoding = encoding;
    if (!append || !existsSync(path)) writeFileSync(path, preamble(encoding));
  }
  write(text: string): void {
    appendFileSync(this.path, encode(text, this.encoding));
  }
}

function openText(c: Context, path: string, append: boolean): TextFile {
  try {
    return new TextFile(c.engine.files.real(path), encodingOf(c), append);
  } catch (fault) {
    throw (fault as { syscall?: string }).syscall !== undefined
      ? openFailure(c, fault, c.engine.files.full(path))
      : fault;
  }
}

/** A file that nobody may change is no place for output, whoever asks. */
function checkWritable(c: Context, path: string): void {
  const full = c.engine.files.full(path);
  if (!isReadOnly(c, full)) return;
  if (c.flag('Force')) chmodSync(c.engine.files.real(path), 0o644);
  else
    throw c.fail(
      'FileOpenFailure',
      'OpenError',
      `Access to the path '${full}' is denied.`,
      'System.UnauthorizedAccessException',
      { target: full },
    );
}

const OUT_FILE = builtin(
  'Out-File',
  'utility',
  `
FilePath|Path string [ByPath] @0 !
LiteralPath|PSPath|LP string [ByLiteralPath] ! <.
Encoding string @1
Append switch
Force switch
NoClobber|NoOverwrite switch
Width int 2..2147483647
NoNewline switch
InputObject psobject <
`,
  (c) => {
    let renderer: Printer | null = null;
    let file: TextFile | null = null;
    const given = c.has('InputObject') ? c.get('InputObject') : undefined;
    return {
      *begin() {
        const path = c.has('LiteralPath') ? c.text('LiteralPath') : c.text('FilePath');
        const real = c.engine.files.real(path);
        if (c.flag('NoClobber') && existsSync(real) && !c.flag('Append')) {
          throw c.fail(
            'NoClobber',
            'ResourceExists',
            `The file '${c.engine.files.full(path)}' already exists.`,
            'System.IO.IOException',
            {
              target: c.engine.files.full(path),
            },
          );
        }
        checkWritable(c, path);
        file = openText(c, path, c.flag('Append'));
        const bare = c.flag('NoNewline');
        renderer = rendererFor(
          c,
          (t) => file!.write(bare ? t.replace(/\n/g, '') : t),
          c.has('Width') ? c.number('Width') : 80,
        );
      },
      *process(input) {
        const item = input === undefined ? given : input;
        if (item !== undefined) renderer?.write(item);
      },
      *end() {
        renderer?.end();
      },
    };
  },
  { raw: true, defaultSet: 'ByPath', confirm: 'Medium' },
);

const TEE_OBJECT = builtin(
  'Tee-Object',
  'utility',
  `
InputObject psobject <
FilePath|Path string [File] @0 !
LiteralPath|PSPath|LP string [LiteralFile] !
Append switch
Encoding string
Variable string [Variable] !
`,
  (c) => {
    const items: PSValue[] = [];
    let renderer: Printer | null = null;
    const given = c.has('InputObject') ? c.get('InputObject') : undefined;
    return {
      *begin() {
        if (c.has('Variable')) return;
        const path = c.has('LiteralPath') ? c.text('LiteralPath') : c.text('FilePath');
        const file = openText(c, path, c.flag('Append'));
        renderer = rendererFor(c, (t) => file.write(t));
      },
      *process(input) {
        const item = input === undefined ? given : input;
        if (item === undefined) return;
        if (renderer) renderer.write(item);
        else items.push(item);
        yield* c.emit(item);
      },
      *end() {
        renderer?.end();
        if (!c.has('Variable')) return;
        const name = c.text('Variable');
        const old = c.flag('Append') ? (c.frame.scope.find(name.toLowerCase())?.get() ?? null) : null;
        const all = old === null ? items : [...(enumerable(old) ?? [old]), ...items];
        c.frame.scope.assign(name, all.length === 1 ? all[0]! : all);
      },
    };
  },
  { raw: true, defaultSet: 'File' },
);

export const OUTPUT = [
  OUT_NULL,
  OUT_STRING,
  toHost('Out-Host', 'Paging switch\nInputObject psobject <'),
  toHost('Out-Default', 'Transcript switch\nInputObject psobject <'),
  OUT_FILE,
  TEE_OBJECT,
];

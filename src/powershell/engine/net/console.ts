/** System.Console and its writers. */
import { NetValue, type PSValue } from '../../values.ts';
import { netText } from '../convert.ts';
import { compositeFormat } from '../format-composite.ts';
import { text, VOID } from '../method-tools.ts';
import { PSObj } from '../psobject.ts';
import type { StaticType } from './static-type.ts';

export const CONSOLE: StaticType = {
  properties: {
    out: (env) => writer(env.out),
    error: (env) => writer(env.err),
    outputencoding: () =>
      new PSObj(['System.Text.UTF8Encoding', 'System.Text.Encoding', 'System.Object'], {
        EncodingName: 'Unicode (UTF-8)',
        WebName: 'utf-8',
        CodePage: 65001,
      }),
    inputencoding: () =>
      new PSObj(['System.Text.UTF8Encoding', 'System.Text.Encoding', 'System.Object'], {
        EncodingName: 'Unicode (UTF-8)',
        WebName: 'utf-8',
        CodePage: 65001,
      }),
    isinputredirected: () => true,
    isoutputredirected: () => true,
    windowwidth: () => 80,
    bufferwidth: () => 80,
    title: () => '',
  },
  methods: {
    writeline: (args, env) => {
      env.out(
        `${args.length === 0 ? '' : args.length > 1 ? compositeFormat(text(args[0]!), args.slice(1)) : netText(args[0]!)}\n`,
      );
      return VOID;
    },
    write: (args, env) => {
      env.out(args.length > 1 ? compositeFormat(text(args[0]!), args.slice(1)) : netText(args[0]!));
      return VOID;
    },
    readline: (_, env) => env.readLine(),
    beep: () => VOID,
    resetcolor: () => VOID,
    clear: () => VOID,
  },
};

/** Console.Out and Console.Error. */
export class TextWriter extends NetValue {
  readonly write: (text: string) => void;
  constructor(write: (text: string) => void) {
    super();
    this.write = write;
  }
  get typeName(): string {
    return 'System.IO.TextWriter';
  }
}

function writer(write: (text: string) => void): PSValue {
  return new TextWriter(write);
}

/** System.Console: a terminal of 80 columns that nobody looks at. */
import { EnumValue } from '../../values.ts';
import { enumNamed } from '../enums.ts';
import { VOID } from '../method-tools.ts';
import { EncodingValue } from './encoding.ts';
import { NetType, type Row } from './net-type.ts';
import { TextWriter, writeRows } from './text-io.ts';

/** What scripts set and read back. */
const held = new Map<string, unknown>();

const setting = (definition: string, name: string, initial: () => unknown): Row => [
  `static ${definition} ${name} {get;set;}`,
  () => (held.get(name) ?? initial()) as never,
  (_, v) => {
    held.set(name, v);
  },
];
const color = (name: string): EnumValue =>
  new EnumValue(enumNamed('System.ConsoleColor')!, enumNamed('System.ConsoleColor')!.members[name]!);

export const CONSOLE = new NetType('System.Console', [
  ['static System.IO.TextWriter Out {get;}', (_, __, env) => new TextWriter(env.out)],
  ['static System.IO.TextWriter Error {get;}', (_, __, env) => new TextWriter(env.err)],
  setting('System.Text.Encoding', 'OutputEncoding', () => new EncodingValue('utf8', 'utf-8', false)),
  setting('System.Text.Encoding', 'InputEncoding', () => new EncodingValue('utf8', 'utf-8', false)),
  setting('System.ConsoleColor', 'ForegroundColor', () => color('Gray')),
  setting('System.ConsoleColor', 'BackgroundColor', () => color('Black')),
  setting('string', 'Title', () => ''),
  setting('bool', 'CursorVisible', () => true),
  setting('bool', 'TreatControlCAsInput', () => false),
  setting('int', 'CursorLeft', () => 0),
  setting('int', 'CursorTop', () => 0),
  setting('int', 'WindowWidth', () => 80),
  setting('int', 'WindowHeight', () => 25),
  setting('int', 'BufferWidth', () => 80),
  setting('int', 'BufferHeight', () => 25),
  ['static int LargestWindowWidth {get;}', () => 80],
  ['static int LargestWindowHeight {get;}', () => 25],
  [
    `static bool IsInputRedirected {get;}
     static bool IsOutputRedirected {get;}
     static bool IsErrorRedirected {get;}`,
    () => true,
  ],
  ['static bool KeyAvailable {get;}', () => false],
  ...writeRows('static ', (_, text, env) => env.out(text)),
  ['static string ReadLine()', (_, __, env) => env.readLine()],
  ['static int Read()', (_, __, env) => env.readLine()?.charCodeAt(0) ?? -1],
  [
    'static void SetCursorPosition(int left, int top)',
    (_, [left, top]) => {
      held.set('CursorLeft', left);
      held.set('CursorTop', top);
      return VOID;
    },
  ],
  [
    `static void Beep()
     static void Beep(int frequency, int duration)
     static void ResetColor()
     static void Clear()
     static void SetWindowSize(int width, int height)
     static void SetBufferSize(int width, int height)`,
    () => VOID,
  ],
]);

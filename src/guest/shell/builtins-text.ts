/** echo and printf. */

import { formatPrintf, unescapeText } from '../tools/printf.ts';
import type { Builtin } from './builtins.ts';
import { complain } from './step.ts';

const echo: Builtin = (sh, args) => {
  let newline = true;
  let escapes = sh.shell.options['xpg_echo'] ?? false;
  let i = 0;
  for (; i < args.length && /^-[neE]+$/.test(args[i] as string); i++) {
    for (const letter of (args[i] as string).slice(1)) {
      if (letter === 'n') newline = false;
      else escapes = letter === 'e';
    }
  }
  let text = args.slice(i).join(' ');
  if (escapes) {
    const done = unescapeText(text, 'echo');
    text = done.text;
    if (done.stop) newline = false;
  }
  sh.process.out.push([1, newline ? `${text}\n` : text]);
  return 0;
};

const printf: Builtin = (sh, args) => {
  let variable: string | undefined;
  let words = [...args];
  if (words[0] === '-v') {
    variable = words[1];
    words = words.slice(2);
  }
  if (words[0] === '--') words.shift();
  const [format, ...rest] = words;
  if (format === undefined) {
    sh.process.out.push([2, 'printf: usage: printf [-v var] format [arguments]\n']);
    return 2;
  }
  const { text, errors } = formatPrintf(format, rest, sh.system.wall);
  if (variable !== undefined) sh.vars.set(variable, text);
  else if (text) sh.process.out.push([1, text]);
  for (const error of errors) complain(sh, `printf: ${error}`);
  return errors.length > 0 ? 1 : 0;
};

export const TEXT_BUILTINS: Readonly<Record<string, Builtin>> = { echo, printf };

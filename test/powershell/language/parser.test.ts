import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parse } from '../../../src/powershell/language/parser.ts';
import { describeTree } from './describe-tree.ts';

const recorded = readFileSync(new URL('./fixtures/trees.jsonl', import.meta.url), 'utf8')
  .split('\n')
  .filter(Boolean)
  .map((line) => JSON.parse(line) as { script: string; tree: string[] });

const isError = (line: string): boolean => line.startsWith('ERR ');
/** Found before a script runs, not when it is read. */
const isLate = (line: string): boolean => /^ERR (?:MemberAlreadyDefined|TypeNotFound) /.test(line);

describe('syntax trees and errors as PowerShell 7.6 makes them', () => {
  test.each(recorded.map((r) => [r.script, r.tree] as const))('%j', (script, tree) => {
    const ours = describeTree(script)
      .map((line) => line.replace(/[\n\r]/g, '~'))
      .filter((line) => !isLate(line));
    expect(ours.filter(isError)).toEqual(tree.filter(isError));
    expect(ours.sort()).toEqual([...tree].sort());
  });
});

const PIECES = [
  'if',
  'else',
  'foreach',
  'for',
  'while',
  'do',
  'switch',
  'function',
  'class',
  'enum',
  'try',
  'catch',
  'finally',
  'param',
  'return',
  'using',
  'data',
  'trap',
  'begin',
  'end',
  '(',
  ')',
  '{',
  '}',
  '[',
  ']',
  '@(',
  '@{',
  '$(',
  '$x',
  '${y}',
  '@z',
  '"',
  "'",
  '@"\n',
  '\n"@',
  "@'\n",
  '`',
  '\n',
  ';',
  ',',
  '|',
  '||',
  '&&',
  '&',
  '.',
  '..',
  '::',
  '?',
  '??',
  '?.',
  ':',
  '=',
  '+=',
  '+',
  '-',
  '*',
  '/',
  '%',
  '!',
  '-not',
  '-eq',
  '-f',
  '--',
  '--%',
  '-x',
  '-y:',
  '1',
  '2kb',
  '0x',
  '1.5',
  'abc',
  'a b',
  '#',
  '<#',
  '#>',
  '>',
  '2>&1',
  '<',
  '$',
  '\u2013',
  '\u201c',
  ' ',
  'in',
  'static',
  '[int]',
  ':l',
];

describe('any text', () => {
  test('token soup parses to a tree within the text', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...PIECES), { maxLength: 60 }), (pieces) => {
        const text = pieces.join('');
        const result = parse(text);
        expect(result.ast.kind).toBe('ScriptBlock');
        for (const e of result.errors) {
          expect(e.start).toBeGreaterThanOrEqual(0);
          expect(e.end).toBeLessThanOrEqual(text.length + 1);
        }
      }),
      { numRuns: 3000 },
    );
  });

  test('random characters parse to a tree', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
        expect(parse(text).ast.kind).toBe('ScriptBlock');
      }),
      { numRuns: 3000 },
    );
  });

  test('nesting beyond the limit is an error, not a crash', () => {
    for (const open of ['(', '{', '@(', '$(', '[a[', '-not ', 'if(1){', '"$(']) {
      const result = parse(open.repeat(20000));
      expect(result.errors.length).toBeGreaterThan(0);
    }
  });
});

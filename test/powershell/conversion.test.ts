/**
 * Conversions as PowerShell 7's engine does them (recorded: expression, type, `=` result or `!` message), and the laws that
 * hold for every number.
 */
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { CastError } from '../../src/powershell/cast-error.ts';
import { convert } from '../../src/powershell/conversion.ts';
import { integerBounds, scanNumber } from '../../src/powershell/numbers.ts';
import { toText } from '../../src/powershell/text.ts';
import { typeRef } from '../../src/powershell/types.ts';
import { Char, Guid, listItems, Num, type PSValue } from '../../src/powershell/values.ts';

const given: Readonly<Record<string, PSValue>> = {
  $null: null,
  $true: true,
  $false: false,
  '[char]65': new Char(65),
  '[uint16]9': new Num('UInt16', 9),
  '[guid]::Empty': new Guid('00000000-0000-0000-0000-000000000000'),
  '@()': [],
  '@(0)': [0],
  '@(1,2)': [1, 2],
  '@(@())': [],
  '@("a",2)': ['a', 2],
};

function evaluated(expression: string): PSValue {
  const constant = given[expression];
  if (constant !== undefined) return constant;
  if (expression.startsWith("'")) return expression.slice(1, -1);
  return scanNumber(expression, true)!;
}

function convertedText(expression: string, type: string): string {
  try {
    const value = convert(evaluated(expression), typeRef(type));
    const items = listItems(value);
    return `=\t${items ? items.map((item) => toText(item)).join('|') : toText(value)}`;
  } catch (error) {
    if (!(error instanceof CastError)) throw error;
    return `!\t${error.message.replaceAll('\n', '\\n')}`;
  }
}

const recorded = readFileSync(new URL('../fixtures/conversion.tsv', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n');

test('recorded conversions', () => {
  const different = recorded.flatMap((line) => {
    const [expression = '', type = '', ...want] = line.split('\t');
    const got = convertedText(expression, type);
    return got === want.join('\t') ? [] : [`${expression} to ${type}: recorded ${want.join(' ')}; got ${got}`];
  });
  expect(different).toEqual([]);
});

test('the text of an integer converts back to it, and one beyond the range does not', () => {
  for (const [kind, [min, max]] of Object.entries(integerBounds)) {
    const type = typeRef(kind.toLowerCase().replace(/^(int32)$/, 'int'));
    fc.assert(
      fc.property(fc.bigInt({ min, max }), (number) => {
        expect(toText(convert(String(number), type))).toBe(String(number));
      }),
    );
    expect(() => convert(String(max + 1n), type)).toThrow(CastError);
    expect(() => convert(String(min - 1n), type)).toThrow(CastError);
  }
});

test('number tokens: text that is one is the number it says, with and without its multiplier', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1023 }), fc.constantFrom('KB', 'mb', 'GB', 'tb', 'PB'), (number, unit) => {
      const factor = 1024n ** BigInt(['kb', 'mb', 'gb', 'tb', 'pb'].indexOf(unit.toLowerCase()) + 1);
      expect(BigInt(scanNumber(`${number}${unit}`) as number | bigint)).toBe(BigInt(number) * factor);
      expect(scanNumber(`0x${number.toString(16)}`)).toBe(number);
    }),
  );
});

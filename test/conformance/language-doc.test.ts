/**
 * docs/language.md against the program: the lists in it are made from the same data as the tests. `UPDATE_DOCS=1` writes them.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { UNAVAILABLE } from '../../src/powershell/cmdlets/console/unavailable.ts';
import { type Edition, editions } from '../../src/powershell/edition.ts';

interface Accepted {
  readonly what: string;
  readonly reason: string;
  readonly cases: readonly string[];
}

const file = new URL('../../docs/language.md', import.meta.url);
const data = (name: string) => JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8'));
const accepted = data('./accepted.json') as Accepted[];

/** A command that is not available says why when it is made to run. */
function reason(command: (typeof UNAVAILABLE)[number]): string {
  let why = '';
  const context = {
    fail: (_id: string, _category: string, message: string) => {
      why = message.replace(/^.* is not available: /, '');
      return new Error(message);
    },
  };
  expect(() => [...(command.make(context as never).process!(undefined) ?? [])]).toThrow('is not available');
  return why;
}

function unavailable(): string {
  const byReason = new Map<string, string[]>();
  for (const command of UNAVAILABLE) {
    const why = reason(command);
    byReason.set(why, [...(byReason.get(why) ?? []), `\`${command.def.name}\``]);
  }
  const rows = [...byReason].map(([why, names]) => `| ${names.join(', ')} | ${why} |`);
  return ['| command | reason |', '| --- | --- |', ...rows].join('\n');
}

const differences = () =>
  [
    '| difference | reason | recorded cases |',
    '| --- | --- | --- |',
    ...accepted.map(({ what, reason: why, cases }) => `| ${what} | ${why} | ${cases.join(', ')} |`),
  ].join('\n');

test.each([
  ['unavailable', unavailable],
  ['accepted', differences],
] as const)('the list of what is %s is that of the program (UPDATE_DOCS=1 writes it)', (name, list) => {
  const text = readFileSync(file, 'utf8');
  const place = new RegExp(`(<!-- ${name} -->\n)([\\s\\S]*?)(<!-- /${name} -->)`);
  const wanted = `${list()}\n`;
  if (process.env['UPDATE_DOCS'])
    writeFileSync(
      file,
      text.replace(place, (_, a, _b, c) => a + wanted + c),
    );
  else expect(place.exec(text)?.[2]).toBe(wanted);
});

test('what is accepted is a recorded case that differs', () => {
  const open = new Set([...data('./language-open.json'), ...data('./language-stderr-open.json')]);
  expect(accepted.flatMap(({ cases }) => cases).filter((id) => !open.has(id))).toEqual([]);
});

/** The row of the table that tells of a fact. */
const ROWS: Readonly<Record<Exclude<keyof Edition, 'name'>, string>> = {
  versions: 'version',
  version: 'version',
  psEdition: 'version',
  home: '`$PSHOME`',
  errorView: 'error view',
  platformVariables: '`$IsWindows` and its kin',
  splitsAtCharacters: "`.Split('ab')`, `.Trim('ab')`",
  encodings: 'encoding of Set-Content, Export-Csv, Export-Clixml',
  encodingNames: '`-Encoding utf8`',
  jsonEscapes: 'ConvertTo-Json',
  jsonWarns: 'ConvertTo-Json',
  clixmlLine: 'lines of CLIXML',
  newSyntax: '`&&`, `? :`, `??`, `?.`, `clean`, `&` at the end',
  unknownCommand: 'texts of errors',
  nonInteractive: 'texts of errors',
  parameterName: 'texts of errors',
  banner: 'banner',
};

test('every fact in which 5.1 differs has its row', () => {
  const text = readFileSync(file, 'utf8');
  for (const key of Object.keys(editions['7']) as (keyof Edition)[]) {
    if (key === 'name') continue;
    expect(text).toContain(`\n| ${ROWS[key]} |`);
  }
});

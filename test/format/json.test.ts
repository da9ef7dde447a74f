/** ConvertTo-Json against what PowerShell 7.6 printed, and Windows PowerShell's layout. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { vmMemoryClass } from '../../src/objects/memory.ts';
import { virtualMachineClass } from '../../src/objects/virtual-machine.ts';
import { printObjects } from '../../src/powershell/format/print.ts';
import { convertToJson, truncationWarning } from '../../src/powershell/json/convert.ts';
import { type JsonStyle, jsonDouble } from '../../src/powershell/json/scalars.ts';
import { NetObject } from '../../src/powershell/objects.ts';
import { Char, DateTime, EnumValue, Guid, Num, type PSValue, TimeSpan, Version } from '../../src/powershell/values.ts';
import { object } from '../support/plain-object.ts';
import { memoryTarget, vmTarget } from '../support/vm-fakes.ts';

const recorded = JSON.parse(
  readFileSync(new URL('../conformance/data/formatting.json', import.meta.url), 'utf8'),
) as Record<string, { readonly stdout: string }>;

const plain: JsonStyle = { dialect: '7', compress: false, escapes: 'Default', enumsAsStrings: false };
const compact: JsonStyle = { ...plain, compress: true };
const json = (value: PSValue, style = compact, depth?: number) => convertToJson(value, style, depth).text;
const double = (n: number) => new Num('Double', n);
const friday = new EnumValue({ name: 'System.DayOfWeek', members: { Friday: 5 } }, 5);
const MIDNIGHT = 638_451_936_000_000_000n;

/** Ids whose lines are what these values give, one line each. */
const lines: Readonly<Record<string, readonly string[]>> = {
  'json-01': [json('text'), json(5), json(true), json(null), json([double(1.5), double(1)]), json(double(1e20))],
  'json-02': [json(object({ name: 'vm', mem: 512, on: false, n: null, l: [1, 2], o: object({ x: 1 }) }), plain)],
  'json-07': [
    json('q"b\\s/t\tn\nué<>&\''),
    json('é<', { ...compact, escapes: 'EscapeNonAscii' }),
    json("a'<b", { ...compact, escapes: 'EscapeHtml' }),
    json('\u0001'),
  ],
  'json-09': [json(new Version([1, 2, 3])), json(new TimeSpan(36_000_000_000n))],
  'json-10': [
    json(
      object({
        i: 1,
        l: 5n * 1024n ** 3n,
        d: double(1.1),
        m: new Num('Decimal', 110n, 2),
        e: double(1e-7),
        f: new Num('Single', Math.fround(0.1)),
        big: new Num('UInt64', 2n ** 64n - 1n),
        nan: double(Number.NaN),
      }),
    ),
  ],
};

test.each(Object.entries(lines))('%s', (id, given) => {
  expect(`${given.join('\n')}\n`).toBe(recorded[id]!.stdout);
});

test('dates, characters, ids and names of enumerations', () => {
  const value = object({
    e: friday,
    d: new DateTime(MIDNIGHT + 504_000_000_000n, 'Unspecified'),
    g: new Guid('00000000-0000-0000-0000-000000000000'),
    c: new Char(120),
  });
  expect(json(value)).toBe(recorded['json-08']!.stdout.split('\n')[0]!.replace(',"u":"http://h/"', ''));
  expect(json(friday, { ...compact, enumsAsStrings: true })).toBe('"Friday"');
  expect(json(new DateTime(MIDNIGHT, 'Utc'))).toBe('"2024-03-05T00:00:00Z"');
  expect(json(new DateTime(MIDNIGHT + 1_230_000n, 'Local'))).toBe('"2024-03-05T00:00:00.123+00:00"');
  expect(json(new DateTime(MIDNIGHT, 'Utc'), { ...compact, dialect: '5.1' })).toBe('"\\/Date(1709596800000)\\/"');
});

test('what is deeper than the depth becomes text, and says so', () => {
  const value = object({ a: object({ b: object({ c: object({ d: 1 }) }) }) });
  expect(convertToJson(value, compact)).toEqual({ text: '{"a":{"b":{"c":"@{d=1}"}}}', truncated: true });
  expect(json(value, compact, 0)).toBe('{"a":"@{b=@{c=@{d=1}}}"}');
  expect(convertToJson(value, compact, 3).truncated).toBe(false);
  expect(recorded['json-06']!.stdout).toContain(truncationWarning(1));
});

test('Windows PowerShell aligns what is inside below the value', () => {
  const value = object({ a: 1, b: object({ x: 1 }), l: [1, 2], e: [] });
  expect(json(value, { dialect: '5.1', compress: false, escapes: 'EscapeHtml', enumsAsStrings: false })).toBe(`{
    "a":  1,
    "b":  {
              "x":  1
          },
    "l":  [
              1,
              2
          ],
    "e":  [

          ]
}`);
});

async function printed(...values: PSValue[]): Promise<{ out: string; warnings: string[] }> {
  let out = '';
  const warnings: string[] = [];
  const printer = await printObjects((text) => (out += text), {
    format: 'json',
    views: new Map(),
    warn: (text) => warnings.push(text),
  });
  for (const value of values) printer.write(value);
  printer.end();
  return { out, warnings };
}

test('no object prints nothing, one an object, several an array', async () => {
  const memory = new NetObject(vmMemoryClass, memoryTarget());
  expect((await printed()).out).toBe('');
  const one = JSON.parse((await printed(memory)).out);
  expect(one).toMatchObject({ Startup: 1073741824, VMName: 'web1', VMCheckpointName: '' });
  expect(Object.keys(one).slice(-5)).toEqual([
    'CimSession',
    'ComputerName',
    'IsDeleted',
    'VMCheckpointId',
    'VMCheckpointName',
  ]);
  expect(JSON.parse((await printed(memory, memory)).out)).toEqual([one, one]);
});

test('a virtual machine: enumerations are numbers, times and versions are objects', async () => {
  const { out, warnings } = await printed(new NetObject(virtualMachineClass, vmTarget({ uptime: 1_500_000 })));
  expect(JSON.parse(out)).toMatchObject({
    State: 3,
    Uptime: { Ticks: 15_000_000, TotalSeconds: 1.5 },
    IntegrationServicesVersion: { Major: 0, Minor: 0, Build: -1, Revision: -1 },
    CreationTime: '2023-06-02T12:14:05+00:00',
    Heartbeat: null,
    ParentSnapshotId: null,
    LowMemoryMappedIoSpace: 134217728,
  });
  expect(warnings).toEqual([]);
});

test('doubles survive a round trip', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (n) => Object.is(Number(jsonDouble(n)), n)),
  );
});

test('any text survives a round trip under every escape handling', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('Default', 'EscapeNonAscii', 'EscapeHtml'),
      (s, escapes) => {
        return JSON.parse(json(s, { ...compact, escapes } as JsonStyle)) === s;
      },
    ),
  );
});

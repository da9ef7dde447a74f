import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { CimXmlError, readInstance, writeInstance } from '../../src/wmi/cim-xml.ts';
import { findClass } from '../../src/wmi/classes.ts';
import type { CimValue } from '../../src/wmi/model.ts';

const cls = findClass('root\\virtualization\\v2', 'Msvm_VirtualSystemSettingData');
const properties = cls.properties.filter((p) => ['ElementName', 'Notes', 'LowMmioGapSize'].includes(p.name));
const text = (values: Readonly<Record<string, CimValue>>) =>
  writeInstance({ cls, properties, values, server: 'h', hostId: 'h' }, (name) => values[name] ?? null);

test('an instance as text', () => {
  expect(text({ ElementName: 'a<b', Notes: ['x', 'y'] })).toBe(
    '<INSTANCE CLASSNAME="Msvm_VirtualSystemSettingData">' +
      '<PROPERTY NAME="ElementName" TYPE="string"><VALUE>a&lt;b</VALUE></PROPERTY>' +
      '<PROPERTY.ARRAY NAME="Notes" TYPE="string"><VALUE.ARRAY><VALUE>x</VALUE><VALUE>y</VALUE></VALUE.ARRAY></PROPERTY.ARRAY>' +
      '<PROPERTY NAME="LowMmioGapSize" TYPE="uint64"></PROPERTY></INSTANCE>',
  );
});

test('what was written reads back the same', () => {
  // Characters that XML can carry.
  const string = fc.string({ unit: 'binary' }).filter((s) => !/[\0-\x08\v\f\x0e-\x1f\ufffe\uffff]/.test(s));
  fc.assert(
    fc.property(string, fc.array(string), fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), (name, notes, gap) => {
      const { values } = readInstance(text({ ElementName: name, Notes: notes, LowMmioGapSize: gap }));
      expect([values.get('elementname'), values.get('notes'), values.get('lowmmiogapsize')]).toEqual([
        name,
        notes,
        String(gap),
      ]);
    }),
  );
});

test('declarations, qualifiers, comments, character data and line ends between elements', () => {
  const read =
    readInstance(`<?xml version="1.0"?>\r\n<INSTANCE CLASSNAME='C'>\r\n<!-- <x> --><QUALIFIER NAME="dynamic" TYPE="boolean"><VALUE>TRUE</VALUE></QUALIFIER>
    <PROPERTY NAME="A" CLASSORIGIN="B" TYPE="string">\n<QUALIFIER NAME="q" TYPE="boolean"/><VALUE><![CDATA[<&>]]>&#x41;</VALUE></PROPERTY><PROPERTY NAME="N" TYPE="string"/></INSTANCE>\n`);
  expect(read).toEqual({
    className: 'C',
    values: new Map([
      ['a', '<&>A'],
      ['n', null],
    ]),
  });
});

describe('is no instance', () => {
  test.each([
    '',
    'text',
    '<INSTANCE',
    '<INSTANCE CLASSNAME="C">',
    '<INSTANCE></INSTANCE>',
    '<CLASS CLASSNAME="C"></CLASS>',
    '<INSTANCE CLASSNAME="C"></INSTANCE><INSTANCE CLASSNAME="C"></INSTANCE>',
    '<INSTANCE CLASSNAME="C"></instance>',
    '<INSTANCE CLASSNAME="C"><VALUE>1</VALUE></INSTANCE>',
    '<INSTANCE CLASSNAME="C"><PROPERTY TYPE="string"/></INSTANCE>',
    '<INSTANCE CLASSNAME="C"><PROPERTY NAME="A"><VALUE>1</VALUE><VALUE>2</VALUE></PROPERTY></INSTANCE>',
    '<INSTANCE CLASSNAME="C"><PROPERTY NAME="A"><VALUE>&nope;</VALUE></PROPERTY></INSTANCE>',
    '<INSTANCE CLASSNAME="C"><![CDATA[x</INSTANCE>',
    '<!DOCTYPE x><INSTANCE CLASSNAME="C"></INSTANCE>',
  ])('%s', (source) => {
    expect(() => readInstance(source)).toThrow(CimXmlError);
  });
});

/** Arrays of several dimensions: `[int[,]]::new(2,3)`, `New-Object 'object[,]' 2,2`. */
import type { TypeRef } from '../../types.ts';
import type { PSValue } from '../../values.ts';
import { enumerable } from '../collections.ts';
import { convertRef } from '../convert.ts';
import { NetError, runtimeError } from '../errors.ts';
import { int } from '../method-tools.ts';
import { NetInstance, NetType } from './net-type.ts';

const outside = (): NetError =>
  new NetError('System.IndexOutOfRangeException', 'Index was outside the bounds of the array.');

/** An array with a length for each dimension; the items lie row by row. */
export class MultiArray extends NetInstance {
  readonly name: string;
  readonly element: TypeRef;
  readonly lengths: readonly number[];
  readonly cells: PSValue[];
  constructor(name: string, element: TypeRef, lengths: readonly number[], blank: PSValue) {
    super();
    this.name = name;
    this.element = element;
    this.lengths = lengths;
    this.cells = Array<PSValue>(lengths.reduce((a, b) => a * b, 1)).fill(blank);
  }
  get table(): NetType {
    return MULTI;
  }
  override get typeName(): string {
    return this.name;
  }
  override get typeNames(): string[] {
    return [this.name, 'System.Array', 'System.Object'];
  }
  override items(): readonly PSValue[] {
    return this.cells;
  }
  place(index: PSValue): number {
    const at = (enumerable(index) ?? [index]).map((i) => int(i));
    if (at.length !== this.lengths.length)
      throw runtimeError(
        'NeedMultidimensionalIndex',
        `The array index must have ${this.lengths.length} numbers: this array has ${this.lengths.length} dimensions.`,
      );
    let place = 0;
    at.forEach((i, d) => {
      const length = this.lengths[d]!;
      const n = i < 0 ? length + i : i;
      if (n < 0 || n >= length) throw outside();
      place = place * length + n;
    });
    return place;
  }
  override at(index: PSValue): PSValue | undefined {
    return this.cells[this.place(index)]!;
  }
  override put(index: PSValue, value: PSValue): void {
    this.cells[this.place(index)] = convertRef(value, this.element);
  }
}

const MULTI: NetType = new NetType(
  'System.Array',
  [
    ['int Length {get;}\nint Count {get;}', (a: MultiArray) => a.cells.length],
    ['long LongLength {get;}', (a: MultiArray) => BigInt(a.cells.length)],
    ['int Rank {get;}', (a: MultiArray) => a.lengths.length],
    ['bool IsFixedSize {get;}', () => true],
    ['bool IsReadOnly {get;}\nbool IsSynchronized {get;}', () => false],
    [
      'int GetLength(int dimension)',
      (a: MultiArray, [d]) => {
        const length = a.lengths[d as number];
        if (length === undefined) throw outside();
        return length;
      },
    ],
    ['int GetUpperBound(int dimension)', (a: MultiArray, [d]) => (a.lengths[d as number] ?? 0) - 1],
    ['int GetLowerBound(int dimension)', () => 0],
    [
      `System.Object GetValue(Params int[] indices)
       System.Object GetValue(int index1, int index2)
       System.Object GetValue(int index1, int index2, int index3)`,
      (a: MultiArray, at) => a.at(at.length === 1 ? at[0]! : [...at])!,
    ],
    [
      `void SetValue(System.Object value, int index1, int index2)
       void SetValue(System.Object value, int index1, int index2, int index3)
       void SetValue(System.Object value, Params int[] indices)`,
      (a: MultiArray, [v, ...at]) => a.put(at.length === 1 ? at[0]! : at, v!),
    ],
    [
      'System.Object Clone()',
      (a: MultiArray) => {
        const copy = new MultiArray(a.name, a.element, a.lengths, null);
        a.cells.forEach((c, i) => {
          copy.cells[i] = c;
        });
        return copy;
      },
    ],
  ],
  [],
);

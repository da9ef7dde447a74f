/** A binary heap of what happens next, by time and then by rank. */

export interface Entry {
  readonly at: number;
  /** Orders what happens at the same time. */
  readonly rank: number;
}

const before = (a: Entry, b: Entry) => a.at < b.at || (a.at === b.at && a.rank < b.rank);

export class EventQueue {
  readonly #heap: Entry[] = [];

  push(at: number, rank: number): void {
    const heap = this.#heap;
    const entry = { at, rank };
    let i = heap.length;
    heap.push(entry);
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (!before(entry, heap[parent] as Entry)) break;
      heap[i] = heap[parent] as Entry;
      i = parent;
    }
    heap[i] = entry;
  }

  pop(): Entry | undefined {
    const heap = this.#heap;
    const top = heap[0];
    const last = heap.pop();
    if (!top || !last || heap.length === 0) return top;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && before(heap[child + 1] as Entry, heap[child] as Entry)) child++;
      if (!before(heap[child] as Entry, last)) break;
      heap[i] = heap[child] as Entry;
      i = child;
    }
    heap[i] = last;
    return top;
  }
}

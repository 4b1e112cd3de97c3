import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createHistory, encodeRle, ObjectList, type Rle, type Target } from '../../src/index.js';

const A: Target = { image: 'volume', slice: { axis: 'k', index: 3 } };
const B: Target = { image: 'volume', slice: { axis: 'k', index: 4 } };

/** A mask of 4 × 2 pixels, written row by row. */
const mask = (rows: string): Rle =>
  encodeRle({ bits: Uint8Array.from(rows.replaceAll(' ', ''), Number), width: 4, height: 2 });

const labels = (list: ObjectList, target: Target) => {
  const { data, width } = list.toLabelImage(target, { width: 4, height: 2 });
  return [data.slice(0, width).join(''), data.slice(width).join('')].join(' ');
};

describe('a list of objects', () => {
  test('chooses ids, labels and colours that no other has', () => {
    const list = new ObjectList();
    list.add({ mask: mask('1000 0000'), target: A, colorIndex: 2, label: 'liver' });
    list.add({ mask: mask('0100 0000'), target: A });
    list.add({ mask: mask('0010 0000'), target: B });
    expect(list.getSnapshot().objects).toMatchObject([
      { id: 'object-1', label: 'liver', colorIndex: 2, locked: false },
      { id: 'object-2', label: 'Object 1', colorIndex: 1 },
      { id: 'object-3', label: 'Object 3', colorIndex: 3 },
    ]);
    expect(list.at(A).map(({ id }) => id)).toEqual(['object-1', 'object-2']);
    expect(list.at({ image: 'volume' })).toEqual([]);
    expect(list.get('object-9')).toBeUndefined();
  });

  test('changes, renames, reorders and removes, each a step', () => {
    const list = new ObjectList();
    const { id } = list.add({ mask: mask('1000 0000'), target: A });
    const { id: other } = list.add({ mask: mask('0100 0000'), target: A });
    list.rename(id, 'liver');
    list.update(id, { colorIndex: 7, locked: undefined });
    list.reorder(id, 1);
    list.remove(other);
    expect(list.getSnapshot().objects).toMatchObject([{ id, label: 'liver', colorIndex: 7, locked: false }]);
    const undone: unknown[] = [];
    while (list.history.undo()) undone.push(list.getSnapshot().objects.map((object) => object.id));
    expect(undone).toEqual([[other, id], [id, other], [id, other], [id, other], [id], []]);
    while (list.history.redo());
    expect(list.getSnapshot().objects).toMatchObject([{ id, label: 'liver', colorIndex: 7 }]);
  });

  test('a new mask is no longer what prompts made', () => {
    const list = new ObjectList();
    const origin = {
      image: { hash: null, width: 4, height: 2 },
      model: { id: 'fake', hash: 'a'.repeat(64) },
      normalisation: 'none',
      threshold: 0,
      rounds: [{ points: [{ x: 1, y: 1, label: 1 as const }], candidate: 0 }],
    };
    const { id } = list.add({ mask: mask('1000 0000'), target: A, origin });
    expect(list.rename(id, 'x').origin).toBe(origin);
    expect(list.update(id, { mask: mask('1100 0000'), origin }).origin).toBe(origin);
    expect(list.update(id, { mask: mask('1000 0000') }).origin).toBeUndefined();
  });

  test('what a locked object is, it stays', () => {
    const list = new ObjectList();
    const { id } = list.add({ mask: mask('1000 0000'), target: A, locked: true });
    const refused = expect.objectContaining({
      code: 'INVALID_ARGUMENT',
      message: expect.stringContaining('locked'),
    });
    expect(() => list.remove(id)).toThrow(refused);
    expect(() => list.update(id, { mask: mask('1100 0000') })).toThrow(refused);
    expect(list.rename(id, 'liver').locked).toBe(true);
    list.update(id, { locked: false });
    list.remove(id);
    expect(list.getSnapshot().objects).toEqual([]);
  });

  test.each<[string, (list: ObjectList) => void]>([
    ['INVALID_ARGUMENT', (list) => list.add({ mask: mask('1000 0000'), target: A, id: 'one' })],
    ['INVALID_ARGUMENT', (list) => list.add({ mask: mask('1000 0000'), target: A, colorIndex: 0 })],
    ['INVALID_ARGUMENT', (list) => list.add({ mask: mask('1000 0000'), target: A, colorIndex: 65536 })],
    ['INVALID_ARGUMENT', (list) => list.add({ mask: mask('1000 0000'), target: { image: '' } })],
    [
      'INVALID_ARGUMENT',
      (list) =>
        list.add({ mask: mask('1000 0000'), target: { image: 'v', slice: { axis: 'k', index: -1 } } }),
    ],
    ['INVALID_ARGUMENT', (list) => list.add({ mask: { size: [1, 1], counts: [1] }, target: A })],
    ['FORMAT_INVALID', (list) => list.add({ mask: { size: [2, 4], counts: [3] }, target: A })],
    ['INVALID_ARGUMENT', (list) => list.update('two', { label: 'x' })],
    ['INVALID_ARGUMENT', (list) => list.update('one', { colorIndex: 1.5 })],
    ['INVALID_ARGUMENT', (list) => list.remove('two')],
    ['INVALID_ARGUMENT', (list) => list.reorder('one', 1)],
    ['INVALID_ARGUMENT', (list) => list.toLabelImage(B)],
    ['INVALID_ARGUMENT', (list) => list.toLabelImage(A, { width: 5, height: 2 })],
  ])('wrong input throws %s and changes nothing', (code, change) => {
    const list = new ObjectList();
    list.add({ mask: mask('1000 0000'), target: A, id: 'one' });
    const before = list.getSnapshot();
    expect(() => change(list)).toThrow(expect.objectContaining({ code }));
    expect(list.getSnapshot()).toBe(before);
  });

  test('a host with a history of its own undoes and redoes by memo', () => {
    const memos: { undo(): void; redo(): void }[] = [];
    const list = new ObjectList({ history: createHistory({ onStep: (memo) => memos.push(memo) }) });
    list.add({ mask: mask('1000 0000'), target: A });
    memos[0]?.undo();
    expect(list.getSnapshot().objects).toEqual([]);
    memos[0]?.redo();
    expect(list.getSnapshot().objects).toHaveLength(1);
  });
});

describe('a label image', () => {
  test('has the colour index of each object, 0 elsewhere, and only of its target', () => {
    const list = new ObjectList();
    list.add({ mask: mask('1100 0000'), target: A, colorIndex: 5 });
    list.add({ mask: mask('0000 0011'), target: A, colorIndex: 300 });
    list.add({ mask: mask('1111 1111'), target: B, colorIndex: 5 });
    expect(Array.from(list.toLabelImage(A).data)).toEqual([5, 5, 0, 0, 0, 0, 300, 300]);
    expect(labels(list, { image: 'other' })).toBe('0000 0000');
  });

  test('has later objects over earlier ones, except over locked ones', () => {
    const list = new ObjectList();
    const { id } = list.add({ mask: mask('1100 0000'), target: A });
    list.add({ mask: mask('0110 0000'), target: A });
    list.add({ mask: mask('0011 0000'), target: A });
    expect(labels(list, A)).toBe('1233 0000');
    list.update(id, { locked: true });
    expect(labels(list, A)).toBe('1133 0000');
    list.reorder(id, 2);
    expect(labels(list, A)).toBe('1133 0000');
    list.update('object-2', { locked: true });
    expect(labels(list, A)).toBe('1223 0000');
  });

  test('agrees with painting pixel by pixel', () => {
    const object = fc.record({
      bits: fc.array(fc.constantFrom(0, 1), { minLength: 8, maxLength: 8 }),
      locked: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(object, { maxLength: 5 }), (objects) => {
        const list = new ObjectList();
        for (const { bits, locked } of objects) list.add({ mask: mask(bits.join('')), target: A, locked });
        const { data } = list.toLabelImage(A, { width: 4, height: 2 });
        const expected = Array.from({ length: 8 }, (_, pixel) => {
          const covering = objects.flatMap(({ bits, locked }, index) =>
            bits[pixel] ? [{ index, locked }] : [],
          );
          const chosen = covering.find(({ locked }) => locked) ?? covering.at(-1);
          return chosen === undefined ? 0 : chosen.index + 1;
        });
        expect(Array.from(data)).toEqual(expected);
      }),
    );
  });
});

test('whatever was done: undoing all and redoing all ends where it began', () => {
  const operation = fc.record({
    kind: fc.constantFrom('add', 'rename', 'lock', 'remove', 'reorder', 'undo', 'redo'),
    at: fc.nat({ max: 5 }),
  });
  fc.assert(
    fc.property(fc.array(operation, { maxLength: 30 }), (operations) => {
      const list = new ObjectList();
      for (const { kind, at } of operations) {
        const { objects } = list.getSnapshot();
        const object = objects[at];
        if (kind === 'add') list.add({ mask: mask('1000 0001'), target: at % 2 === 0 ? A : B });
        else if (kind === 'undo') list.history.undo();
        else if (kind === 'redo') list.history.redo();
        else if (!object) continue;
        else if (kind === 'rename') list.rename(object.id, `${at}`);
        else if (kind === 'lock') list.update(object.id, { locked: !object.locked });
        else if (kind === 'reorder') list.reorder(object.id, objects.length - 1);
        else if (!object.locked) list.remove(object.id);
      }
      while (list.history.redo());
      const end = list.getSnapshot().objects;
      while (list.history.undo());
      expect(list.getSnapshot().objects).toEqual([]);
      while (list.history.redo());
      expect(list.getSnapshot().objects).toEqual(end);
      const ids = end.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
    }),
  );
});

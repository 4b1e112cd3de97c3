import { isMedicoSamError } from '@medicosam/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layoutSafetensors, readSafetensorsHeader, readTensor, type TensorPlan } from '../src/index.js';

const PLANS: readonly TensorPlan[] = [
  { name: 'b', type: 'float16', dims: [3] },
  { name: 'a', type: 'float32', dims: [2, 2] },
  { name: 'scalar', type: 'float32', dims: [] },
  { name: 'empty', type: 'int8', dims: [0, 4] },
  { name: '7', type: 'uint8', dims: [2] },
];

/** A file of these tensors, each byte of data counting up. */
function fileOf(plans: readonly TensorPlan[], metadata?: Record<string, string>) {
  const { header, totalBytes } = layoutSafetensors('w.safetensors', plans, metadata);
  const bytes = Uint8Array.from({ length: totalBytes }, (_, i) => i - header.length);
  bytes.set(header);
  return bytes;
}

/** A header of this JSON and so much data. */
function headerOf(json: unknown, dataBytes = 0): Uint8Array {
  const text = Buffer.from(typeof json === 'string' ? json : JSON.stringify(json));
  const bytes = new Uint8Array(8 + text.length + dataBytes);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true);
  bytes.set(text, 8);
  return bytes;
}

const entry = (parts: object) => ({ t: { dtype: 'F32', shape: [1], data_offsets: [0, 4], ...parts } });

describe('layoutSafetensors', () => {
  it('lays tensors out in the order given, after a header of whole 8 bytes', () => {
    const { layout, header, totalBytes } = layoutSafetensors('w.safetensors', PLANS, { format: 'pt' });
    expect(header.length % 8).toBe(0);
    expect(Number(new DataView(header.buffer).getBigUint64(0, true))).toBe(header.length - 8);
    const json = JSON.parse(Buffer.from(header.subarray(8)).toString());
    expect(json['__metadata__']).toEqual({ format: 'pt' });
    expect(json['a']).toEqual({ dtype: 'F32', shape: [2, 2], data_offsets: [6, 22] });
    expect(
      [...layout.entries.values()].map(({ offset, length }) => [offset - header.length, length]),
    ).toEqual([
      [0, 6],
      [6, 16],
      [22, 4],
      [26, 0],
      [26, 2],
    ]);
    expect(totalBytes).toBe(header.length + 28);
  });

  it('gives the same bytes every time', () => {
    expect(layoutSafetensors('w', PLANS).header).toEqual(layoutSafetensors('w', PLANS).header);
  });

  it.each<[string, TensorPlan[]]>([
    [
      'a name used twice',
      [
        { name: 'a', type: 'int8', dims: [] },
        { name: 'a', type: 'int8', dims: [] },
      ],
    ],
    ['the reserved name', [{ name: '__metadata__', type: 'int8', dims: [] }]],
    ['a negative size', [{ name: 'a', type: 'int8', dims: [-1] }]],
    ['a size that is no whole number', [{ name: 'a', type: 'int8', dims: [0.5] }]],
    ['more bytes than numbers count', [{ name: 'a', type: 'int8', dims: [2 ** 40, 2 ** 40] }]],
  ])('refuses %s', (_, plans) => {
    expect(() => layoutSafetensors('w', plans)).toThrowError(
      expect.objectContaining({ code: 'INVALID_ARGUMENT' }),
    );
  });
});

describe('readSafetensorsHeader', () => {
  it('gives back what layoutSafetensors laid out', () => {
    const name = fc.string({ unit: 'grapheme', maxLength: 8 }).filter((text) => text !== '__metadata__');
    const plan = fc.record({
      name,
      type: fc.constantFrom('float32' as const, 'float16' as const, 'int8' as const, 'uint8' as const),
      dims: fc.array(fc.nat(5), { maxLength: 4 }),
    });
    fc.assert(
      fc.property(fc.uniqueArray(plan, { selector: ({ name }) => name }), (plans) => {
        const { layout, header, totalBytes } = layoutSafetensors('w', plans);
        const read = readSafetensorsHeader('w', header);
        expect(read).toEqual({ layout, metadata: {}, totalBytes });
      }),
    );
  });

  it('keeps metadata, and reads from the middle of a larger buffer', () => {
    const file = fileOf(PLANS, { format: 'pt' });
    const larger = new Uint8Array(file.length + 9);
    larger.set(file, 5);
    const read = readSafetensorsHeader('w.safetensors', larger.subarray(5, 5 + file.length));
    expect(read.metadata).toEqual({ format: 'pt' });
    expect(read.totalBytes).toBe(file.length);
    expect([...read.layout.entries.keys()]).toEqual(['b', 'a', 'scalar', 'empty', '7']);
  });

  it.each<[string, Uint8Array]>([
    ['fewer than 8 bytes', new Uint8Array(7)],
    ['a header that is cut off', headerOf(entry({}), 4).subarray(0, 40)],
    ['a header of more than 100 MB', Uint8Array.of(0, 0, 0, 0, 0, 1, 0, 0, 0x7b)],
    ['what is no JSON', headerOf('{"t":')],
    ['what is not UTF-8', Uint8Array.of(2, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xfe)],
    ['a list', headerOf([])],
    ['a tensor that is no object', headerOf({ t: 3 })],
    ['a tensor without a shape', headerOf(entry({ shape: undefined }))],
    ['a negative size', headerOf(entry({ shape: [-1] }))],
    ['a range that does not fit the shape', headerOf(entry({ shape: [2] }))],
    ['a range that runs backwards', headerOf(entry({ shape: [0], data_offsets: [4, 0] }))],
    ['a gap before a tensor', headerOf(entry({ data_offsets: [4, 8] }))],
    [
      'tensors that overlap',
      headerOf({ ...entry({}), u: { dtype: 'F32', shape: [1], data_offsets: [0, 4] } }),
    ],
    ['sizes beyond all measure', headerOf(entry({ shape: [2 ** 40, 2 ** 40] }))],
    ['metadata that are no texts', headerOf({ __metadata__: { a: 1 } })],
  ])('refuses %s as FORMAT_INVALID', (_, bytes) => {
    expect(() => readSafetensorsHeader('w', bytes)).toThrowError(
      expect.objectContaining({ code: 'FORMAT_INVALID' }),
    );
  });

  it('refuses element types that weights do not have as FORMAT_UNSUPPORTED', () => {
    expect(() => readSafetensorsHeader('w', headerOf(entry({ dtype: 'BF16' })))).toThrowError(
      expect.objectContaining({ code: 'FORMAT_UNSUPPORTED', message: expect.stringContaining('BF16') }),
    );
  });

  it('answers every damaged file with a layout or a typed error', () => {
    const file = fileOf(PLANS, { format: 'pt' });
    let refused = 0;
    fc.assert(
      fc.property(fc.nat(file.length - 1), fc.nat(255), fc.nat(file.length), (at, byte, length) => {
        const bytes = file.map((old, i) => (i === at ? byte : old)).subarray(0, length);
        try {
          const { layout } = readSafetensorsHeader('w', bytes);
          for (const name of layout.entries.keys()) readTensor(bytes, layout, name);
        } catch (error) {
          if (!isMedicoSamError(error, 'FORMAT_INVALID', 'FORMAT_UNSUPPORTED')) throw error;
          refused++;
        }
      }),
      { numRuns: 500, seed: 5 },
    );
    expect(refused).toBeGreaterThan(50);
  });
});

describe('readTensor', () => {
  const { layout, header, totalBytes } = layoutSafetensors('w.safetensors', PLANS);
  const file = Buffer.alloc(totalBytes);
  file.set(header);
  const put = (name: string, values: { buffer: ArrayBuffer }) =>
    file.set(new Uint8Array(values.buffer), layout.entries.get(name)?.offset);
  put('b', Uint16Array.of(0x3c00, 0xc000, 0x0001));
  put('a', Float32Array.of(1, 2, 3, 0.1));
  put('7', Uint8Array.of(0, 255));

  it('widens float16 exactly, and copies float32 from where they are not aligned', () => {
    expect([...readTensor(file, layout, 'b')]).toEqual([1, -2, 2 ** -24]);
    expect([...readTensor(file, layout, 'a')]).toEqual([1, 2, 3, Math.fround(0.1)]);
    expect([...readTensor(file, layout, '7')]).toEqual([0, 255]);
    expect(readTensor(file, layout, 'empty')).toHaveLength(0);
  });

  it('gives values that are the caller’s own', () => {
    readTensor(file, layout, 'a').fill(9);
    expect([...readTensor(file, layout, 'a')]).toEqual([1, 2, 3, Math.fround(0.1)]);
  });

  it('refuses a name that the layout lacks, and a file that ends too soon', () => {
    expect(() => readTensor(file, layout, 'c')).toThrowError(
      expect.objectContaining({ code: 'INVALID_ARGUMENT' }),
    );
    expect(() => readTensor(file.subarray(0, totalBytes - 1), layout, '7')).toThrowError(
      expect.objectContaining({ code: 'FORMAT_INVALID' }),
    );
  });
});

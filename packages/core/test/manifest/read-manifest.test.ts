import type * as v from 'valibot';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { type Manifest, readManifest } from '../../src/index.js';
import type { manifestSchema } from '../../src/manifest/schema.js';
import { fakeManifest, graph } from '../model/support/fake-manifest.js';

const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

describe('readManifest', () => {
  test('reads a parsed value, a text and bytes alike', () => {
    const manifest = fakeManifest();
    expect(readManifest(manifest)).toEqual(manifest);
    expect(readManifest(JSON.stringify(manifest))).toEqual(manifest);
    expect(readManifest(bytes(manifest))).toEqual(manifest);
  });

  test('ignores fields that it does not know, and keeps parts that it does not know', () => {
    const future = { ...fakeManifest(), telemetry: 'none', schemaVersion: '1.9' };
    future.graphs = [...future.graphs, graph('diffusion')];
    const read = readManifest(future);
    expect(read).not.toHaveProperty('telemetry');
    expect(read.graphs.at(-1)?.part).toBe('diffusion');
  });

  test('refuses a newer major version, whatever the rest looks like', () => {
    expect(() => readManifest({ schemaVersion: '2.0' })).toThrow(
      expect.objectContaining({ code: 'MANIFEST_TOO_NEW', message: expect.stringContaining('2.0') }),
    );
  });

  test('refuses an unknown name in requires, by its name', () => {
    expect(() => readManifest({ ...fakeManifest(), requires: ['memory-attention'] })).toThrow(
      expect.objectContaining({
        code: 'MANIFEST_TOO_NEW',
        message: expect.stringContaining('memory-attention'),
      }),
    );
  });

  test.each([
    ['image.size', { image: { size: 0, mean: [0, 0, 0], std: [1, 1, 1] } }],
    ['graphs.0.file', { graphs: [graph('encoder', { file: '../../etc/passwd' })] }],
    ['graphs.0.weights', { graphs: [graph('encoder', { weights: 'other.safetensors' })] }],
    ['hash', { hash: 'short' }],
    ['weights', { weights: [] }],
  ])('names the field that is wrong: %s', (path, fields) => {
    expect(() => readManifest({ ...fakeManifest(), ...fields })).toThrow(
      expect.objectContaining({ code: 'MANIFEST_INVALID', message: expect.stringContaining(path) }),
    );
  });

  test.each([[null], [[]], [3], ['{'], [new Uint8Array([0xff, 0xfe])], ['"text"']])(
    'refuses what is no manifest at all: %j',
    (value) => {
      expect(() => readManifest(value)).toThrow(expect.objectContaining({ code: 'MANIFEST_INVALID' }));
    },
  );
});

test('the schema and the type say the same', () => {
  expectTypeOf<v.InferOutput<typeof manifestSchema>>().toExtend<Manifest>();
  expectTypeOf<Manifest>().toExtend<v.InferOutput<typeof manifestSchema>>();
});

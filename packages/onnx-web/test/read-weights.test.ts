import type { MemoryFolder } from '@medicosam/convert';
import { type ByteSource, bytesSource, readManifest } from '@medicosam/core';
import { readGraph } from '@medicosam/onnx';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { externalRanges } from '../src/external-ranges.js';
import { readWeights } from '../src/read-weights.js';
import { miniModel } from './support/mini-model.js';

let mini: MemoryFolder;
let graphs: { file: string; bytes: Uint8Array; weights: Uint8Array }[];

const fileOf = async (name: string) => {
  const source = await mini.open(name);
  return source.read(0, source.size);
};

beforeAll(async () => {
  mini = await miniModel();
  const manifest = readManifest(await mini.manifest());
  graphs = await Promise.all(
    manifest.graphs.map(async ({ file, weights }) => ({
      file,
      bytes: await fileOf(file),
      weights: await fileOf(weights),
    })),
  );
});

/** What @medicosam/onnx finds in a graph, initializer by initializer. */
const stated = (graph: Uint8Array) =>
  readGraph(graph).initializers.flatMap((initializer) =>
    'external' in initializer ? [initializer.external] : [],
  );

describe('the parts of a weights file that a graph reads', () => {
  test('are those of its initializers', () => {
    expect(graphs.length).toBeGreaterThan(2);
    for (const { bytes } of graphs) {
      const ranges = externalRanges(bytes, 0) ?? [];
      const isRead = (at: number) => ranges.some(({ start, end }) => start <= at && at < end);
      const tensors = stated(bytes);
      expect(tensors.length).toBeGreaterThan(0);
      for (const { offset, length } of tensors) {
        expect([isRead(offset), isRead(offset + length - 1)]).toEqual([true, true]);
      }
      // Nothing else: every border of a range is one of a tensor.
      const borders = new Set(tensors.flatMap(({ offset, length }) => [offset, offset + length]));
      for (const { start, end } of ranges)
        expect([borders.has(start), borders.has(end)]).toEqual([true, true]);
    }
  });

  test('are what is read and filled, and a graph that reads most of the file gets it whole', async () => {
    const shares = [];
    for (const { bytes, weights } of graphs) {
      let read = 0;
      const source: ByteSource = {
        ...bytesSource(weights),
        read: async (offset, length) => {
          read += length;
          return weights.slice(offset, offset + length);
        },
      };
      const given = await readWeights(source, bytes);
      expect(given.length).toBe(weights.length);
      for (const { offset, length } of stated(bytes)) {
        expect(given.subarray(offset, offset + length)).toEqual(weights.subarray(offset, offset + length));
      }
      shares.push(read / weights.length);
    }
    expect(shares.filter((share) => share < 0.5).length).toBeGreaterThan(0);
    expect(Math.max(...shares)).toBe(1);
  });

  test('are uncertain, never wrong, in a damaged graph', () => {
    const { bytes } = graphs[0] as (typeof graphs)[number];
    expect(externalRanges(bytes.subarray(0, bytes.length >> 1))).toBeUndefined();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (noise) => {
        for (const { start, end } of externalRanges(noise) ?? []) expect(end).toBeGreaterThanOrEqual(start);
      }),
    );
  });
});

import { readFileSync } from 'node:fs';
import { sharedFile } from '../../checkpoint/support/shared.js';
import type { MiniModel } from '../../decoder/support/mini-models.js';

/** An array of the golden data, raw and little-endian. */
interface ArrayRecord {
  readonly file: string;
  readonly offset: number;
  readonly dtype: 'float32' | 'uint8';
  readonly shape: readonly number[];
}

interface Case {
  readonly image: string;
  readonly channels: number;
  readonly input_size: readonly [height: number, width: number];
  readonly resized?: ArrayRecord;
  readonly embedding: ArrayRecord;
}

/** One image as a network takes it, and what PyTorch makes of it. */
export interface GoldenEncoding {
  readonly image: string;
  /** Float32 [1, 3, side, side]. */
  readonly input: Float32Array;
  readonly embedding: Float32Array;
}

/** A table of relative positions [rows, 6] and its entries for every query and key, [n, n, 6]. */
export interface GoldenTable {
  readonly n: number;
  readonly table: Float32Array;
  readonly result: Float32Array;
}

/** ImageNet's, in 8-bit units. */
const MEAN = [123.675, 116.28, 103.53] as const;
const STD = [58.395, 57.12, 57.375] as const;

const folder = new URL('../../fixtures/encoder/', import.meta.url);
const committed = JSON.parse(readFileSync(new URL('manifest.json', folder), 'utf8'));

/** The encodings of a small model: all of them with the shared data, else the one that is committed. */
export function goldenEncodings(model: MiniModel, side = 256): GoldenEncoding[] {
  const shared = sharedFile(`golden/${model}/manifest.json`);
  const casesOf = (name: MiniModel): readonly Case[] => {
    const url = sharedFile(`golden/${name}/manifest.json`);
    return (url ? JSON.parse(readFileSync(url, 'utf8')) : committed[name]).cases;
  };
  const base = shared ? new URL('../', shared) : folder;
  const resized = new Map(casesOf('vit_mini').map((golden) => [golden.image, golden.resized]));
  return casesOf(model).map((golden) => {
    const record = resized.get(golden.image);
    if (!record) throw new Error(`There is no resized ${golden.image}.`);
    return {
      image: golden.image,
      input: modelInput(readBytes(record, base), golden, side),
      embedding: readFloats(golden.embedding, base),
    };
  });
}

/** Square tables of relative positions, of the right and of other lengths. */
export const goldenTables = (): GoldenTable[] =>
  committed.relative_table.map((record: { q: number; table: ArrayRecord; result: ArrayRecord }) => ({
    n: record.q,
    table: readFloats(record.table, folder),
    result: readFloats(record.result, folder),
  }));

function modelInput(
  pixels: Uint8Array,
  { channels, input_size: [height, width] }: Case,
  side: number,
): Float32Array {
  const input = new Float32Array(3 * side * side);
  for (const [c, mean] of MEAN.entries()) {
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const value = pixels[(y * width + x) * channels + (channels === 1 ? 0 : c)] ?? 0;
        input[(c * side + y) * side + x] = (value - mean) / (STD[c] ?? 1);
      }
    }
  }
  return input;
}

function readBytes({ file, offset, dtype, shape }: ArrayRecord, base: URL): Uint8Array {
  const bytes = new Uint8Array(readFileSync(new URL(file, base)));
  const length = shape.reduce((a, b) => a * b, dtype === 'float32' ? 4 : 1);
  return bytes.slice(offset, offset + length);
}

const readFloats = (record: ArrayRecord, base: URL): Float32Array =>
  new Float32Array(readBytes(record, base).buffer);

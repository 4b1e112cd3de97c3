import { readFileSync } from 'node:fs';
import { openCheckpoint } from '../../../src/checkpoint/index.js';
import { describeNetwork } from '../../../src/describe/index.js';
import { readFixture } from '../../checkpoint/support/fixtures.js';
import { sharedFile } from '../../checkpoint/support/shared.js';

/** The two small models whose goldens are at hand. */
export const MINI_MODELS = ['vit_mini', 'tinyvit_mini'] as const;
export type MiniModel = (typeof MINI_MODELS)[number];

/** An array of the golden data: raw float32, little-endian. */
interface ArrayRecord {
  readonly file: string;
  readonly offset: number;
  readonly shape: readonly number[];
}

/** One prompt set: n objects on one image, in pixels of the original image, and PyTorch's answers. */
export interface GoldenPrompts {
  readonly name: string;
  readonly points?: readonly (readonly (readonly [number, number])[])[];
  readonly labels?: readonly (readonly number[])[];
  readonly boxes?: readonly (readonly [number, number, number, number])[];
  readonly mask_input?: ArrayRecord;
  readonly low_res: ArrayRecord;
  readonly scores: ArrayRecord;
}

/** One image. */
export interface GoldenCase {
  readonly image: string;
  readonly height: number;
  readonly width: number;
  readonly input_size: readonly [height: number, width: number];
  readonly embedding: ArrayRecord;
  readonly prompts: readonly GoldenPrompts[];
}

/** A small model's checkpoint and what was recognised in it. */
export async function miniModel(model: MiniModel) {
  const checkpoint = await openCheckpoint(readFixture(`${model}.pt`));
  const network = describeNetwork(checkpoint, { decoderHeads: 4, imageSize: 256 });
  return { checkpoint, network };
}

/** The goldens of a model: all of them with the shared data, else the few that are committed. */
export function goldens(model: MiniModel): {
  cases: readonly GoldenCase[];
  read(of: ArrayRecord): Float32Array;
} {
  const shared = sharedFile(`golden/${model}/manifest.json`);
  const folder = new URL('../../fixtures/decoder/', import.meta.url);
  const manifest = JSON.parse(readFileSync(shared ?? new URL('manifest.json', folder), 'utf8'));
  const base = shared ? new URL('../', shared) : folder;
  return {
    cases: shared ? manifest.cases : manifest[model].cases,
    read({ file, offset, shape }) {
      const bytes = new Uint8Array(readFileSync(new URL(file, base)));
      const length = 4 * shape.reduce((a, b) => a * b, 1);
      return new Float32Array(bytes.slice(offset, offset + length).buffer);
    },
  };
}

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type BinaryMask, loadPredictor, type Mask, type Predictor, type Prompt } from '@medicosam/core';
import { readImage } from '@medicosam/io';
import { folderSource, onnxNode } from '@medicosam/onnx-node';
import { describe, expect, test } from 'vitest';
import { convertInto, MINI_NETWORK, temporaryFolder } from './support/model-folder.js';
import {
  type GoldenArray,
  readGolden,
  readGoldenBytes,
  sharedFile,
  WITHOUT_SHARED,
} from './support/shared.js';

/*
 * From the pixels of a file to masks, through a worker thread, against PyTorch (see golden/README.md of the shared
 * data for what the numbers are).
 */

type Points = readonly (readonly [number, number])[];

interface GoldenPrompt {
  readonly name: string;
  /** [object][point] */
  readonly points?: readonly Points[];
  readonly labels?: readonly (readonly number[])[];
  readonly objects?: readonly { readonly points: Points; readonly labels: readonly number[] }[];
  readonly boxes?: readonly (readonly [number, number, number, number])[];
  readonly mask_input?: GoldenArray;
}

interface GoldenMask {
  readonly object: number;
  readonly index: number;
  readonly area: number;
  readonly near_zero: number;
}

/** The prompts of a golden case, one for each object. */
function promptsOf({ points, labels, objects, boxes, mask_input }: GoldenPrompt, side: number): Prompt[] {
  const data = mask_input && readGolden(mask_input);
  const mask = data && { data, width: side, height: side };
  const toPoints = (all: Points, marks: readonly number[]) =>
    all.map(([x, y], i) => ({ x, y, label: marks[i] === 1 ? (1 as const) : (0 as const) }));
  if (objects) return objects.map((object) => ({ points: toPoints(object.points, object.labels) }));
  const count = points?.length ?? boxes?.length ?? 1;
  return Array.from({ length: count }, (_, i) => ({
    points: points?.[i] && toPoints(points[i], labels?.[i] ?? []),
    box: boxes?.[i],
    mask,
  }));
}

/** The four candidates of each object, in their order. */
async function candidates(
  predictor: Predictor,
  image: Parameters<Predictor['encode']>[0],
  prompts: readonly Prompt[],
) {
  const embedding = await predictor.encode(image);
  const single = await predictor.predictMany(embedding, prompts, { multimask: false });
  const multiple = await predictor.predictMany(embedding, prompts, { multimask: true });
  embedding.release();
  return prompts.map((_, object) =>
    [...(single[object] ?? []), ...(multiple[object] ?? [])].sort((a, b) => a.candidate - b.candidate),
  );
}

/** The reference fills short objects of a batch with attended points, which change them; here they are absent. */
function isComparable({ objects }: GoldenPrompt, object: number): boolean {
  const longest = Math.max(...(objects ?? []).map(({ labels }) => labels.length));
  return objects === undefined || objects[object]?.labels.length === longest;
}

const largestDifference = (actual: ArrayLike<number>, expected: ArrayLike<number>) => {
  let largest = 0;
  for (let i = 0; i < expected.length; i++) {
    const difference = Math.abs((actual[i] ?? Number.NaN) - (expected[i] ?? Number.NaN));
    if (!(difference <= largest)) largest = difference;
  }
  return largest;
};

interface MiniCase {
  readonly image: string;
  readonly prompts: readonly (GoldenPrompt & {
    readonly low_res: GoldenArray;
    readonly scores: GoldenArray;
    readonly masks: readonly (GoldenMask & { readonly bits: GoldenArray })[];
  })[];
}

const golden = <T>(path: string): T =>
  JSON.parse(readFileSync(sharedFile(`golden/${path}`) as URL, 'utf8')) as T;

describe.each(['vit_mini', 'tinyvit_mini'])('%s', (model) => {
  const checkpoint = sharedFile(`golden/checkpoints/${model}.pt`);

  test.skipIf(checkpoint === undefined)(`gives PyTorch's masks (${WITHOUT_SHARED})`, async () => {
    const temporary = await temporaryFolder();
    await convertInto(temporary.folder, checkpoint as URL, { network: MINI_NETWORK });
    const predictor = await loadPredictor({ model: folderSource(temporary.folder), backend: onnxNode() });
    const { cases } = golden<{ cases: readonly MiniCase[] }>(`${model}/manifest.json`);
    let compared = 0;
    for (const { image, prompts } of cases) {
      const pixels = await readImage(fileURLToPath(sharedFile(`golden/${image}`) as URL));
      for (const prompt of prompts) {
        // SAM's decoder without any prompt is not a prompt here, and label −1 is core's to add.
        if (prompt.name === 'none' || prompt.name === 'points_padded') continue;
        const found = await candidates(predictor, pixels, promptsOf(prompt, 64));
        const lowRes = readGolden(prompt.low_res);
        const scores = readGolden(prompt.scores);
        for (const [row, mask] of found.flat().entries()) {
          if (!isComparable(prompt, Math.floor(row / 4))) continue;
          const expected = lowRes.subarray(row * 4096, (row + 1) * 4096);
          // The reference runs of ONNX Runtime differ from PyTorch by 2e-5 and 2e-7.
          expect(largestDifference(mask.lowRes?.data ?? [], expected), prompt.name).toBeLessThan(1e-4);
          expect(Math.abs(mask.predictedIou - (scores[row] as number)), prompt.name).toBeLessThan(1e-4);
          compared++;
        }
        for (const { object, index, near_zero, bits } of prompt.masks) {
          if (!isComparable(prompt, object)) continue;
          const differing = differingBits(found[object]?.[index]?.mask, bits);
          expect(differing, `${prompt.name} ${index}`).toBeLessThanOrEqual(near_zero);
        }
      }
    }
    expect(compared).toBeGreaterThan(30);
    await predictor.dispose();
    await temporary.remove();
  });
});

interface RealCase {
  readonly image: string;
  readonly prompts: readonly (GoldenPrompt & {
    readonly mask_from?: string;
    readonly mask_index?: number;
    readonly scores: readonly (readonly number[])[];
    readonly low_res_samples: readonly (readonly (readonly number[])[])[];
    readonly low_res_max_abs: number;
    readonly masks: readonly (GoldenMask & { readonly rle: readonly number[] })[];
  })[];
}

/** How many pixels differ from packed bits, the most significant first. */
function differingBits(mask: BinaryMask | undefined, packed: GoldenArray): number {
  const bytes = readGoldenBytes(packed);
  const bits = mask?.bits ?? new Uint8Array(8 * bytes.length).fill(2);
  return bits.reduce(
    (sum, bit, i) => sum + (bit === (((bytes[i >> 3] ?? 0) >> (7 - (i & 7))) & 1) ? 0 : 1),
    0,
  );
}

/** How many pixels differ from row-major run lengths that begin with a run of 0. */
function differingPixels(mask: BinaryMask | undefined, runs: readonly number[]): number {
  let at = 0;
  let value = 0;
  let differing = 0;
  for (const run of runs) {
    for (const end = at + run; at < end; at++) if (mask?.bits[at] !== value) differing++;
    value = 1 - value;
  }
  return differing;
}

const mobileSam = sharedFile('models/mobile_sam.pt');

describe('mobile_sam', () => {
  test
    .skipIf(mobileSam === undefined)
    .each(process.env['MEDICOSAM_PROVE'] ? ['photo_coins', 'photo_chelsea'] : ['photo_coins'])(
    `gives PyTorch's masks of %s (${WITHOUT_SHARED})`,
    async (name) => {
      const temporary = await temporaryFolder();
      await convertInto(temporary.folder, mobileSam as URL);
      const predictor = await loadPredictor({ model: folderSource(temporary.folder), backend: onnxNode() });
      const { cases, low_res_indices: indices } = golden<{
        cases: readonly RealCase[];
        low_res_indices: number[];
      }>('mobile_sam/manifest.json');
      const one = cases.find(({ image }) => image.includes(name)) as RealCase;
      const pixels = await readImage(fileURLToPath(sharedFile(`golden/${one.image}`) as URL));
      const answers = new Map<string, Mask[][]>();
      for (const prompt of one.prompts) {
        const from = prompt.mask_from && answers.get(prompt.mask_from)?.[0]?.[prompt.mask_index ?? 0];
        const prompts = promptsOf(prompt, 256).map((asked) =>
          from ? { ...asked, mask: from.lowRes } : asked,
        );
        const found = await candidates(predictor, pixels, prompts);
        answers.set(prompt.name, found);
        const allowed = 1e-4 * Math.max(1, prompt.low_res_max_abs / 10);
        for (const [object, masks] of found.entries()) {
          for (const [index, mask] of masks.entries()) {
            const samples = indices.map((at) => mask.lowRes?.data[at] ?? Number.NaN);
            const expected = prompt.low_res_samples[object]?.[index] ?? [];
            expect(largestDifference(samples, expected), prompt.name).toBeLessThan(allowed);
            expect(Math.abs(mask.predictedIou - (prompt.scores[object]?.[index] ?? Number.NaN))).toBeLessThan(
              1e-4,
            );
          }
        }
        for (const { object, index, area, near_zero, rle } of prompt.masks) {
          const mask = found[object]?.[index];
          const differing = differingPixels(mask?.mask, rle);
          expect(differing, `${prompt.name} ${index}`).toBeLessThanOrEqual(near_zero);
          expect(Math.abs((mask?.area ?? Number.NaN) - area)).toBeLessThanOrEqual(near_zero);
        }
      }
      await predictor.dispose();
      await temporary.remove();
    },
  );
});

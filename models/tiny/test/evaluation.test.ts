import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type BinaryMask, dice, loadPredictor, type PixelImage, type Prompt } from '@medicosam/core';
import { readImage } from '@medicosam/io';
import { tiny } from '@medicosam/model-tiny';
import { onnxNode } from '@medicosam/onnx-node';
import { expect, test } from 'vitest';
import { hasShared, isProof, shared } from './shared-data.js';

interface Evaluation {
  readonly images: readonly {
    readonly file: string;
    readonly label: string;
    readonly modality: string;
    readonly objects: readonly {
      readonly id: number;
      readonly component: boolean;
      readonly seed: readonly [number, number];
      readonly area: number;
      readonly point: readonly [number, number];
      readonly box: readonly [number, number, number, number];
    }[];
  }[];
}

const evaluation = JSON.parse(
  readFileSync(new URL('./golden/evaluation.json', import.meta.url), 'utf8'),
) as Evaluation;

/** The object's pixels: all of its id, or the 8-connected component that holds `seed`. */
function trueMask(
  { data, width, height }: PixelImage,
  { id, component, seed: [x, y] }: Evaluation['images'][number]['objects'][number],
): BinaryMask {
  const bits = Uint8Array.from(data, (value) => (value === id ? 1 : 0));
  if (!component) return { bits, width, height };
  const kept = new Uint8Array(bits.length);
  const pending = [y * width + x];
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    if (kept[at] === 1 || bits[at] !== 1) continue;
    kept[at] = 1;
    const [cx, cy] = [at % width, Math.floor(at / width)];
    for (let dy = -1; dy <= 1; dy++) {
      for (let dx = -1; dx <= 1; dx++) {
        if (cx + dx >= 0 && cx + dx < width && cy + dy >= 0 && cy + dy < height)
          pending.push(at + dy * width + dx);
      }
    }
  }
  return { bits: kept, width, height };
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

test.runIf(hasShared && isProof)(
  'the model card’s means are met on the 28 labelled images',
  async () => {
    const folder = new URL('data/images/', shared);
    const predictor = await loadPredictor({ model: tiny, backend: onnxNode() });
    const byModality = new Map<string, { point: number; box: number }[]>();
    for (const { file, label, modality, objects } of evaluation.images) {
      const labels = await readImage(fileURLToPath(new URL(label, folder)));
      const embedding = await predictor.encode(await readImage(fileURLToPath(new URL(file, folder))), {
        normalisation: 'minmax',
      });
      const truths = objects.map((object) => trueMask(labels, object));
      expect(truths.map((truth) => truth.bits.reduce((sum, bit) => sum + bit, 0))).toEqual(
        objects.map(({ area }) => area),
      );
      const meanDice = async (prompts: readonly Prompt[]) => {
        const answers = await predictor.predictMany(embedding, prompts);
        return mean(
          answers.map(([mask], i) => {
            const truth = truths[i];
            if (!mask?.mask || !truth) throw new Error(`${file} gave no mask`);
            return dice(mask.mask, truth);
          }),
        );
      };
      const point = await meanDice(
        objects.map(({ point: [x, y] }) => ({ points: [{ x, y, label: 1 as const }] })),
      );
      const box = await meanDice(objects.map((object) => ({ box: object.box })));
      embedding.release();
      const images = byModality.get(modality) ?? [];
      byModality.set(modality, [...images, { point, box }]);
    }
    await predictor.dispose();
    const over = (kind: 'point' | 'box') =>
      mean([...byModality.values()].map((images) => mean(images.map((image) => image[kind]))));
    // The card's bars; the choice of objects is explained in golden/README.md.
    expect(Math.abs(over('box') - 0.841)).toBeLessThanOrEqual(0.01);
    expect(Math.abs(over('point') - 0.508)).toBeLessThanOrEqual(0.02);
  },
  300_000,
);

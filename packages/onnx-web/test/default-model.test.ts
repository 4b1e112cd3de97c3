import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { iou, loadPredictor, type Mask, type Predictor, type Prompt } from '@medicosam/core';
import { readImage } from '@medicosam/io';
import { tiny } from '@medicosam/model-tiny';
import { onnxNode } from '@medicosam/onnx-node';
import { onnxWeb } from '@medicosam/onnx-web';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

/** The golden images and prompts of the default model; see the README beside them. */
interface Golden {
  readonly cases: readonly { readonly image: string; readonly prompts: readonly PromptSet[] }[];
}
interface PromptSet {
  readonly name: string;
  readonly points?: readonly (readonly [number, number])[][];
  readonly labels?: readonly (0 | 1)[][];
  readonly boxes?: readonly [number, number, number, number][];
  readonly mask_from?: string;
  readonly mask_index?: number;
  readonly scores: readonly unknown[];
}

const folder = new URL('../../../models/tiny/test/golden/', import.meta.url);
const { cases } = JSON.parse(readFileSync(new URL('manifest.json', folder), 'utf8')) as Golden;
/** Wasm with one thread encodes for seconds; the others are for `npm run prove`. */
const shown = process.env['MEDICOSAM_PROVE'] ? cases : cases.slice(0, 2);
const TIMEOUT_MS = 240_000;

let wasm: Predictor;
let node: Predictor;
beforeAll(async () => {
  [wasm, node] = await Promise.all([
    loadPredictor({ model: tiny, backend: onnxWeb(), device: 'wasm' }),
    loadPredictor({ model: tiny, backend: onnxNode(), device: 'cpu' }),
  ]);
}, TIMEOUT_MS);
afterAll(() => Promise.all([wasm.dispose(), node.dispose()]));

/** An object of a prompt set, with the mask that an earlier answer of the same predictor gave. */
function promptOf(set: PromptSet, object: number, earlier: readonly Mask[] | undefined): Prompt {
  const labels = set.labels?.[object] ?? [];
  const points = set.points?.[object]?.map(([x, y], i) => ({ x, y, label: labels[i] ?? 1 }));
  const mask = earlier?.find(({ candidate }) => candidate === set.mask_index)?.lowRes;
  return { points, box: set.boxes?.[object], mask };
}

/** All candidates of every object of every prompt set, by name. */
async function answers(predictor: Predictor, image: string, prompts: readonly PromptSet[]) {
  const embedding = await predictor.encode(await readImage(fileURLToPath(new URL(image, folder))), {
    normalisation: 'none',
  });
  const masks = new Map<string, Mask>();
  const first = new Map<string, Mask[]>();
  for (const set of prompts) {
    for (const object of set.scores.keys()) {
      const prompt = promptOf(set, object, first.get(set.mask_from ?? ''));
      const candidates = [
        ...(await predictor.predict(embedding, prompt, { multimask: false })),
        ...(await predictor.predict(embedding, prompt, { multimask: true })),
      ];
      if (object === 0) first.set(set.name, candidates);
      for (const mask of candidates) masks.set(`${set.name} ${object} candidate ${mask.candidate}`, mask);
    }
  }
  embedding.release();
  return masks;
}

describe('the default model on wasm', () => {
  test.each(shown)(
    'gives the masks of onnx-node for every prompt on $image',
    async ({ image, prompts }) => {
      expect([wasm.info.device, node.info.device]).toEqual(['wasm', 'cpu']);
      const [ours, theirs] = await Promise.all([
        answers(wasm, image, prompts),
        answers(node, image, prompts),
      ]);
      const overlaps = [...theirs].map(([name, { mask }]) => {
        const own = ours.get(name)?.mask;
        return { name, overlap: own && mask ? iou(own, mask) : Number.NaN };
      });
      // Five prompt sets, of which boxes may be several objects, four candidates each.
      expect(overlaps.length).toBeGreaterThanOrEqual(20);
      expect(overlaps.filter(({ overlap }) => !(overlap >= 0.999))).toEqual([]);
      expect([...theirs.values()].filter(({ area }) => area > 100).length).toBeGreaterThan(15);
    },
    TIMEOUT_MS,
  );
});

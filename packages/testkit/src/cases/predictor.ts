import { iou, type LocalEmbedding, LocalPredictor, type ModelSource } from '@medicosam/core';
import { readGoldens } from '../models/goldens.js';
import { MINI_MODELS, miniModel } from '../models/mini-model.js';
import { nextTurn } from '../platform.js';
import { referenceBackend } from '../reference/reference-backend.js';
import type { CaseContext } from '../suite/case-context.js';
import { type ConformanceCase, group } from '../suite/conformance-case.js';
import { check, rejectsWith, same } from '../suite/expectations.js';
import { isEmpty, liveOf, load, pixelsOf } from '../suite/mini-predictor.js';
import { nearGolden } from '../suite/near-golden.js';

const BOX = { box: [30, 40, 120, 150] } as const;

/** The model with embeddings that are kept in float32, so that bytes say exactly what was computed. */
const exact = (model: ModelSource): ModelSource => ({
  ...model,
  manifest: async (options) => {
    const manifest = await model.manifest(options);
    return { ...manifest, embedding: manifest.embedding.map((one) => ({ ...one, store: 'float32' })) };
  },
});

/** The values of an embedding's bytes, as a predictor that runs here reads them. */
async function valuesOf(bytes: Uint8Array, model: ModelSource): Promise<ArrayLike<number>> {
  const { backend } = referenceBackend();
  const source = { ...model, manifest: async () => ({ ...(await model.manifest()), probes: [] }) };
  const reader = await LocalPredictor.load({ model: source, backend });
  const { tensors } = (await reader.restore(bytes)) as LocalEmbedding;
  const values = await Object.values(tensors)[0]?.read();
  await reader.dispose();
  return values ?? [];
}

async function embedsAsPyTorch(context: CaseContext): Promise<void> {
  for (const id of MINI_MODELS) {
    const model = exact(miniModel(id));
    const predictor = await load(context, { model });
    const { manifest } = predictor.info;
    const { image, encoded } = await readGoldens(id);
    const bytes = await (await predictor.encode(image)).serialise();
    const actual = await valuesOf(bytes, model);
    nearGolden(context, {
      manifest,
      what: 'embedding',
      actual,
      golden: encoded,
      text: `The embedding of ${id}`,
    });
    await predictor.dispose();
  }
}

/** What a predictor is to whoever holds it, wherever it runs. */
export const predictorCases: readonly ConformanceCase[] = group(
  'predictor',
  {
    'the embeddings of a predictor are PyTorch’s': embedsAsPyTorch,
    'an embedding is restored from its bytes': async (context) => {
      const predictor = await load(context);
      const { image } = await readGoldens('tinyvit-mini');
      const embedding = await predictor.encode(image);
      const restored = await predictor.restore(await embedding.serialise());
      const [before, after] = [
        pixelsOf(await predictor.predict(embedding, BOX)),
        pixelsOf(await predictor.predict(restored, BOX)),
      ];
      // Its values were rounded to float16.
      check(iou(before, after) >= 0.99, `The mask is the same; their IoU is ${iou(before, after)}.`);
      await predictor.dispose();
      await isEmpty(context.backend);
    },
    'wrong images, prompts and embeddings are refused with their codes, and the next right ones are not':
      async (context) => {
        const predictor = await load(context);
        const { image } = await readGoldens('tinyvit-mini');
        const noImage = { ...image, width: image.width + 1 };
        await rejectsWith(predictor.encode(noImage), 'IMAGE_INVALID', 'Pixels that are too few');
        const embedding = await predictor.encode(image);
        await rejectsWith(predictor.predict(embedding, {}), 'EMPTY_PROMPT', 'An empty prompt');
        const noBox = { box: [Number.NaN, 0, 10, 10] } as const;
        await rejectsWith(predictor.predict(embedding, noBox), 'INVALID_ARGUMENT', 'A box that is no number');
        const damaged = (await embedding.serialise()).fill(7, 40);
        await rejectsWith(predictor.restore(damaged), 'EMBEDDING_INVALID', 'Damaged bytes');
        pixelsOf(await predictor.predict(embedding, BOX));
        embedding.release();
        await rejectsWith(
          predictor.predict(embedding, BOX),
          'TENSOR_DISPOSED',
          'A prompt on what was released',
        );
        await predictor.dispose();
        await rejectsWith(predictor.encode(image), 'DISPOSED', 'An encoding after dispose()');
        await isEmpty(context.backend);
      },
    'an embedding that was released is freed where it lies': async (context) => {
      const predictor = await load(context);
      const { image } = await readGoldens('tinyvit-mini');
      const embedding = await predictor.encode(image);
      await predictor.predict(embedding, BOX);
      const held = await liveOf(predictor);
      check(held.graphs > 0 && held.tensors > 0, 'live() counts what a predictor holds of an image.');
      embedding.release();
      await nextTurn();
      same([(await liveOf(predictor)).tensors], [0], 'The tensors left after the embedding was released');
      await predictor.dispose();
      await isEmpty(context.backend);
    },
    'an interactive prediction overtakes background encodings that wait': async (context) => {
      const predictor = await load(context);
      const { image } = await readGoldens('tinyvit-mini');
      const embedding = await predictor.encode(image);
      await predictor.predict(embedding, BOX);
      const ended: string[] = [];
      const { capabilities } = await context.device();
      const encodings = Array.from({ length: capabilities.concurrency + 2 }, async () => {
        (await predictor.encode(image, { priority: 'background' })).release();
        ended.push('encoding');
      });
      const prediction = predictor.predict(embedding, BOX).then(() => ended.push('prediction'));
      await Promise.all([...encodings, prediction]);
      const at = ended.indexOf('prediction');
      check(
        at <= capabilities.concurrency,
        `The prediction ends before encodings that waited; ${at} of ${encodings.length} ended before it.`,
      );
      await predictor.dispose();
      await isEmpty(context.backend);
    },
    'a predictor that is disposed of rejects what is pending with DISPOSED, and leaves nothing': async (
      context,
    ) => {
      const predictor = await load(context);
      const { image } = await readGoldens('tinyvit-mini');
      const encoding = rejectsWith(predictor.encode(image), 'DISPOSED', 'An encoding that was pending');
      await Promise.all([encoding, predictor.dispose(), predictor.dispose()]);
      await isEmpty(context.backend);
    },
  },
  'any',
);

import {
  float16ToFloat32,
  float32ToFloat16,
  type Graph,
  layoutSafetensors,
  type WeightsLayout,
  writeGraph,
} from '@medicosam/onnx';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { Checkpoint } from '../../../src/checkpoint/index.js';
import {
  buildDecoder,
  buildImageKeys,
  type DecoderOptions,
  planDecoder,
} from '../../../src/decoder/index.js';
import type { MaskDecoder } from '../../../src/describe/index.js';
import type { PlannedWeight } from '../../../src/weights/planned-weight.js';
import { type MiniModel, miniModel } from './mini-models.js';
import { batchOf, type ObjectPrompt } from './objects.js';

const FILE = 'weights.safetensors';

/** All candidates of n objects: logits [n, m, H, W] and predicted IoU [n, m]. */
export interface Answer {
  readonly logits: Float32Array;
  readonly scores: Float32Array;
}

/** A decoder of a small model, opened in ONNX Runtime. */
export interface OpenDecoder {
  /** @param masks logits [n, 1, H, W], for a decoder of objects with masks */
  run(
    embedding: Float32Array,
    objects: readonly ObjectPrompt[],
    options?: { extra?: number; masks?: Float32Array },
  ): Promise<Answer>;
}

/** All in float32; as float16 where the plan allows it; or rounded to float16 there, yet stored as float32. */
export type WeightsStorage = 'float32' | 'float16' | 'rounded';

/** The weights file of a decoder. */
async function decoderWeights(
  checkpoint: Checkpoint,
  decoder: MaskDecoder,
  storage: WeightsStorage = 'float32',
): Promise<{ layout: WeightsLayout; bytes: Uint8Array }> {
  const plan = planDecoder(decoder);
  const half = (weight: PlannedWeight) => storage !== 'float32' && !weight.keepFloat32;
  const tensors = plan.map(
    (weight) =>
      ({
        name: weight.name,
        dims: weight.dims,
        type: half(weight) && storage === 'float16' ? 'float16' : 'float32',
      }) as const,
  );
  const { layout, header, totalBytes } = layoutSafetensors(FILE, tensors);
  const bytes = new Uint8Array(totalBytes);
  bytes.set(header);
  for (const weight of plan) {
    const sources = await Promise.all(weight.from.map((key) => read(checkpoint, key)));
    const stored = inStorage(weight.make(...sources), half(weight) ? storage : 'float32');
    bytes.set(
      new Uint8Array(stored.buffer, stored.byteOffset, stored.byteLength),
      offsetOf(layout, weight.name),
    );
  }
  return { layout, bytes };
}

/** Opens a graph that points into a weights file. */
const openGraph = (graph: Graph, weights: Uint8Array): Promise<InferenceSession> =>
  InferenceSession.create(writeGraph(graph), {
    externalData: [{ path: FILE, data: weights }],
    enableMemPattern: false,
    intraOpNumThreads: 1,
    logSeverityLevel: 3,
  });

/** Opens one of a small model's decoders, with the image's part where it needs it. */
export async function openDecoder(
  model: MiniModel,
  options: DecoderOptions,
  storage: WeightsStorage = 'float32',
): Promise<OpenDecoder> {
  const { checkpoint, network } = await miniModel(model);
  const { encoder, decoder } = network;
  const { layout, bytes } = await decoderWeights(checkpoint, decoder, storage);
  const imageKeys = await openGraph(buildImageKeys(decoder, encoder, layout), bytes);
  const session = await openGraph(buildDecoder(decoder, encoder, options, layout), bytes);
  const { grid } = encoder;
  return {
    async run(embedding, objects, { extra = 0, masks } = {}) {
      const { n, p, points, labels } = batchOf(objects, extra);
      const image_embedding = new Tensor('float32', embedding, [1, decoder.width, grid, grid]);
      const results = await session.run({
        points: new Tensor('float32', points, [n, p, 2]),
        labels: new Tensor('int32', labels, [n, p]),
        ...(masks
          ? { image_embedding, mask_input: new Tensor('float32', masks, [n, 1, 4 * grid, 4 * grid]) }
          : await imageKeys.run({ image_embedding })),
      });
      const { low_res_logits, predicted_iou } = results;
      if (!low_res_logits || !predicted_iou) throw new Error('An output is missing.');
      return {
        logits: low_res_logits.data as Float32Array,
        scores: predicted_iou.data as Float32Array,
      };
    },
  };
}

/** What belongs to one object of n in an answer. */
export function answerOf(answer: Answer, object: number, n: number): Answer {
  const part = (values: Float32Array) =>
    values.subarray((object * values.length) / n, ((object + 1) * values.length) / n);
  return { logits: part(answer.logits), scores: part(answer.scores) };
}

/** The largest absolute difference. */
export function difference(actual: Float32Array, expected: Float32Array): number {
  if (actual.length !== expected.length) return Number.POSITIVE_INFINITY;
  return actual.reduce(
    (worst, value, i) => Math.max(worst, Math.abs(value - (expected[i] ?? Number.NaN))),
    0,
  );
}

function inStorage(values: Float32Array, storage: WeightsStorage): Float32Array | Uint16Array {
  if (storage === 'float32') return values;
  const half = float32ToFloat16(values);
  return storage === 'float16' ? half : float16ToFloat32(half);
}

function offsetOf(layout: WeightsLayout, name: string): number {
  const entry = layout.entries.get(name);
  if (!entry) throw new Error(`The layout lacks ${name}.`);
  return entry.offset;
}

async function read(checkpoint: Checkpoint, key: string): Promise<Float32Array> {
  const tensor = checkpoint.tensors.get(key);
  if (!tensor) throw new Error(`The checkpoint lacks ${key}.`);
  return tensor.read();
}

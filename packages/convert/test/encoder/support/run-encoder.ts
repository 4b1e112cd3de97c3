import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  float32ToFloat16,
  graphOperators,
  layoutSafetensors,
  readGraph,
  type WeightsLayout,
  writeGraph,
} from '@medicosam/onnx';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { Checkpoint } from '../../../src/checkpoint/index.js';
import type { SamVitEncoder, TinyVitEncoder } from '../../../src/describe/index.js';
import { buildEncoder, type EncoderLowering, planEncoder } from '../../../src/encoder/index.js';
import type { PlannedWeight } from '../../../src/weights/planned-weight.js';

const FILE = 'weights.safetensors';

/** A weights file in memory. */
export interface Weights {
  readonly layout: WeightsLayout;
  readonly bytes: Uint8Array;
}

const storedType = (weight: PlannedWeight, half: boolean) =>
  half && !weight.keepFloat32 ? 'float16' : 'float32';

/** Where an encoder's weights lie, before there are any. */
export const encoderLayout = (encoder: SamVitEncoder | TinyVitEncoder, half = false) =>
  layoutSafetensors(
    FILE,
    planEncoder(encoder).map((weight) => ({
      name: weight.name,
      dims: weight.dims,
      type: storedType(weight, half),
    })),
  );

/** An encoder's weights file, of values that `source` gives by the checkpoint's keys. */
export async function encoderWeights(
  encoder: SamVitEncoder | TinyVitEncoder,
  source: (key: string) => Promise<Float32Array> | Float32Array,
  half = false,
): Promise<Weights> {
  const { layout, header, totalBytes } = encoderLayout(encoder, half);
  const bytes = new Uint8Array(totalBytes);
  bytes.set(header);
  for (const weight of planEncoder(encoder)) {
    const values = weight.make(...(await Promise.all(weight.from.map(source))));
    const stored = storedType(weight, half) === 'float16' ? float32ToFloat16(values) : values;
    const entry = layout.entries.get(weight.name);
    if (entry?.length !== stored.byteLength) {
      throw new Error(`${weight.name} is ${stored.byteLength} bytes, planned were ${entry?.length}.`);
    }
    bytes.set(new Uint8Array(stored.buffer, stored.byteOffset, stored.byteLength), entry.offset);
  }
  return { layout, bytes };
}

/** The values of a checkpoint's tensors. */
export const fromCheckpoint = (checkpoint: Checkpoint) => (key: string) => {
  const tensor = checkpoint.tensors.get(key);
  if (!tensor) throw new Error(`The checkpoint lacks ${key}.`);
  return tensor.read();
};

/** An encoder opened in ONNX Runtime: image [1, 3, s, s] to embedding. */
export async function openEncoder(
  encoder: SamVitEncoder | TinyVitEncoder,
  lowering: EncoderLowering,
  weights: Weights,
  tileValues?: number,
): Promise<(image: Float32Array) => Promise<Float32Array>> {
  const session = await openSession(encoder, lowering, weights, { tileValues });
  const { imageSize } = encoder;
  return async (image) => {
    const results = await session.run({ image: new Tensor('float32', image, [1, 3, imageSize, imageSize]) });
    if (!results['image_embedding']) throw new Error('There is no image_embedding.');
    return results['image_embedding'].data as Float32Array;
  };
}

/** How often ONNX Runtime runs each operator after its own optimisations, but for those of the hardware. */
export async function optimizedOperators(
  encoder: SamVitEncoder | TinyVitEncoder,
  lowering: EncoderLowering,
  weights: Weights,
): Promise<Readonly<Record<string, number>>> {
  const file = join(tmpdir(), `optimized-${process.pid}-${encoder.kind}-${lowering}.onnx`);
  try {
    await openSession(encoder, lowering, weights, { optimizedModelFilePath: file });
    const graph = readGraph(new Uint8Array(readFileSync(file)));
    return Object.fromEntries(graphOperators(graph).map(({ op, count }) => [op, count]));
  } finally {
    rmSync(file, { force: true });
  }
}

function openSession(
  encoder: SamVitEncoder | TinyVitEncoder,
  lowering: EncoderLowering,
  { layout, bytes }: Weights,
  { tileValues, ...options }: InferenceSession.SessionOptions & { tileValues?: number | undefined },
): Promise<InferenceSession> {
  return InferenceSession.create(writeGraph(buildEncoder(encoder, lowering, layout, tileValues)), {
    externalData: [{ path: FILE, data: bytes }],
    enableMemPattern: false,
    intraOpNumThreads: 1,
    logSeverityLevel: 3,
    ...('optimizedModelFilePath' in options ? { graphOptimizationLevel: 'extended', ...options } : options),
  });
}

import { formatDims } from '../contract/check-feeds.js';
import { PART_NAMES } from '../contract/part-names.js';
import type { TensorSpec } from '../contract/tensor.js';
import { MedicoSamError } from '../errors/medicosam-error.js';
import type { Manifest } from '../manifest/manifest.js';

/** What a graph must take or give; `undefined` among the dims is any size. */
interface Expected {
  readonly name: string;
  readonly type: TensorSpec['type'];
  readonly dims: readonly (number | undefined)[];
}

/** What the manifest says of a part. Parts that are not known here are not checked. */
function expectedOf(part: string, manifest: Manifest) {
  const { image, embedding, decoder } = manifest;
  const { encoder, decoder: names } = PART_NAMES;
  const [height, width] = decoder.lowRes;
  const float = (name: string, dims: Expected['dims']): Expected => ({ name, type: 'float32', dims });
  const embeddings = embedding.map(({ name, dims }) => float(name, dims));
  if (part === 'encoder') {
    return { inputs: [float(encoder.image, [1, 3, image.size, image.size])], outputs: embeddings };
  }
  if (part === 'image-keys') return { inputs: embeddings, outputs: [] };
  if (part !== 'decoder' && part !== 'decoder-mask') return undefined;
  const points: Expected[] = [
    float(names.points, [undefined, undefined, 2]),
    { name: names.labels, type: 'int32', dims: [undefined, undefined] },
  ];
  const mask = part === 'decoder-mask' ? [float(names.maskInput, [undefined, 1, height, width])] : [];
  return {
    inputs: [...points, ...mask],
    outputs: [
      float(names.lowResLogits, [undefined, decoder.masks, height, width]),
      float(names.predictedIou, [undefined, decoder.masks]),
    ],
  };
}

/**
 * Checks an opened part against the manifest, before its first run.
 *
 * @param inputs of the first stage.
 * @param outputs of the last stage.
 * @throws MedicoSamError `SHAPE_MISMATCH` naming the part, the tensor and both shapes.
 */
export function checkPart(
  part: string,
  inputs: readonly TensorSpec[],
  outputs: readonly TensorSpec[],
  manifest: Manifest,
): void {
  const expected = expectedOf(part, manifest);
  for (const tensor of expected?.inputs ?? []) checkTensor(part, 'input', tensor, inputs);
  for (const tensor of expected?.outputs ?? []) checkTensor(part, 'output', tensor, outputs);
}

function checkTensor(
  part: string,
  what: 'input' | 'output',
  { name, type, dims }: Expected,
  actual: readonly TensorSpec[],
): void {
  const found = actual.find((spec) => spec.name === name);
  const fits =
    found !== undefined &&
    found.type === type &&
    found.dims.length === dims.length &&
    dims.every(
      (dim, axis) => dim === undefined || typeof found.dims[axis] === 'string' || dim === found.dims[axis],
    );
  if (fits) return;
  const has = found
    ? `${found.type} ${formatDims(found.dims)}`
    : `none of that name (${actual.map((spec) => spec.name).join(', ')})`;
  throw new MedicoSamError('SHAPE_MISMATCH', {
    message: `By the manifest the part ${part} has the ${what} ${name} ${type} ${formatDims(dims)}; its graph has ${has}.`,
    hint: 'The model folder is damaged or of another version: convert or load it again.',
    details: { part, tensor: name },
  });
}

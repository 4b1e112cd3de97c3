import type { Outputs } from '@medicosam/core';
import type { Operator, Value } from '../../../src/index.js';
import { OPERATORS } from '../../../src/reference/operators/index.js';
import { broken, changed, type Defect, withCapabilities, withValues } from './defect.js';

const right = (op: string): Operator => {
  const operator = OPERATORS[op];
  if (!operator) throw new Error(`There is no operator ${op}.`);
  return operator;
};

/** Softmax that leaves what is beyond the 200th value of a row out of its sum. */
const shortSoftmax: Operator = (inputs, node) => {
  const [result] = right('Softmax')(inputs, node);
  const size = result?.dims.at(-1) ?? 0;
  if (!result || size <= 200) return result ? [result] : [];
  const data = Float32Array.from(result.data);
  for (let row = 0; row < data.length; row += size) {
    const counted = data.subarray(row, row + 200).reduce((sum, value) => sum + value, 0);
    for (let i = row; i < row + size; i++) data[i] = (data[i] ?? 0) / counted;
  }
  return [{ ...result, data }];
};

/** The error function by the tangent that quick GELUs use. */
const roughErf: Operator = ([x]) => {
  if (!x) return [];
  const rough = (value: number) =>
    Math.tanh(Math.sqrt(2 / Math.PI) * (Math.SQRT2 * value + 0.044715 * (Math.SQRT2 * value) ** 3));
  return [{ ...x, data: Float32Array.from(x.data, rough) }];
};

/** A convolution in groups that takes the first channel for all. */
const oneGroup: Operator = ([image, ...rest], node) => {
  const group = node.attributes['group'];
  const isGrouped = group?.kind === 'int' && group.value > 1;
  if (!image || !isGrouped) return right('Conv')([image, ...rest], node);
  const plane = (image.dims[2] ?? 1) * (image.dims[3] ?? 1);
  const data = Float32Array.from(image.data, (_, i) => image.data[i % plane] ?? 0);
  const same: Value = { ...image, data };
  return right('Conv')([same, ...rest], node);
};

/** Outputs with the first two of at least `least` objects changed for each other. */
async function swapped(outputs: Outputs, least: number): Promise<Outputs> {
  const entries = Object.entries(outputs).map(async ([name, tensor]) => {
    const [n = 0] = tensor.dims;
    if (!['low_res_logits', 'predicted_iou'].includes(name) || n < least) return [name, tensor] as const;
    const values = Float32Array.from(await tensor.read());
    const size = values.length / n;
    const first = values.slice(0, size);
    values.copyWithin(0, size, 2 * size);
    values.set(first, size);
    return [name, withValues(tensor, values)] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

const labelled = (from: number, to: number) =>
  broken({
    run: (run) => (feeds, options) => {
      const relabel = (labels: ArrayLike<number>) =>
        Int32Array.from(labels, (label) => (label === from ? to : label));
      return run(
        changed(feeds, 'labels', (feed) => ({ ...feed, data: relabel(feed.data) })),
        options,
      );
    },
  });

/** Defects of computing. */
export const numericsDefects: readonly Defect[] = [
  {
    does: 'is wrong only for long rows',
    fails: 'the probes of vit-mini pass',
    create: () => broken({ operators: { Softmax: shortSoftmax } }),
  },
  {
    does: 'claims a lowering that it lacks',
    fails: 'the probes of tinyvit-mini pass',
    create: () => withCapabilities({ lowerings: ['fused', 'tiled'] }),
  },
  {
    does: 'approximates the error function',
    fails: 'the encoder of vit-mini gives PyTorch’s embedding',
    create: () => broken({ operators: { Erf: roughErf } }),
  },
  {
    does: 'takes background points for foreground',
    fails: 'the decoder of vit-mini gives PyTorch’s logits for points and a box',
    create: () => labelled(0, 1),
  },
  {
    does: 'forgets the mask prompt',
    fails: 'the decoder of vit-mini takes a mask prompt',
    create: () =>
      broken({
        run: (run) => (feeds, options) =>
          run(
            changed(feeds, 'mask_input', (mask) => ({ ...mask, data: new Float32Array(mask.data.length) })),
            options,
          ),
      }),
  },
  {
    does: 'forgets that absent points are padding',
    fails: 'absent points change nothing',
    create: () => labelled(-2, -1),
  },
  {
    does: 'mixes up two objects of a batch',
    fails: 'each object of a batch gets its own answer',
    create: () => broken({ run: (run) => async (feeds, options) => swapped(await run(feeds, options), 2) }),
  },
  {
    does: 'takes the first channel for all in a convolution of groups',
    fails: 'the encoder of tinyvit-mini gives PyTorch’s embedding',
    create: () => broken({ operators: { Conv: oneGroup } }),
  },
  {
    does: 'mixes up objects of a larger batch',
    fails: 'objects asked for together get the masks that they get alone',
    create: () => broken({ run: (run) => async (feeds, options) => swapped(await run(feeds, options), 3) }),
  },
  {
    does: 'offers realms that have ended',
    fails: 'a predictor in a realm of its own gives the same, or says that there is none',
    create: () =>
      broken({
        backend: () => ({
          spawn: async () => ({
            port: { postMessage: () => {}, onmessage: null, close: () => {} },
            closed: Promise.resolve({ reason: 'it never began' }),
            terminate: async () => {},
          }),
        }),
      }),
  },
];

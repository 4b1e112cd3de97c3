import type { PlannedWeight } from '../weights/planned-weight.js';
import { foldedBias, foldedWeight } from './fold-batch-norm.js';
import { transposed } from './fold-matrix.js';

/** A tensor taken as it is. `keepFloat32`, for it is small. */
export const planVector = (name: string, key: string, dims: readonly number[]): PlannedWeight => ({
  name,
  dims,
  from: [key],
  make: (values) => values,
  keepFloat32: true,
});

/** The matrix of a linear layer, PyTorch's [out, in], as [in, out]. */
export const planMatrix = (name: string, key: string, inner: number, outer: number): PlannedWeight => ({
  name,
  dims: [inner, outer],
  from: [key],
  make: (values) => transposed(values, outer, inner),
});

/** A linear layer: `name/weight` [in, out] and `name/bias`. */
export const planLinear = (name: string, key: string, inner: number, outer: number): PlannedWeight[] => [
  { ...planMatrix(`${name}/weight`, `${key}.weight`, inner, outer), isProduct: true },
  planVector(`${name}/bias`, `${key}.bias`, [outer]),
];

/** A layer norm: `name/weight` and `name/bias`. */
export const planNorm = (name: string, key: string, width: number): PlannedWeight[] => [
  planVector(`${name}/weight`, `${key}.weight`, [width]),
  planVector(`${name}/bias`, `${key}.bias`, [width]),
];

/** A convolution with the batch norm after it (MobileSAM, `Conv2d_BN`): `name/weight` and `name/bias`. */
export function planConv(
  name: string,
  key: string,
  dims: readonly [out: number, inPerGroup: number, kernel: number, kernel: number],
): PlannedWeight[] {
  return [
    {
      name: `${name}/weight`,
      dims,
      from: [`${key}.c.weight`, `${key}.bn.weight`, `${key}.bn.running_var`],
      make: (weight, gain, variance) => foldedWeight(weight, gain, variance),
      // Rounding MobileSAM's small kernels moves its embeddings by ten times as much as rounding all the others.
      keepFloat32: dims.reduce((a, b) => a * b, 1) < 2 ** 15,
    },
    {
      name: `${name}/bias`,
      dims: [dims[0]],
      from: [`${key}.bn.weight`, `${key}.bn.bias`, `${key}.bn.running_mean`, `${key}.bn.running_var`],
      make: (gain, bias, mean, variance) => foldedBias(gain, bias, mean, variance),
      keepFloat32: true,
    },
  ];
}

/** The neck that both encoders end in. */
export const planNeck = (width: number, channels: number): PlannedWeight[] => [
  {
    ...planMatrix('encoder/neck/conv1/weight', 'image_encoder.neck.0.weight', width, channels),
    isProduct: true,
  },
  ...planNorm('encoder/neck/norm1', 'image_encoder.neck.1', channels),
  {
    name: 'encoder/neck/conv2/weight',
    dims: [channels, channels, 3, 3],
    from: ['image_encoder.neck.2.weight'],
    make: (values) => values,
  },
  ...planNorm('encoder/neck/norm2', 'image_encoder.neck.3', channels),
];

import { float32ToFloat16, type TensorPlan } from '@medicosam/onnx';
import type { Storage } from '../folder/convert-options.js';
import type { PlannedWeight } from '../weights/planned-weight.js';
import type { KeepFloat } from './kept-in-float.js';
import { quantiseColumns } from './quantise-columns.js';
import { scalesOf } from './quantised-product.js';

/** How the weights file of one storage holds the tensors that a network is planned to have. */
export interface StoredForm {
  readonly storage: Storage;
  /** Which layers an `int8` file leaves in float. */
  readonly keepFloat: KeepFloat;
}

/** The tensors of the file that a planned one becomes: itself, or a matrix in 8 bits and the scales of its columns. */
export function storedTensors(weight: PlannedWeight, form: StoredForm): TensorPlan[] {
  const { name, dims } = weight;
  if (!isInt8(weight, form)) return [{ name, type: floatType(weight, form), dims }];
  return [
    { name, type: 'int8', dims },
    { name: scalesOf(name), type: 'float32', dims: dims.slice(1) },
  ];
}

/**
 * The values of {@link storedTensors}, in the same order.
 *
 * @throws MedicoSamError `INVALID_ARGUMENT` where a matrix that is to be held in 8 bits has values that are not finite.
 */
export function storedValues(
  weight: PlannedWeight,
  form: StoredForm,
  values: Float32Array,
): readonly (Float32Array | Uint16Array | Int8Array)[] {
  if (isInt8(weight, form)) {
    const [, columns = 0] = weight.dims;
    const quantised = quantiseColumns(weight.name, values, columns);
    return [quantised.values, quantised.scales];
  }
  return [floatType(weight, form) === 'float16' ? float32ToFloat16(values) : values];
}

/** What an `int8` file leaves in float, it holds as `w16` does. */
const floatType = ({ keepFloat32 }: PlannedWeight, { storage }: StoredForm): 'float32' | 'float16' =>
  storage === 'fp32' || keepFloat32 ? 'float32' : 'float16';

function isInt8({ name, dims, isProduct }: PlannedWeight, { storage, keepFloat }: StoredForm): boolean {
  if (storage !== 'int8' || !isProduct) return false;
  // Whole words only, so that the tensors after it stay aligned.
  const isWhole = dims.reduce((product, dim) => product * dim, 1) % 4 === 0;
  return isWhole && !keepFloat(name.replace(/\/weight$/, ''));
}

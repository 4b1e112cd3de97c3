import { float16ToFloat32, float32ToFloat16 } from '@medicosam/onnx';
import type { Storage } from '../../folder/convert-options.js';
import { type Matrix, mapped, matrix } from '../matrix.js';
import { noise } from '../noise.js';
import type { Probe } from '../probe.js';
import { ProbeBuilder } from '../probe-builder.js';

const COLUMNS = 64;

/** One step of float16 is 1e-4 and more for the values here, and the way from it to float32 is exact. */
const TOLERANCE = 1e-6;

/**
 * Weights stored as float16 and computed with as float32. Subnormal ones are left out: devices may take them for
 * zero, and nobody sees 6e-5 in a weight.
 */
export function float16WeightsProbe(lowering: string, storage: Storage): Probe {
  const b = new ProbeBuilder('float16-weights', lowering, storage);
  const one = matrix(1, 1, () => 1);
  const values = storedValues();
  b.give('probe/weight', values);
  b.expect('weights', b.node('Mul', [b.feed('one', one), b.weight('probe/weight')]), values);
  return b.finish(TOLERANCE);
}

/** Values of eleven bits from 1/4 to 6, of both signs; float16's largest, its smallest normal ones, zero. */
function storedValues(): Matrix {
  const spread = mapped(noise(71, 1, COLUMNS), (value) => (Math.sign(value) / 4 + 6 * value) * 1.0009);
  spread.data.set([65504, -65504, 2 ** -14, -(2 ** -14), 0, 1 + 2 ** -10]);
  const stored = float16ToFloat32(float32ToFloat16(Float32Array.from(spread.data)));
  return { ...spread, data: Float64Array.from(stored) };
}

import type { TfLike, TfTensor } from '../tf-like.js';
import type { Operator, Operators } from './operator.js';

/**
 * Shading languages promise little of their sine: WebGL nothing, WebGPU an error of 2⁻¹¹. A software adapter's is wrong by
 * 2e-4, which shows in logits, since positions are encoded by it.
 */
const IMPRECISE = ['webgl', 'webgpu'];

/** π as a number of so few bits that whole multiples of it are exact, and the rest. */
const PI_HIGH = 3.140625;
const PI_LOW = Math.PI - PI_HIGH;

/** 1/3!, 1/5!, … with the signs of the series; up to π/2 what is left out is below 6e-8. */
const SERIES = [-1 / 6, 1 / 120, -1 / 5040, 1 / 362_880, -1 / 39_916_800];

const scalar = (tf: TfLike, value: number): TfTensor => tf.fill([], value, 'float32');

/** The sine from products and sums alone, to 2e-7 for angles of up to some thousand. */
export function preciseSine(tf: TfLike, x: TfTensor): TfTensor {
  const turns = tf.floor(tf.add(tf.mul(x, scalar(tf, 1 / Math.PI)), scalar(tf, 0.5)));
  return alternating(tf, turns, series(tf, rest(tf, x, turns)));
}

/** The cosine alike. */
export function preciseCosine(tf: TfLike, x: TfTensor): TfTensor {
  const turns = tf.floor(tf.mul(x, scalar(tf, 1 / Math.PI)));
  const middle = tf.add(turns, scalar(tf, 0.5));
  return alternating(tf, turns, tf.neg(series(tf, rest(tf, x, middle))));
}

/** x − turns · π */
function rest(tf: TfLike, x: TfTensor, turns: TfTensor): TfTensor {
  return tf.sub(tf.sub(x, tf.mul(turns, scalar(tf, PI_HIGH))), tf.mul(turns, scalar(tf, PI_LOW)));
}

/** The sine of −π/2 to π/2. */
function series(tf: TfLike, x: TfTensor): TfTensor {
  const square = tf.square(x);
  const sum = SERIES.reduceRight(
    (tail, factor) => tf.mul(square, tf.add(tail, scalar(tf, factor))),
    scalar(tf, 0),
  );
  return tf.add(x, tf.mul(x, sum));
}

/** The values where `turns` is even, their opposites where it is odd. */
function alternating(tf: TfLike, turns: TfTensor, values: TfTensor): TfTensor {
  const half = tf.mul(turns, scalar(tf, 0.5));
  const odd = tf.mul(tf.sub(half, tf.floor(half)), scalar(tf, 4));
  return tf.mul(values, tf.sub(scalar(tf, 1), odd));
}

const operator = (
  name: 'sin' | 'cos',
  kernel: string,
  precise: (tf: TfLike, x: TfTensor) => TfTensor,
  compute: (x: number) => number,
): Operator => ({
  kernels: [kernel, 'Floor', 'Add', 'Sub', 'Multiply', 'Square', 'Neg', 'Fill'],
  onHost: (call) => {
    const { dims, data } = call.host(0);
    return [{ type: 'float32', dims, data: Float32Array.from(data, compute) }];
  },
  onDevice(call) {
    const { tf } = call;
    const x = call.tensor(0);
    return [IMPRECISE.includes(tf.getBackend()) ? precise(tf, x) : tf[name](x)];
  },
});

/** Sine and cosine. */
export const TRIGONOMETRY: Operators = {
  Cos: operator('cos', 'Cos', preciseCosine, Math.cos),
  Sin: operator('sin', 'Sin', preciseSine, Math.sin),
};

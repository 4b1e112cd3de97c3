import type { Node } from '@medicosam/onnx';
import type { TfTensor } from '../tf-like.js';
import { type Call, textOf } from './call.js';
import type { Operators } from './operator.js';

/** In float32 at each step, as ONNX Runtime does: a place that ought to be whole may fall below it there. */
const f = Math.fround;
const halfPixel = (i: number, scale: number): number => f(f((i + 0.5) / scale) - 0.5);

/** Where output cell `i` lies in the input; by `coordinate_transformation_mode`. */
const PLACES: Readonly<Record<string, (i: number, scale: number, input: number, output: number) => number>> =
  {
    half_pixel: halfPixel,
    pytorch_half_pixel: (i, scale, _, output) => (output > 1 ? halfPixel(i, scale) : 0),
    align_corners: (i, _, input, output) => (output > 1 ? f((i * (input - 1)) / (output - 1)) : 0),
    asymmetric: (i, scale) => f(i / scale),
  };

/** By `nearest_mode`. */
const ROUNDINGS: Readonly<Record<string, (place: number) => number>> = {
  round_prefer_floor: (place) => Math.ceil(place - 0.5),
  round_prefer_ceil: (place) => Math.floor(place + 0.5),
  floor: Math.floor,
  ceil: Math.ceil,
};

/** One axis: the input's size, the output's, and how many cells an input cell becomes. */
interface Axis {
  readonly axis: number;
  readonly input: number;
  readonly output: number;
  readonly scale: number;
}

function refuses(node: Node): string | undefined {
  const mode = textOf(node, 'mode') ?? 'nearest';
  if (mode !== 'linear' && mode !== 'nearest') return `interpolates by '${mode}'`;
  const place = textOf(node, 'coordinate_transformation_mode') ?? 'half_pixel';
  if (!(place in PLACES)) return `places its cells by '${place}'`;
  const policy = textOf(node, 'keep_aspect_ratio_policy') ?? 'stretch';
  if (policy !== 'stretch') return `keeps the aspect ratio by '${policy}'`;
  const { attributes } = node;
  if (attributes['antialias']?.kind === 'int' && attributes['antialias'].value === 1) return 'is antialiased';
  return undefined;
}

/** The axes that change, from sizes (input 3) or scales (input 2; 1 in opset 10). */
function changes(call: Call): Axis[] {
  const dims = call.dims(0);
  const axes = call.ints('axes')?.map((axis) => call.axis(axis, dims.length)) ?? [...dims.keys()];
  const scalesAt = call.opset < 11 ? 1 : 2;
  const sizes = call.has(3) ? call.numbers(3) : undefined;
  const scales = sizes ? undefined : call.numbers(scalesAt);
  const changed = axes.map((axis, index) => {
    const input = dims[axis] ?? 1;
    const output = sizes ? (sizes[index] ?? input) : Math.floor(f(input * (scales?.[index] ?? 1)));
    const scale = scales ? (scales[index] ?? 1) : f(output / input);
    return { axis, input, output, scale };
  });
  // ONNX Runtime copies where no size changes, whatever the scales.
  if (changed.every(({ input, output }) => input === output)) return [];
  return changed.filter(({ input, output, scale }) => input !== output || scale !== 1);
}

function places(call: Call, { input, output, scale }: Axis): number[] {
  const byDefault = call.opset < 11 ? 'asymmetric' : 'half_pixel';
  const place = PLACES[call.text('coordinate_transformation_mode', byDefault)] as (typeof PLACES)[string];
  return Array.from({ length: output }, (_, i) => place(i, scale, input, output));
}

const clamp = (index: number, size: number): number => Math.min(Math.max(index, 0), size - 1);

function pick({ tf }: Call, x: TfTensor, axis: number, indices: readonly number[]): TfTensor {
  return tf.gather(x, tf.tensor(Int32Array.from(indices), [indices.length], 'int32'), axis);
}

function nearest(call: Call, x: TfTensor, axis: Axis): TfTensor {
  const byDefault = call.opset < 11 ? 'floor' : 'round_prefer_floor';
  const round = ROUNDINGS[call.text('nearest_mode', byDefault)] ?? Math.floor;
  const indices = places(call, axis).map((place) => clamp(round(place), axis.input));
  return pick(call, x, axis.axis, indices);
}

/** Between the two cells around each place; beyond the border, the border's. */
function linear(call: Call, x: TfTensor, axis: Axis): TfTensor {
  const { tf } = call;
  const at = places(call, axis).map((place) => Math.min(Math.max(place, 0), axis.input - 1));
  const below = at.map(Math.floor);
  const low = pick(call, x, axis.axis, below);
  const high = pick(
    call,
    x,
    axis.axis,
    below.map((index) => clamp(index + 1, axis.input)),
  );
  const shape = x.shape.map((_, index) => (index === axis.axis ? axis.output : 1));
  const shares = Float32Array.from(at, (place, index) => place - (below[index] ?? 0));
  return tf.add(low, tf.mul(tf.sub(high, low), tf.tensor(shares, shape, 'float32')));
}

/** Other numbers of cells along some axes. */
export const RESIZING: Operators = {
  Resize: {
    kernels: ['GatherV2', 'Sub', 'Multiply', 'Add', 'Identity'],
    hostInputs: [1, 2, 3],
    refuses,
    onDevice(call) {
      const resize = call.text('mode', 'nearest') === 'linear' ? linear : nearest;
      const start = call.tensor(0);
      return [changes(call).reduce((x, axis) => resize(call, x, axis), start)];
    },
  },
};

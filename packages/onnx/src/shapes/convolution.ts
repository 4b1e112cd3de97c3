import { sameSize } from './broadcast.js';
import type { Call, ShapeRule } from './call.js';
import { addSizes, floorDivide, multiplySizes, type Size } from './size.js';

/** x [n,c,…], w [m,c/group,…] → [n,m,…] */
const conv: ShapeRule = (call) => {
  const { type } = call.input(0);
  const window = readWindow(call);
  if (!window) return [{ type }];
  const { x, w, group } = window;
  sameSize(call, x[1], multiplySizes(w[1], group), 'channels of input and kernel');
  const axes = window.axes.map(({ size, kernel, stride, dilation, pads }) => {
    if (pads === 'same') return floorDivide(addSizes(size, stride - 1), stride);
    const reach = addSizes(multiplySizes(addSizes(kernel, -1), dilation), 1);
    const steps = addSizes(addSizes(size, pads), multiplySizes(reach, -1));
    return addSizes(floorDivide(steps, stride), 1);
  });
  return [{ type, dims: [x[0], w[0], ...checked(call, axes)] }];
};

/** x [n,c,…], w [c,m/group,…] → [n,m,…] */
const convTranspose: ShapeRule = (call) => {
  const { type } = call.input(0);
  const window = readWindow(call);
  if (!window) return [{ type }];
  const { x, w, group } = window;
  sameSize(call, x[1], w[0], 'channels of input and kernel');
  const stated = call.ints('output_shape');
  const extra = call.ints('output_padding');
  const axes = window.axes.map(({ size, kernel, stride, dilation, pads }, i) => {
    if (stated) return stated.at(i - window.axes.length);
    if (pads === 'same') return multiplySizes(size, stride);
    const reach = addSizes(multiplySizes(addSizes(kernel, -1), dilation), 1);
    const start = multiplySizes(addSizes(size, -1), stride);
    return addSizes(addSizes(start, reach), (extra?.[i] ?? 0) - pads);
  });
  return [{ type, dims: [x[0], multiplySizes(w[1], group), ...checked(call, axes)] }];
};

interface WindowAxis {
  readonly size: Size;
  readonly kernel: Size;
  readonly stride: number;
  readonly dilation: number;
  /** Both sides together, or `same`: as many as keep the size but for the stride. */
  readonly pads: number | 'same';
}

function readWindow(call: Call) {
  const { dims: x } = call.input(0);
  const { dims: w } = call.input(1);
  if (!x || !w) return undefined;
  if (x.length < 3 || x.length !== w.length) {
    return call.fail(
      `input and kernel must be of one rank from 3 on, they are of ${x.length} and ${w.length}`,
    );
  }
  const rank = x.length - 2;
  const kernel = call.ints('kernel_shape') ?? w.slice(2);
  const strides = list(call, 'strides', rank, 1);
  const dilations = list(call, 'dilations', rank, 1);
  const pads = list(call, 'pads', 2 * rank, 0);
  const mode = call.text('auto_pad', 'NOTSET');
  const axes = Array.from(
    { length: rank },
    (_, i): WindowAxis => ({
      size: x[2 + i],
      kernel: sameSize(call, w[2 + i], kernel[i], 'kernel_shape and the kernel’s sizes'),
      stride: strides[i] ?? 1,
      dilation: dilations[i] ?? 1,
      pads: mode.startsWith('SAME') ? 'same' : mode === 'VALID' ? 0 : (pads[i] ?? 0) + (pads[rank + i] ?? 0),
    }),
  );
  return { x, w, axes, group: call.int('group', 1) };
}

function list(call: Call, name: string, length: number, otherwise: number): readonly number[] {
  const values = call.ints(name) ?? new Array<number>(length).fill(otherwise);
  if (values.length !== length || values.some((value) => value < otherwise)) {
    return call.fail(
      `${name} must be ${length} numbers from ${otherwise} on, they are [${values.join(',')}]`,
    );
  }
  return values;
}

/** A kernel fits its input at least once: runtimes refuse convolutions that come out empty. */
function checked(call: Call, axes: readonly Size[]): readonly Size[] {
  const isEmpty = axes.some((size) => typeof size === 'number' && size < 1);
  return isEmpty ? call.fail('the kernel is larger than the padded input') : axes;
}

/** Convolutions of any number of axes. */
export const CONVOLUTIONS: readonly (readonly [string, ShapeRule])[] = [
  ['Conv', conv],
  ['ConvTranspose', convTranspose],
];

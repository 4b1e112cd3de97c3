import type { TfTensor } from '../tf-like.js';
import { type Call, intOf, intsOf, textOf } from './call.js';
import type { Operator, Operators } from './operator.js';
import { transposed } from './transposed.js';

type Pair = [number, number];

/** [n, c, h, w] to [n, h, w, c], the one layout that every backend of TensorFlow.js convolves in. */
const TO_CHANNELS_LAST = [0, 2, 3, 1];
const FROM_CHANNELS_LAST = [0, 3, 1, 2];

const pair = (values: readonly number[] | undefined): Pair => [values?.[0] ?? 1, values?.[1] ?? 1];

const isAll = (values: readonly number[] | undefined, wanted: number): boolean =>
  values?.every((value) => value === wanted) ?? true;

const conv: Operator = {
  kernels: [
    'Conv2D',
    'DepthwiseConv2dNative',
    'Transpose',
    'BatchMatMul',
    'PadV2',
    'Add',
    'Reshape',
    'SplitV',
    'Concat',
  ],
  refuses(node) {
    if ((intsOf(node, 'kernel_shape') ?? [1, 1]).length !== 2) return 'is not one of images';
    if (textOf(node, 'auto_pad') === 'SAME_LOWER') return 'pads SAME_LOWER';
    if (isAll(intsOf(node, 'dilations'), 1) || isAll(intsOf(node, 'strides'), 1)) return undefined;
    return 'has dilations and strides at once';
  },
  onDevice(call) {
    const { tf } = call;
    if (call.dims(0).length !== 4)
      return call.fail(`it is one of images, its input has dims [${call.dims(0)}]`);
    if (isPointwise(call)) return [pointwise(call)];
    const image = transposed(call, call.tensor(0), TO_CHANNELS_LAST);
    const { input, pad } = padded(call, image);
    const result = inGroups(call, input, pad);
    const biased = call.has(2) ? tf.add(result, call.tensor(2)) : result;
    return [transposed(call, biased, FROM_CHANNELS_LAST)];
  },
};

/** Whether it takes each pixel of one image by itself. */
const isPointwise = (call: Call): boolean =>
  call.dims(0)[0] === 1 &&
  call.int('group', 1) === 1 &&
  isAll(call.dims(1).slice(2), 1) &&
  isAll(call.ints('strides'), 1) &&
  isAll(call.ints('pads'), 0);

/** As a product of matrices, kernel × pixels, which needs no other layout. */
function pointwise(call: Call): TfTensor {
  const { tf } = call;
  const [n = 1, channels = 1, height = 1, width = 1] = call.dims(0);
  const outputs = call.dims(1)[0] ?? 1;
  if (call.dims(1)[1] !== channels) return misfit(call);
  const pixels = tf.reshape(call.tensor(0), [channels, height * width]);
  const product = tf.matMul(tf.reshape(call.tensor(1), [outputs, channels]), pixels);
  const biased = call.has(2) ? tf.add(product, tf.reshape(call.tensor(2), [outputs, 1])) : product;
  return tf.reshape(biased, [n, outputs, height, width]);
}

const misfit = (call: Call): never =>
  call.fail(
    `a kernel of dims [${call.dims(1)}] in ${call.int('group', 1)} groups does not fit [${call.dims(0)}]`,
  );

/** Pads are made beforehand unless they are those of `same`: not every backend takes others. */
function padded(call: Call, image: TfTensor): { input: TfTensor; pad: 'same' | 'valid' } {
  const mode = call.text('auto_pad', 'NOTSET');
  const pads = call.ints('pads') ?? [];
  if (mode === 'SAME_UPPER') return { input: image, pad: 'same' };
  if (mode === 'VALID' || isAll(pads, 0)) return { input: image, pad: 'valid' };
  const [top = 0, left = 0, bottom = 0, right = 0] = pads;
  const [height = 1, width = 1] = call.dims(1).slice(2);
  const [dilationY, dilationX] = pair(call.ints('dilations'));
  const isSame =
    isAll(call.ints('strides'), 1) &&
    top === bottom &&
    left === right &&
    top + bottom === (height - 1) * dilationY &&
    left + right === (width - 1) * dilationX;
  if (isSame) return { input: image, pad: 'same' };
  return {
    input: call.tf.pad(image, [
      [0, 0],
      [top, bottom],
      [left, right],
      [0, 0],
    ]),
    pad: 'valid',
  };
}

function inGroups(call: Call, input: TfTensor, pad: 'same' | 'valid'): TfTensor {
  const { tf } = call;
  const groups = call.int('group', 1);
  const [outputs = 1, perGroup = 1, height = 1, width = 1] = call.dims(1);
  if (input.shape[3] !== perGroup * groups) return misfit(call);
  const strides = pair(call.ints('strides'));
  const dilations = pair(call.ints('dilations'));
  if (groups > 1 && perGroup === 1) {
    const filter = call
      .value(1)
      .derive(tf, `depthwise/${groups}`, (kernel) =>
        transposed(call, tf.reshape(kernel, [groups, outputs / groups, height, width]), [2, 3, 0, 1]),
      );
    return tf.depthwiseConv2d(input, filter, strides, pad, 'NHWC', dilations);
  }
  const filter = call.value(1).derive(tf, 'conv', (kernel) => transposed(call, kernel, [2, 3, 1, 0]));
  if (groups === 1) return tf.conv2d(input, filter, strides, pad, 'NHWC', dilations);
  const filters = tf.split(filter, Array<number>(groups).fill(outputs / groups), 3);
  const parts = tf.split(input, Array<number>(groups).fill(perGroup), 3);
  return tf.concat(
    parts.map((part, group) => tf.conv2d(part, filters[group] as TfTensor, strides, pad, 'NHWC', dilations)),
    3,
  );
}

const convTranspose: Operator = {
  kernels: ['Conv2DBackpropInput', 'Transpose', 'Slice', 'Add', 'Reshape'],
  refuses(node) {
    if ((intOf(node, 'group') ?? 1) !== 1) return 'has groups';
    if (!isAll(intsOf(node, 'dilations'), 1)) return 'has dilations';
    if (intsOf(node, 'output_shape')) return 'states the size of its output';
    return (textOf(node, 'auto_pad') ?? 'NOTSET') === 'NOTSET' ? undefined : 'pads by itself';
  },
  onDevice(call) {
    const { tf } = call;
    if (call.dims(0).length !== 4)
      return call.fail(`it is one of images, its input has dims [${call.dims(0)}]`);
    const [n = 1, , height = 1, width = 1] = call.dims(0);
    const [, outputs = 1, kernelHeight = 1, kernelWidth = 1] = call.dims(1);
    const strides = pair(call.ints('strides'));
    const [top = 0, left = 0, bottom = 0, right = 0] = call.ints('pads') ?? [];
    const [moreRows = 0, moreColumns = 0] = call.ints('output_padding') ?? [];
    const rows = (height - 1) * strides[0] + kernelHeight + moreRows;
    const columns = (width - 1) * strides[1] + kernelWidth + moreColumns;
    const image = transposed(call, call.tensor(0), TO_CHANNELS_LAST);
    const filter = call.value(1).derive(tf, 'transpose', (kernel) => transposed(call, kernel, [2, 3, 1, 0]));
    const whole = tf.conv2dTranspose(image, filter, [n, rows, columns, outputs], strides, 'valid');
    const part = tf.slice(
      whole,
      [0, top, left, 0],
      [n, rows - top - bottom, columns - left - right, outputs],
    );
    const biased = call.has(2) ? tf.add(part, call.tensor(2)) : part;
    return [transposed(call, biased, FROM_CHANNELS_LAST)];
  },
};

/** Convolutions of images, and their transposes. */
export const CONVOLUTION: Operators = { Conv: conv, ConvTranspose: convTranspose };

import type { Node } from '@medicosam/onnx';
import { input, intAttribute, intsAttribute, type Operators } from '../operator.js';
import { misfit, type Value } from '../value.js';

/** A convolution of images [n, c, h, w] in groups, without dilation. */
function convolve(image: Value, kernel: Value, bias: Value | undefined, node: Node): Value {
  const [n = 1, channels = 1, height = 1, width = 1] = image.dims;
  const [outputs = 1, perGroup = 1, kernelHeight = 1, kernelWidth = 1] = kernel.dims;
  const groups = intAttribute(node, 'group', 1);
  const [top = 0, left = 0, bottom = 0, right = 0] = intsAttribute(node, 'pads') ?? [];
  const [stepY = 1, stepX = 1] = intsAttribute(node, 'strides') ?? [];
  if (image.dims.length !== 4 || channels !== perGroup * groups) {
    throw misfit(`A kernel of dims [${kernel.dims}] in ${groups} groups does not fit [${image.dims}].`);
  }
  if (intsAttribute(node, 'dilations')?.some((dilation) => dilation !== 1)) {
    throw misfit('Dilated convolutions are not computed here.');
  }
  const h = Math.floor((height + top + bottom - kernelHeight) / stepY) + 1;
  const w = Math.floor((width + left + right - kernelWidth) / stepX) + 1;
  const data = new Float32Array(n * outputs * h * w);
  const sums = new Float64Array(h * w);
  for (let plane = 0; plane < n * outputs; plane++) {
    const output = plane % outputs;
    const group = Math.floor(output / (outputs / groups));
    sums.fill(bias?.data[output] ?? 0);
    for (let channel = 0; channel < perGroup; channel++) {
      const from = (Math.floor(plane / outputs) * channels + group * perGroup + channel) * height * width;
      for (let tap = 0; tap < kernelHeight * kernelWidth; tap++) {
        const [dy, dx] = [Math.floor(tap / kernelWidth) - top, (tap % kernelWidth) - left];
        const weight = kernel.data[
          (output * perGroup + channel) * kernelHeight * kernelWidth + tap
        ] as number;
        const first = Math.max(0, Math.ceil(-dx / stepX));
        const last = Math.min(w - 1, Math.floor((width - 1 - dx) / stepX));
        for (let y = 0; y < h; y++) {
          const row = y * stepY + dy;
          if (row < 0 || row >= height) continue;
          const start = from + row * width + dx;
          for (let x = first; x <= last; x++) {
            const pixel = image.data[start + x * stepX] as number;
            sums[y * w + x] = (sums[y * w + x] as number) + weight * pixel;
          }
        }
      }
    }
    data.set(sums, plane * h * w);
  }
  return { type: image.type, dims: [n, outputs, h, w], data };
}

/** Convolutions. */
export const convolution: Operators = {
  Conv: (inputs, node) => [convolve(input(inputs, 0), input(inputs, 1), inputs[2], node)],
};

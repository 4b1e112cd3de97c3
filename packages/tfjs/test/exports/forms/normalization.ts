import { float } from '@medicosam/onnx';
import { type Form, floats, form } from './form.js';

const layer = (what: string, dims: readonly number[], axis: number, withBias = true): Form => {
  const own = dims.slice(axis < 0 ? axis + dims.length : axis);
  return form('LayerNormalization', what, {
    feeds: { x: floats(dims), scale: floats(own, 2), ...(withBias ? { bias: floats(own, 3) } : {}) },
    gives: [['float32', dims.length]],
    build: (graph, { x, scale, bias }) => [
      graph.node('LayerNormalization', [x ?? null, scale ?? null, ...(bias ? [bias] : [])], {
        axis,
        epsilon: float(1e-6),
      }),
    ],
  });
};

const channels = (op: string, inputs: readonly string[]): Form =>
  form(op, 'over [n, c, h, w]', {
    feeds: {
      x: floats([2, 3, 4, 5]),
      ...Object.fromEntries(
        inputs.map((name, index) => {
          const values = floats([3], index + 2);
          // A variance is positive.
          return [name, name === 'variance' ? { ...values, data: values.data.map(Math.abs) } : values];
        }),
      ),
    },
    gives: [['float32', 4]],
    build: (graph, values) => [
      graph.node(
        op,
        ['x', ...inputs].map((name) => values[name] ?? null),
        { epsilon: float(1e-3) },
      ),
    ],
  });

export const normalizationForms: readonly Form[] = [
  layer('over the last axis', [2, 3, 8], -1),
  layer('over the last two axes, without bias', [2, 3, 8], 1, false),
  channels('InstanceNormalization', ['scale', 'bias']),
  channels('BatchNormalization', ['scale', 'bias', 'mean', 'variance']),
];

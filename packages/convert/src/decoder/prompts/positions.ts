import type { Value } from '@medicosam/onnx';
import { reshape, slice } from '../../layers/arrange.js';
import type { DecoderGraph } from '../decoder-graph.js';

/** Points [..., 2] in model pixels as random Fourier features [..., width]; a pixel's centre is at + 0.5. */
export function pointPositions(g: DecoderGraph, points: Value): Value {
  const { b, imageSize } = g;
  const scaled = b.node('Mul', [points, b.scalar(2 / imageSize)]);
  const centred = b.node('Add', [scaled, b.scalar(1 / imageSize - 1)]);
  return features(g, b.node('MatMul', [centred, b.weight('decoder/position')]));
}

/** The same of the embedding's cells: [grid², width]. It depends on the weights alone, so it folds at load. */
export function cellPositions(g: DecoderGraph): Value {
  const { b, grid, decoder } = g;
  const half = decoder.width / 2;
  const matrix = b.weight('decoder/position');
  const centres = Array.from({ length: grid }, (_, cell) => (2 * cell + 1) / grid - 1);
  const x = b.node('MatMul', [b.floats(centres, [1, grid, 1]), slice(b, matrix, 0, 0, 1)]);
  const y = b.node('MatMul', [b.floats(centres, [grid, 1, 1]), slice(b, matrix, 0, 1, 2)]);
  return features(g, reshape(b, b.node('Add', [x, y]), [grid * grid, half]));
}

function features({ b }: DecoderGraph, projected: Value): Value {
  const angles = b.node('Mul', [projected, b.scalar(2 * Math.PI)]);
  return b.node('Concat', [b.node('Sin', [angles]), b.node('Cos', [angles])], { axis: -1 });
}

import type { Value } from '@medicosam/onnx';
import { slice } from '../../layers/arrange.js';
import { linear } from '../../layers/linear.js';
import type { DecoderGraph } from '../decoder-graph.js';
import { headAttention } from './head-attention.js';

/**
 * Tokens [n, t, width] attend to each other, but to none that is masked by `mask` [n, 1, t]. `posed` are the
 * tokens with their places, for queries and keys.
 */
export function selfAttention(
  { b, decoder }: DecoderGraph,
  name: string,
  tokens: Value,
  posed: Value,
  mask: Value,
): Value {
  const { width, heads } = decoder;
  const part = (x: Value, i: number) =>
    b.node('MatMul', [x, slice(b, b.weight(`${name}/qkv/weight`), 1, i * width, (i + 1) * width)]);
  const q = b.node('Add', [part(posed, 0), b.weight(`${name}/q/bias`)]);
  const attended = headAttention(b, { heads, inner: width }, [q, part(posed, 1), part(tokens, 2)], mask);
  return linear(b, attended, `${name}/out`);
}

import type { Value } from '@medicosam/onnx';
import { unsqueeze } from '../../layers/unsqueeze.js';
import type { DecoderGraph } from '../decoder-graph.js';
import { pointPositions } from './positions.js';

/** Labels of points that have no place in the image are negative; this one has no embedding either. */
const ABSENT = -2;

/**
 * What is added to the scores of absent tokens. Their weight becomes exactly 0, in half precision too, whose
 * largest number is 65504.
 */
const MASKED = -30000;

/** The decoder's own tokens and one for each point: [n, 1 + masks + p, width]. */
export function pointTokens(g: DecoderGraph, points: Value, labels: Value): Value {
  const { b } = g;
  return b.scope('tokens', () => {
    const placed = b.node('Cast', [b.node('GreaterOrEqual', [labels, b.int32s([0], [])])], { to: 1 });
    const positions = b.node('Mul', [pointPositions(g, points), unsqueeze(b, placed, -1)]);
    const rows = b.node('Add', [labels, b.int32s([-ABSENT], [])]);
    const sparse = b.node('Add', [positions, b.node('Gather', [b.weight('decoder/labels'), rows])]);
    const own = b.node('Add', [zeroPerObject(g, placed), b.weight('decoder/output_tokens')]);
    return b.node('Concat', [own, sparse], { axis: 1 });
  });
}

/** What is added to scores over tokens, [n, 1, 1 + masks + p]: 0, and a large negative number where absent. */
export function tokenMask(g: DecoderGraph, labels: Value): Value {
  const { b, decoder } = g;
  return b.scope('token_mask', () => {
    const absent = b.node('Cast', [b.node('Equal', [labels, b.int32s([ABSENT], [])])], { to: 1 });
    const sparse = b.node('Mul', [absent, b.scalar(MASKED)]);
    return unsqueeze(b, b.node('Pad', [sparse, b.ints([0, 1 + decoder.masks, 0, 0])]), 1);
  });
}

/** 0 for each object: [n, 1, 1]. Added to a constant it repeats it, with no shape computed in the graph. */
function zeroPerObject({ b }: DecoderGraph, perPoint: Value): Value {
  const zeros = b.node('Mul', [perPoint, b.scalar(0)]);
  return unsqueeze(b, b.node('ReduceSum', [zeros, b.ints([1])], { keepdims: 1 }), -1);
}

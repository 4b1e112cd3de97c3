import type { GraphBuilder, Value } from '@medicosam/onnx';
import type { SamVitEncoder } from '../../describe/network.js';
import { layerNorm } from '../../layers/layer-norm.js';
import { linear } from '../../layers/linear.js';
import { mlp } from '../../layers/mlp.js';
import { narrow } from '../../layers/neck.js';
import { residual } from '../../layers/residual.js';
import type { AttentionShape } from '../attention/attention-shape.js';
import { windowGrid } from '../attention/window-grid.js';
import type { EncoderLowering } from '../encoder-lowering.js';
import { type Bands, cutIntoBands, joinBands } from '../tiling/bands.js';
import { globalAttentionFused, globalAttentionTiled } from './global-attention.js';
import { windowAttention, windowAttentionFused } from './window-attention.js';

/** Layer norms of the ViT (Segment Anything, `build_sam.py`). */
const EPS = 1e-6;

/** One block of the ViT and how it is written. */
interface VitBlock {
  /** Where its weights are: `encoder/block0`. */
  readonly name: string;
  /** Its MLP ends in the neck's channels: see `planLastLinear`. */
  readonly isLast: boolean;
  readonly encoder: SamVitEncoder;
  readonly lowering: EncoderLowering;
  readonly tileValues: number;
}

/** A block that attends inside windows, on one band of `rows`: tokens [rows·grid, width] in and out. */
export function windowBlock(b: GraphBuilder, tokens: Value, rows: number, block: VitBlock): Value {
  const { name, encoder, lowering } = block;
  const normed = layerNorm(b, tokens, `${name}/norm1`, EPS);
  const attention = lowering === 'fused' ? windowAttentionFused : windowAttention;
  const shape = attentionShape(encoder, rows, encoder.window);
  const attended = b.scope('attn', () => attention(b, normed, `${name}/attn`, shape));
  return projectionAndMlp(b, tokens, attended, block);
}

/** A block that attends to the whole map, from its bands and to its bands. */
export function globalBlock(
  b: GraphBuilder,
  parts: readonly Value[],
  bands: Bands,
  block: VitBlock,
): Value[] {
  const { name, encoder, lowering, tileValues } = block;
  const normed = layerNorm(b, joinBands(b, parts), `${name}/norm1`, EPS);
  const shape = attentionShape(encoder, encoder.grid, encoder.grid);
  const attended = b.scope('attn', () =>
    lowering === 'fused'
      ? globalAttentionFused(b, normed, `${name}/attn`, shape)
      : globalAttentionTiled(b, normed, `${name}/attn`, shape, tileValues),
  );
  const attendedParts = cutIntoBands(b, attended, bands);
  return parts.map((part, i) =>
    b.scope(`band${i}`, () => projectionAndMlp(b, part, attendedParts[i] as Value, block)),
  );
}

const attentionShape = (
  { grid, heads, width }: SamVitEncoder,
  rows: number,
  window: number,
): AttentionShape => ({
  grid: windowGrid(rows, grid, window),
  heads,
  headWidth: width / heads,
});

function projectionAndMlp(
  b: GraphBuilder,
  tokens: Value,
  attended: Value,
  { name, isLast }: VitBlock,
): Value {
  const sum = residual(b, tokens, linear(b, attended, `${name}/attn/proj`));
  return b.scope('mlp', () =>
    residual(
      b,
      isLast ? narrow(b, sum) : sum,
      mlp(b, layerNorm(b, sum, `${name}/norm2`, EPS), `${name}/mlp`),
    ),
  );
}

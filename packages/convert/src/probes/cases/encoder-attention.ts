import type { SamVitEncoder, TinyVitEncoder } from '../../describe/network.js';
import { windowGrid } from '../../encoder/attention/window-grid.js';
import type { EncoderLowering } from '../../encoder/encoder-lowering.js';
import { globalAttentionFused, globalAttentionTiled } from '../../encoder/sam-vit/global-attention.js';
import { windowAttention, windowAttentionFused } from '../../encoder/sam-vit/window-attention.js';
import { tinyVitStages } from '../../encoder/tiny-vit/stages.js';
import { tinyAttention, tinyAttentionFused } from '../../encoder/tiny-vit/tiny-attention.js';
import type { AttentionCase } from './attention.js';
import { distanceBiases, relativePositions } from './positions.js';

/** One head at the embedding's full size takes long enough; in windows two show whether they are kept apart. */
const WINDOW_HEADS = 2;

/** The attentions of an encoder, each at the full size of its map but with few heads. */
export const encoderAttentions = (
  encoder: SamVitEncoder | TinyVitEncoder,
  lowering: EncoderLowering,
): AttentionCase[] => (encoder.kind === 'sam-vit' ? samVit(encoder, lowering) : tinyVit(encoder, lowering));

function samVit(encoder: SamVitEncoder, lowering: EncoderLowering): AttentionCase[] {
  const { grid, window, depth, globalBlocks } = encoder;
  const headWidth = encoder.width / encoder.heads;
  const global: AttentionCase = {
    name: 'attention',
    shape: { grid: windowGrid(grid, grid, grid), heads: 1, headWidth },
    write: lowering === 'fused' ? globalAttentionFused : globalAttentionTiled,
    positions: relativePositions(grid, headWidth),
  };
  const windowed: AttentionCase = {
    name: 'window-attention',
    shape: { grid: windowGrid(grid, grid, window), heads: WINDOW_HEADS, headWidth },
    write: lowering === 'fused' ? windowAttentionFused : windowAttention,
    positions: relativePositions(window, headWidth),
  };
  return [...(globalBlocks.length > 0 ? [global] : []), ...(globalBlocks.length < depth ? [windowed] : [])];
}

/**
 * Of the stages with heads of one width the one with the largest windows: devices have kernels of their own for widths
 * that suit them, and one of these may be wrong alone.
 */
function tinyVit(encoder: TinyVitEncoder, lowering: EncoderLowering): AttentionCase[] {
  const largest = new Map<number, ReturnType<typeof tinyVitStages>[number]>();
  for (const stage of tinyVitStages(encoder).filter(({ window }) => window > 0)) {
    const headWidth = stage.width / stage.heads;
    if (stage.window > (largest.get(headWidth)?.window ?? 0)) largest.set(headWidth, stage);
  }
  return [...largest].map(([headWidth, { side, heads, window }]) => {
    const probed = Math.min(heads, WINDOW_HEADS);
    return {
      name: largest.size === 1 ? 'window-attention' : `window-attention-${headWidth}`,
      shape: { grid: windowGrid(side, side, window), heads: probed, headWidth },
      write: lowering === 'fused' ? tinyAttentionFused : tinyAttention,
      positions: distanceBiases(window, probed),
    };
  });
}

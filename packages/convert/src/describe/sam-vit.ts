import { MedicoSamError } from '@medicosam/core';
import type { SamVitEncoder } from './network.js';
import type { NetworkOverrides } from './network-overrides.js';
import { type ShapeReader, wrongShape } from './shape-reader.js';

const ENCODER = 'image_encoder';

/** Reads a SAM ViT off its tensors (Segment Anything, `image_encoder.py`). */
export function readSamVit(shapes: ShapeReader, { imageSize }: NetworkOverrides): SamVitEncoder {
  const [width = 1, , patchSize = 1] = shapes.dims(`${ENCODER}.patch_embed.proj.weight`, 4);
  const grid = shapes.dim(`${ENCODER}.pos_embed`, 1, 4);
  const depth = Math.max(1, shapes.count(`${ENCODER}.blocks.`));
  const tables = Array.from({ length: depth }, (_, i) => `${ENCODER}.blocks.${i}.attn.rel_pos_h`);
  const headWidth = shapes.dim(tables[0] ?? '', 1, 2);
  const told = grid * patchSize;
  if (imageSize !== undefined && imageSize !== told && shapes.missing.length === 0) {
    throw new MedicoSamError('INVALID_ARGUMENT', {
      message: `imageSize must be ${told}, which the position table of this checkpoint implies; got ${imageSize}.`,
    });
  }
  if (width % headWidth !== 0 && shapes.missing.length === 0) {
    throw wrongShape(tables[0] ?? '', shapes.dims(tables[0] ?? '', 2), `rows that divide the width ${width}`);
  }
  return {
    kind: 'sam-vit',
    imageSize: told,
    patchSize,
    width,
    depth,
    heads: width / headWidth,
    mlpWidth: shapes.dim(`${ENCODER}.blocks.0.mlp.lin1.weight`, 0, 2),
    ...readWindows(shapes, tables, grid),
    outChannels: shapes.dim(`${ENCODER}.neck.0.weight`, 0, 4),
    grid,
  };
}

/**
 * A block's table of relative positions has 2·side − 1 rows: of side `grid` it attends to the whole image, of any
 * other, the same in all such blocks, to windows. Without windowed blocks the window is the grid.
 */
function readWindows(
  shapes: ShapeReader,
  tables: readonly string[],
  grid: number,
): { window: number; globalBlocks: number[] } {
  const globalBlocks: number[] = [];
  let window: number | undefined;
  for (const [block, table] of tables.entries()) {
    if (!shapes.tensors.has(table)) {
      shapes.dims(table, 2);
      continue;
    }
    const dims = shapes.dims(table, 2);
    const side = ((dims[0] ?? 1) + 1) / 2;
    if (side === grid) globalBlocks.push(block);
    else if (Number.isInteger(side) && side <= grid && side === (window ?? side)) window = side;
    else {
      const rows = [2 * grid - 1, ...(window === undefined ? [] : [2 * window - 1])];
      throw wrongShape(table, dims, `${rows.join(' or ')} rows, for a grid of ${grid}`);
    }
  }
  return { window: window ?? grid, globalBlocks };
}

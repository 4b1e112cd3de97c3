import type { TinyVitEncoder } from '../../describe/network.js';

/** One stage of a TinyViT. */
export interface TinyVitStage {
  readonly index: number;
  readonly width: number;
  readonly depth: number;
  readonly heads: number;
  readonly window: number;
  readonly mlpWidth: number;
  /** Side of its map, cells. */
  readonly side: number;
  /** What leads to the next stage; the last stage has none. */
  readonly merge: { readonly width: number; readonly stride: number } | undefined;
}

/** The stages with the sides of their maps: the stem divides by 4, each merge but the last by 2. */
export function tinyVitStages(encoder: TinyVitEncoder): TinyVitStage[] {
  const last = encoder.widths.length - 1;
  let side = encoder.imageSize / 4;
  return encoder.widths.map((width, index) => {
    const next = encoder.widths[index + 1];
    const stride = index === last - 1 ? 1 : 2;
    const stage: TinyVitStage = {
      index,
      width,
      depth: encoder.depths[index] ?? 0,
      heads: encoder.heads[index] ?? 0,
      window: encoder.windows[index] ?? 0,
      mlpWidth: encoder.mlpWidths[index] ?? 0,
      side,
      merge: next === undefined ? undefined : { width: next, stride },
    };
    side /= stride;
    return stage;
  });
}

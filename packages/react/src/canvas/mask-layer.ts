import type { Mask, Rle } from '@medicosam/core';
import type { Scene } from './scene.js';

/** A mask as it is painted. */
export interface PaintedMask {
  readonly path: Path2D;
  readonly kind: 'object' | 'mask' | 'preview';
  readonly colorIndex: number;
}

/** The masks of a scene as paths. What was seen before stays until all of what comes next is traced: nothing flickers. */
export class MaskLayer {
  #painted: readonly PaintedMask[] = [];
  #image: unknown;

  /** @param pathOf gives a mask's path; undefined while it is traced. */
  of(scene: Scene, pathOf: (mask: Mask | Rle) => Path2D | undefined): readonly PaintedMask[] {
    const { objects, mask, preview, colorIndex, image } = scene;
    const wanted = [
      ...objects.map((object) => ({ ...object, kind: 'object' as const })),
      ...(mask ? [{ mask, colorIndex, kind: 'mask' as const }] : []),
      ...(preview ? [{ mask: preview, colorIndex, kind: 'preview' as const }] : []),
    ];
    const traced = wanted.flatMap(({ mask: each, kind, colorIndex: color }) => {
      const path = pathOf(each);
      return path ? [{ path, kind, colorIndex: color }] : [];
    });
    if (traced.length === wanted.length || image !== this.#image) this.#painted = traced;
    this.#image = image;
    return this.#painted;
  }
}

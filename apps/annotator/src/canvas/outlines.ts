import type { BinaryMask, Rle } from '@medicosam/core';
import type { ImageClient } from '../images/image-client.js';
import type { Rings } from '../images/image-jobs.js';

type Traceable = BinaryMask | Rle;

/** Outlines of masks as paths in coordinates of the image; traced in the worker once for each mask. */
export class Outlines {
  readonly #images: ImageClient;
  readonly #onTraced: () => void;
  readonly #paths = new WeakMap<Traceable, Path2D | 'tracing'>();

  constructor(images: ImageClient, onTraced: () => void) {
    this.#images = images;
    this.#onTraced = onTraced;
  }

  /** The path of a mask; undefined while it is traced, after which the owner is told. */
  of(mask: Traceable): Path2D | undefined {
    const path = this.#paths.get(mask);
    if (path === undefined) void this.#trace(mask);
    return path === 'tracing' ? undefined : path;
  }

  async #trace(mask: Traceable): Promise<void> {
    this.#paths.set(mask, 'tracing');
    try {
      this.#paths.set(mask, toPath(await this.#images.run('outline', mask)));
      this.#onTraced();
    } catch {
      // Without its worker the page cannot open images either, which it says. Asked again when next drawn.
      this.#paths.delete(mask);
    }
  }
}

function toPath({ points, ends }: Rings): Path2D {
  const path = new Path2D();
  let at = 0;
  for (const end of ends) {
    path.moveTo(points[2 * at] as number, points[2 * at + 1] as number);
    for (at++; at < end; at++) path.lineTo(points[2 * at] as number, points[2 * at + 1] as number);
    path.closePath();
  }
  return path;
}

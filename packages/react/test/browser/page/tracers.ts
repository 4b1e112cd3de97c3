import type { MaskTracer } from '@medicosam/react';

const later = () => new Promise((resolve) => setTimeout(resolve, 20));

/** Who traces masks, by name. */
export const TRACERS = {
  /** Takes its time, and says that every mask is the square from (60, 40) to (80, 60). */
  square: async () => {
    await later();
    const path = new Path2D();
    path.rect(60, 40, 20, 20);
    return path;
  },
  /** Like a worker that is gone. */
  failing: async () => {
    await later();
    throw new Error('There is no worker.');
  },
} satisfies Record<string, MaskTracer>;

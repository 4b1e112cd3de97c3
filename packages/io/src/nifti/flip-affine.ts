import type { Affine } from '@medicosam/core';

/** An affine to RAS as one to LPS, or the other way: the signs of x and y change, exactly. */
export const flipAffine = (affine: Affine): Affine =>
  affine.map((value, index) => (index < 8 ? 0 - value : value));

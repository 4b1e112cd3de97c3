import { type Affine, type Geometry, geometryOfLpsAffine, isMedicoSamError } from '@medicosam/core';

/** The geometry of an affine, index → LPS mm; undefined where axes are not perpendicular: a geometry has no shear. */
export function geometryOfAffine(affine: Affine): Geometry | undefined {
  try {
    return geometryOfLpsAffine(affine);
  } catch (error) {
    if (isMedicoSamError(error, 'IMAGE_INVALID')) return undefined;
    throw error;
  }
}

import { type Affine, type Geometry, lpsAffine, MedicoSamError } from '@medicosam/core';

/**
 * The affine, index → LPS mm, that a written volume gets: the one given, else its geometry's.
 *
 * @throws MedicoSamError `INVALID_ARGUMENT` when it is none.
 */
export function sourceAffine(geometry: Geometry | undefined, affine: Affine | undefined): Affine | undefined {
  if (affine === undefined) return geometry && lpsAffine(geometry);
  const isAffine =
    affine.length === 16 && affine.every(Number.isFinite) && `${affine.slice(12)}` === '0,0,0,1';
  if (isAffine) return affine;
  throw new MedicoSamError('INVALID_ARGUMENT', {
    message: 'An affine is 4 × 4 finite numbers, row by row, the last row 0 0 0 1.',
  });
}

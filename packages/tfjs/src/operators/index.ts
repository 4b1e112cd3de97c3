import { BOUNDS } from './bounds.js';
import { CONVOLUTION } from './convolution.js';
import { EINSUM } from './einsum.js';
import { ELEMENTWISE } from './elementwise.js';
import { GEMM } from './gemm.js';
import { GENERATION } from './generation.js';
import { MATMUL } from './matmul.js';
import { NORMALIZATION } from './normalization.js';
import type { Operators } from './operator.js';
import { REARRANGEMENT } from './rearrangement.js';
import { REDUCTION } from './reduction.js';
import { REPETITION } from './repetition.js';
import { RESIZING } from './resizing.js';
import { SCATTERING } from './scattering.js';
import { SELECTION } from './selection.js';
import { SLICING } from './slicing.js';
import { TRIGONOMETRY } from './trigonometry.js';

/** Every operator that is computed here: those of the tiled lowering, and those of usual torch exports. */
export const OPERATORS: Operators = {
  ...BOUNDS,
  ...CONVOLUTION,
  ...EINSUM,
  ...ELEMENTWISE,
  ...GEMM,
  ...GENERATION,
  ...MATMUL,
  ...NORMALIZATION,
  ...REARRANGEMENT,
  ...REDUCTION,
  ...REPETITION,
  ...RESIZING,
  ...SCATTERING,
  ...SELECTION,
  ...SLICING,
  ...TRIGONOMETRY,
};

import type { Operators } from '../operator.js';
import { convolution } from './convolution.js';
import { elementwise } from './elementwise.js';
import { generation } from './generation.js';
import { matmul } from './matmul.js';
import { rearrangement } from './rearrangement.js';
import { reductions } from './reduction.js';
import { slicing } from './slicing.js';

/** Every operator of the tiled lowering. */
export const OPERATORS: Operators = {
  ...convolution,
  ...elementwise,
  ...generation,
  ...matmul,
  ...rearrangement,
  ...reductions,
  ...slicing,
};

import type { DataType } from '../graph/graph.js';
import type { Size } from './size.js';

/** What is known of a tensor while shapes are inferred; what is not known is left out. */
export interface KnownValue {
  readonly type?: DataType | undefined;
  readonly dims?: readonly Size[] | undefined;
  /** The values of a small tensor, row-major, which shapes of others may depend on. */
  readonly values?: readonly Size[] | undefined;
}

/** Nothing is known. */
export const UNKNOWN: KnownValue = {};

/** Larger tensors are no shapes, so their values are not followed. */
export const MAX_VALUES = 256;

/** Unknown sizes of a known rank. */
export const unknownDims = (rank: number): Size[] =>
  rank <= MAX_VALUES ? Array.from({ length: rank }, () => undefined) : [];

/** Whether values of this type are followed through arithmetic. */
export const isInteger = (type: DataType | undefined): boolean => type === 'int64' || type === 'int32';

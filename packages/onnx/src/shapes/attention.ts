import type { ShapeRule } from './call.js';
import { multiplySizes, type Size } from './size.js';

/**
 * com.microsoft.MultiHeadAttention: query [b,s,n·h] and value [b,l,n·v] or [b,n,l,v] → [b,s,n·v]; packed
 * query, key and value [b,s,n,3,h] → [b,s,n·h]. Present keys and values are not inferred.
 */
const multiHeadAttention: ShapeRule = (call) => {
  const { type, dims: query } = call.input(0);
  const heads = call.int('num_heads', 0);
  if (heads <= 0) return call.fail(`num_heads must be at least 1, it is ${heads}`);
  if (!query) return [{ type }];
  const [batch, tokens, third, , head] = query;
  if (query.length === 5) return [{ type, dims: [batch, tokens, multiplySizes(third, head)] }];
  if (query.length !== 3) return call.fail(`the query must be of rank 3 or 5, it is of rank ${query.length}`);
  if (typeof third === 'number' && third % heads !== 0) {
    return call.fail(`the query's ${third} columns do not divide into ${heads} heads`);
  }
  return [{ type, dims: [batch, tokens, columnsOf(call.input(2).dims, heads)] }];
};

const columnsOf = (value: readonly Size[] | undefined, heads: number): Size =>
  value?.length === 3 ? value[2] : value?.length === 4 ? multiplySizes(value[3], heads) : undefined;

/** Attention operators of ONNX Runtime. */
export const ATTENTION: readonly (readonly [string, ShapeRule])[] = [
  ['com.microsoft:MultiHeadAttention', multiHeadAttention],
];

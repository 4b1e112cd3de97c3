import { broadcast, sameSize } from './broadcast.js';
import type { Call, ShapeRule } from './call.js';
import type { Size } from './size.js';

/**
 * The last two axes multiply, those before them broadcast; a vector counts as a row or a column. Of the type of the
 * first, whatever that of the second.
 */
const matMul: ShapeRule = (call) => {
  const { type, dims: a } = call.input(0);
  const { dims: b } = call.input(1);
  if (!a || !b) return [{ type }];
  if (a.length === 0 || b.length === 0) return call.fail('a scalar has no matrix product');
  sameSize(call, a.at(-1), b.length === 1 ? b[0] : b.at(-2), 'inner sizes');
  const batch = broadcast(call, [a.slice(0, -2), b.slice(0, -2)]) ?? [];
  const rows = a.length > 1 ? [a.at(-2)] : [];
  const columns = b.length > 1 ? [b.at(-1)] : [];
  return [{ type, dims: [...batch, ...rows, ...columns] }];
};

const gemm: ShapeRule = (call) => {
  const { type } = call.input(0);
  const [rows, inner] = matrix(call, 0, 'transA');
  const [innerB, columns] = matrix(call, 1, 'transB');
  sameSize(call, inner, innerB, 'inner sizes');
  return [{ type, dims: [rows, columns] }];
};

function matrix(call: Call, index: number, transposed: string): readonly [Size, Size] {
  const { dims } = call.input(index);
  if (!dims) return [undefined, undefined];
  const [rows, columns, ...rest] = dims;
  if (dims.length !== 2 || rest.length > 0) return call.fail(`input ${index} must be of rank 2`);
  return call.int(transposed, 0) === 0 ? [rows, columns] : [columns, rows];
}

/** Matrix products. */
export const MATRIX_PRODUCTS: readonly (readonly [string, ShapeRule])[] = [
  ['MatMul', matMul],
  ['Gemm', gemm],
  ['com.microsoft:DynamicQuantizeMatMul', matMul],
];

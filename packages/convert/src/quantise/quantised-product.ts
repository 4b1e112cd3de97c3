import type { GraphBuilder, Value } from '@medicosam/onnx';

/** The name of the scales [columns] of a matrix stored in 8 bits. */
export const scalesOf = (matrix: string): string => `${matrix}/scale`;

/** Whether the weights file of a graph holds a matrix in 8 bits. */
export const isQuantised = ({ layout }: GraphBuilder, matrix: string): boolean =>
  layout.entries.get(matrix)?.type === 'int8';

/**
 * Rows x times a matrix of 8 bits, and a bias [columns] added: x is brought to 8 bits too, on the one scale that its
 * smallest and its largest value give in this very run. ONNX Runtime's own operator, of its CPU provider and of wasm.
 */
export const quantisedProduct = (
  b: GraphBuilder,
  x: Value,
  matrix: string,
  bias: Value | null = null,
): Value => {
  const inputs = [x, b.weight(matrix), b.weight(scalesOf(matrix))];
  return b.node('DynamicQuantizeMatMul', bias ? [...inputs, null, bias] : inputs, {}, 'com.microsoft');
};

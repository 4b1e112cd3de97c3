import { float } from '@medicosam/onnx';
import { type Form, floats, form } from './form.js';

const einsum = (equation: string, ...dims: readonly (readonly number[])[]): Form => {
  const names = ['a', 'b'].slice(0, dims.length);
  return form('Einsum', equation, {
    feeds: Object.fromEntries(dims.map((one, index) => [names[index] ?? '', floats(one, index + 1)])),
    gives: [['float32', rankOf(equation)]],
    build: (graph, inputs) => [
      graph.node(
        'Einsum',
        names.map((name) => inputs[name] ?? null),
        { equation },
      ),
    ],
  });
};

/** Letters of the result, stated or those that occur once. */
function rankOf(equation: string): number {
  const [left = '', right] = equation.replaceAll(' ', '').split('->');
  if (right !== undefined) return right.length;
  return [...left].filter((letter) => letter !== ',' && left.split(letter).length === 2).length;
}

const gemm = (what: string, attributes: Readonly<Record<string, number>>, c?: readonly number[]): Form => {
  const [transA, transB] = [attributes['transA'] ?? 0, attributes['transB'] ?? 0];
  return form('Gemm', what, {
    feeds: {
      a: floats(transA ? [4, 3] : [3, 4], 1),
      b: floats(transB ? [5, 4] : [4, 5], 2),
      ...(c ? { c: floats(c, 3) } : {}),
    },
    gives: [['float32', 2]],
    build: (graph, { a, b, c: bias }) => {
      const { alpha = 1, beta = 1 } = attributes;
      return [
        graph.node('Gemm', [a ?? null, b ?? null, ...(bias ? [bias] : [])], {
          transA,
          transB,
          alpha: float(alpha),
          beta: float(beta),
        }),
      ];
    },
  });
};

const matmul = (what: string, a: readonly number[], b: readonly number[]): Form =>
  form('MatMul', what, {
    feeds: { a: floats(a, 1), b: floats(b, 2) },
    gives: [['float32', Math.max(a.length, b.length, 2) - Number(a.length === 1) - Number(b.length === 1)]],
    build: (graph, inputs) => [graph.node('MatMul', [inputs['a'] ?? null, inputs['b'] ?? null])],
  });

export const matrixForms: readonly Form[] = [
  matmul('two matrices', [3, 4], [4, 5]),
  matmul('batches against one matrix', [2, 3, 3, 4], [4, 5]),
  matmul('batches that broadcast', [2, 1, 3, 4], [3, 4, 5]),
  matmul('a vector on the right', [2, 3, 4], [4]),
  matmul('a vector on the left', [4], [2, 4, 3]),
  gemm('plain', {}),
  gemm('B transposed, with a row as bias', { transB: 1 }, [5]),
  gemm('A transposed, scaled, with a matrix as bias', { transA: 1, alpha: 0.5, beta: 2 }, [3, 5]),
  gemm('with a scalar as bias', { beta: -1 }, []),
  einsum('bhwc,hkc->bhwk', [2, 3, 4, 5], [3, 6, 5]),
  einsum('bhwc,wkc->bhwk', [2, 3, 4, 5], [4, 6, 5]),
  einsum('bij,bjk->bik', [2, 3, 4], [2, 4, 5]),
  einsum('ij,jk', [3, 4], [4, 5]),
  einsum('i,j->ji', [3], [4]),
  einsum('nchw,nkc->nkhw', [2, 3, 4, 5], [2, 6, 3]),
  einsum('ijk,jk->k', [2, 3, 4], [3, 4]),
  einsum('ijk->kj', [2, 3, 4]),
  einsum('ab,ab->', [3, 4], [3, 4]),
];

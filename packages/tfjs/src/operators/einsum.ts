import type { Node } from '@medicosam/onnx';
import type { TfTensor } from '../tf-like.js';
import { type Call, textOf } from './call.js';
import type { Operators } from './operator.js';

interface Equation {
  readonly terms: readonly string[];
  readonly result: string;
}

/** Subscripts in explicit form, one letter an axis. */
function parse(node: Node): Equation {
  const [left = '', right] = (textOf(node, 'equation') ?? '').replaceAll(' ', '').split('->');
  const letters = [...left.replaceAll(',', '')].sort();
  const once = letters.filter((letter) => letters.indexOf(letter) === letters.lastIndexOf(letter));
  return { terms: left.split(','), result: right ?? once.join('') };
}

function refuses(node: Node): string | undefined {
  const { terms, result } = parse(node);
  const equation = textOf(node, 'equation');
  if (terms.length > 2) return `has ${terms.length} operands; covered are one and two`;
  if (![...terms, result].every((term) => /^[A-Za-z]*$/.test(term))) return `has the equation '${equation}'`;
  const repeats = (term: string) => new Set(term).size < term.length;
  return [...terms, result].some(repeats) ? `has a letter twice in a term of '${equation}'` : undefined;
}

/** Sums over the letters that occur nowhere else. */
function reduced({ tf }: Call, tensor: TfTensor, term: string, others: string): [TfTensor, string] {
  const lone = [...term].filter((letter) => !others.includes(letter));
  if (lone.length === 0) return [tensor, term];
  const axes = lone.map((letter) => term.indexOf(letter));
  return [tf.sum(tensor, axes), [...term].filter((letter) => !lone.includes(letter)).join('')];
}

const arranged = ({ tf }: Call, tensor: TfTensor, term: string, order: string): TfTensor =>
  term === order
    ? tensor
    : tf.transpose(
        tensor,
        [...order].map((letter) => term.indexOf(letter)),
      );

/** One batched matrix product: [shared, left only, contracted] × [shared, contracted, right only]. */
function product(call: Call, { terms, result }: Equation): TfTensor {
  const { tf } = call;
  const [a, b] = terms as [string, string];
  const [left, leftTerm] = reduced(call, call.tensor(0), a, b + result);
  const [right, rightTerm] = reduced(call, call.tensor(1), b, a + result);
  const sizes = new Map<string, number>();
  for (const [tensor, term] of [
    [left, leftTerm],
    [right, rightTerm],
  ] as const) {
    for (const [axis, letter] of [...term].entries()) sizes.set(letter, tensor.shape[axis] ?? 1);
  }
  const count = (letters: string) => [...letters].reduce((all, letter) => all * (sizes.get(letter) ?? 1), 1);
  const both = [...leftTerm].filter((letter) => rightTerm.includes(letter));
  const shared = both.filter((letter) => result.includes(letter)).join('');
  const contracted = both.filter((letter) => !result.includes(letter)).join('');
  const leftOnly = [...leftTerm].filter((letter) => !both.includes(letter)).join('');
  const rightOnly = [...rightTerm].filter((letter) => !both.includes(letter)).join('');
  const rows = tf.reshape(arranged(call, left, leftTerm, shared + leftOnly + contracted), [
    count(shared),
    count(leftOnly),
    count(contracted),
  ]);
  const columns = tf.reshape(arranged(call, right, rightTerm, shared + rightOnly + contracted), [
    count(shared),
    count(rightOnly),
    count(contracted),
  ]);
  const order = shared + leftOnly + rightOnly;
  const values = tf.matMul(rows, columns, false, true);
  const shaped = tf.reshape(
    values,
    [...order].map((letter) => sizes.get(letter) ?? 1),
  );
  return arranged(call, shaped, order, result);
}

/** Sums of products by subscripts. */
export const EINSUM: Operators = {
  Einsum: {
    kernels: ['BatchMatMul', 'Transpose', 'Reshape', 'Sum'],
    refuses,
    onDevice(call) {
      const equation = parse(call.node);
      if (equation.terms.length === 2) return [product(call, equation)];
      const [values, term] = reduced(call, call.tensor(0), equation.terms[0] ?? '', equation.result);
      return [arranged(call, values, term, equation.result)];
    },
  },
};

import { MedicoSamError } from '@medicosam/core';
import type { StoredTensor } from '../checkpoint.js';
import { quote } from '../unreadable.js';

/** A low-rank update B·A that is added to rows of a linear layer's weight. */
interface LowRankUpdate {
  readonly a: string;
  readonly b: string;
  /** Which part of the rows, of how many equal parts: q, k, v are thirds. */
  readonly part: number;
  readonly parts: number;
}

/** How micro-sam's LoRA names a wrapped layer, and its updates (micro_sam/models/peft_sam.py). */
const WRAPPED: readonly { layer: RegExp; replace: string; updates: (block: string) => LowRankUpdate[] }[] = [
  {
    layer: /^(.*\.attn\.qkv)\.qkv_proj\.(weight|bias)$/,
    replace: '$1.$2',
    updates: (qkv) =>
      ['q', 'k', 'v'].map((name, part) => ({
        a: `${qkv}.w_a_linear_${name}.weight`,
        b: `${qkv}.w_b_linear_${name}.weight`,
        part,
        parts: 3,
      })),
  },
  ...[1, 2].map((n) => ({
    layer: new RegExp(`^(.*\\.mlp)\\.mlp_layer\\.(lin${n}\\.(?:weight|bias))$`),
    replace: '$1.$2',
    updates: (mlp: string) => [
      { a: `${mlp}.w_a_linear_${n}.weight`, b: `${mlp}.w_b_linear_${n}.weight`, part: 0, parts: 1 },
    ],
  })),
];

const UPDATE_KEY = /\.w_[ab]_linear_/;

/**
 * Adds low-rank updates (LoRA, scale 1) to the layers that they belong to, under the layers' own names. The sums
 * are made when a tensor is read.
 *
 * @throws MedicoSamError `CHECKPOINT_UNKNOWN_KEY` for an update of a layer that is not known to have one;
 *   `CHECKPOINT_SHAPE` when the factors do not fit their layer.
 */
export function mergeLora(tensors: ReadonlyMap<string, StoredTensor>): {
  tensors: ReadonlyMap<string, StoredTensor>;
  notes: readonly string[];
} {
  if (![...tensors.keys()].some((key) => UPDATE_KEY.test(key))) return { tensors, notes: [] };
  const merged = new Map<string, StoredTensor>();
  const used = new Set<string>();
  for (const [key, tensor] of tensors) {
    const wrapped = WRAPPED.find(({ layer }) => layer.test(key));
    const match = wrapped?.layer.exec(key);
    if (!wrapped || !match) {
      if (!UPDATE_KEY.test(key)) merged.set(key, tensor);
      continue;
    }
    const updates = key.endsWith('.weight') ? wrapped.updates(match[1] ?? '') : [];
    const present = updates.filter(({ a, b }) => tensors.has(a) && tensors.has(b));
    for (const { a, b } of present) used.add(a).add(b);
    merged.set(key.replace(wrapped.layer, wrapped.replace), withUpdates(key, tensor, present, tensors));
  }
  const unknown = [...tensors.keys()].find((key) => UPDATE_KEY.test(key) && !used.has(key));
  if (unknown !== undefined) {
    throw new MedicoSamError('CHECKPOINT_UNKNOWN_KEY', {
      message: `${quote(unknown)} is a low-rank update that has no counterpart or layer to be added to.`,
      hint: 'Merge the updates into the weights before saving.',
      details: { key: unknown },
    });
  }
  return { tensors: merged, notes: [`${used.size / 2} low-rank updates (LoRA) were added to their layers.`] };
}

function withUpdates(
  key: string,
  tensor: StoredTensor,
  updates: readonly LowRankUpdate[],
  tensors: ReadonlyMap<string, StoredTensor>,
): StoredTensor {
  if (updates.length === 0) return tensor;
  const [rows = 0, columns = 0] = tensor.dims;
  const factors = updates.map(({ a, b, part, parts }) => {
    const [down, up] = [tensors.get(a), tensors.get(b)];
    const [rank = 0] = down?.dims ?? [];
    const fits =
      down?.dims.length === 2 &&
      up?.dims.length === 2 &&
      down.dims[1] === columns &&
      up.dims[0] === rows / parts &&
      up.dims[1] === rank;
    if (!down || !up || !fits) {
      throw new MedicoSamError('CHECKPOINT_SHAPE', {
        message: `${quote(b)} [${up?.dims}] times ${quote(a)} [${down?.dims}] does not fit ${quote(key)} [${tensor.dims}].`,
        details: { key: b },
      });
    }
    return { down, up, rank, firstRow: (part * rows) / parts };
  });
  return {
    type: 'float32',
    dims: tensor.dims,
    read: async () => {
      const values = await tensor.read();
      for (const { down, up, rank, firstRow } of factors) {
        addProduct(values, firstRow * columns, columns, await up.read(), await down.read(), rank);
      }
      return values;
    },
  };
}

/** Adds up [rows,rank] · down [rank,columns] to the rows of `values` that begin at `offset`. */
function addProduct(
  values: Float32Array,
  offset: number,
  columns: number,
  up: Float32Array,
  down: Float32Array,
  rank: number,
): void {
  const rows = rank === 0 ? 0 : up.length / rank;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      let sum = 0;
      for (let i = 0; i < rank; i++) sum += (up[row * rank + i] ?? 0) * (down[i * columns + column] ?? 0);
      const at = offset + row * columns + column;
      values[at] = (values[at] ?? 0) + sum;
    }
  }
}

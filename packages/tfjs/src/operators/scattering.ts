import type { TensorData } from '@medicosam/core';
import type { Node } from '@medicosam/onnx';
import type { HostData } from '../value.js';
import { type Call, intOf, textOf } from './call.js';
import type { Operators } from './operator.js';

const size = (dims: readonly number[]): number => dims.reduce((count, dim) => count * dim, 1);

/** Where each row of indices, the last axis of `indices`, points to in a tensor, in values. */
function offsets(call: Call, indices: HostData, dims: readonly number[]): number[] {
  const width = indices.dims.at(-1) ?? 0;
  const rows = size(indices.dims.slice(0, -1));
  return Array.from({ length: rows }, (_, row) => {
    let offset = 0;
    for (let at = 0; at < width; at++) {
      const dim = dims[at] ?? 1;
      const index = indices.data[row * width + at] ?? 0;
      const cell = index < 0 ? index + dim : index;
      if (cell < 0 || cell >= dim) call.fail(`index ${index} lies outside of axis ${at}, which has ${dim}`);
      offset += cell * size(dims.slice(at + 1));
    }
    return offset;
  });
}

function scatter(call: Call): readonly HostData[] {
  const [base, indices, updates] = [call.host(0), call.host(1), call.host(2)];
  const length = size(base.dims.slice(indices.dims.at(-1)));
  const data = base.data.slice() as TensorData;
  for (const [row, offset] of offsets(call, indices, base.dims).entries())
    data.set(updates.data.subarray(row * length, (row + 1) * length), offset);
  return [{ ...base, data }];
}

function gather(call: Call): readonly HostData[] {
  const [base, indices] = [call.host(0), call.host(1)];
  const inner = base.dims.slice(indices.dims.at(-1));
  const length = size(inner);
  const places = offsets(call, indices, base.dims);
  const data = base.data.slice(0, 0).constructor as typeof Float32Array;
  const result = new data(places.length * length);
  for (const [row, offset] of places.entries())
    result.set(base.data.subarray(offset, offset + length) as Float32Array, row * length);
  return [{ type: base.type, dims: [...indices.dims.slice(0, -1), ...inner], data: result }];
}

const reduces = (node: Node): string | undefined => {
  const reduction = textOf(node, 'reduction') ?? 'none';
  return reduction === 'none' ? undefined : `combines values by '${reduction}'`;
};

/** Operators that write to or read from places named by rows of indices. */
export const SCATTERING: Operators = {
  ScatterND: {
    kernels: ['TensorScatterUpdate'],
    refuses: reduces,
    onHost: scatter,
    onDevice: (call) => [call.tf.tensorScatterUpdate(call.tensor(0), call.tensor(1), call.tensor(2))],
  },
  GatherND: {
    kernels: ['GatherNd'],
    refuses: (node) => ((intOf(node, 'batch_dims') ?? 0) > 0 ? 'has batch_dims' : undefined),
    onHost: gather,
    onDevice: (call) => [call.tf.gatherND(call.tensor(0), call.tensor(1))],
  },
};

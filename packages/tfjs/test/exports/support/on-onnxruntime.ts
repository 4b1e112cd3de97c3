import type { HostTensor, TensorType } from '@medicosam/core';
import * as ort from 'onnxruntime-node';

/** Inputs or outputs by name, in ordinary memory. */
export type HostTensors = Readonly<Record<string, HostTensor>>;

/** What ONNX Runtime gives for a graph: every output of a type that the contract carries. */
export async function onOnnxRuntime(graph: Uint8Array, feeds: HostTensors): Promise<HostTensors> {
  const session = await ort.InferenceSession.create(graph, { logSeverityLevel: 3 });
  const inputs = Object.entries(feeds).map(
    ([name, { type, dims, data }]) => [name, new ort.Tensor(type, data, [...dims])] as const,
  );
  const outputs = await session.run(Object.fromEntries(inputs));
  await session.release();
  return Object.fromEntries(
    Object.entries(outputs).map(([name, { type, dims, data }]) => [
      name,
      { type: type as TensorType, dims, data: data as HostTensor['data'] },
    ]),
  );
}

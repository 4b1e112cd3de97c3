import { tf } from './tensorflow.js';

/** How many kernels each backend of TensorFlow.js has run. */
export const kernels = new Map<string, number>();

const listeners = new Set<() => void>();

/** Calls back before each kernel, until the function that it gives is called. */
export function onKernel(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const engine = tf.engine();
const runKernel = engine.runKernel.bind(engine);
engine.runKernel = (...values) => {
  const backend = tf.getBackend();
  kernels.set(backend, (kernels.get(backend) ?? 0) + 1);
  for (const listener of listeners) listener();
  return runKernel(...values);
};

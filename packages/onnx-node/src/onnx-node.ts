import type { Backend } from '@medicosam/core';
import { createBackend, type OnnxNodeOptions } from './create-backend.js';
import { devicesOf, installedDevices } from './devices/find-devices.js';

/**
 * ONNX Runtime for Node as a backend: CPU, CUDA, WebGPU, CoreML and DirectML. Predictors run in a worker thread, as
 * `session.run` blocks its thread. `onnxruntime-node` is an optional peer and loaded on first use.
 *
 * Nothing happens before the backend is used.
 *
 * @example
 * const predictor = await loadPredictor({ model: tiny, backend: onnxNode() });
 */
export function onnxNode(options: OnnxNodeOptions = {}): Backend {
  const { runtime } = options;
  return createBackend(options, () => (runtime ? devicesOf(runtime) : installedDevices()));
}

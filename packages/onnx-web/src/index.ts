/**
 * ONNX Runtime Web as a MedicoSAM backend: WebGPU and wasm.
 *
 * @module
 */
export { type OnnxWebOptions, onnxWeb } from './onnx-web.js';
export type { GpuDeviceLike, GpuLossLike, WorkerLike } from './platform.js';
export type { CreateWorker } from './realm/start-worker.js';
export type { OrtRuntime, OrtSession, OrtTensor, OrtValueMetadata, WasmPaths } from './runtime/ort-like.js';

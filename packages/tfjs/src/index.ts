/**
 * TensorFlow.js as a MedicoSAM backend: CUDA, WebGPU, WebGL, wasm and cpu.
 *
 * @module
 */
export type { TensorFlow, TensorFlowModule } from './runtime/tensorflow.js';
export { type TfjsOptions, tfjs } from './tfjs.js';

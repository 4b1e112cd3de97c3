import type { RuntimeChoice } from './runtime-job.js';

/**
 * What is measured, the first being what the others are compared with. GPU devices are left out here: on a machine
 * without a GPU a software adapter answers in their place, and its speed says nothing about theirs.
 */
export const RUNTIMES: readonly RuntimeChoice[] = [
  { backend: 'onnx-node', device: 'cpu', place: 'Node', threads: 1 },
  { backend: 'onnx-node', device: 'cpu', place: 'Node', threads: 2 },
  { backend: 'onnx-web', device: 'wasm', place: 'Node', threads: 1 },
  { backend: 'onnx-web', device: 'wasm', place: 'Chromium', threads: 1 },
  { backend: 'onnx-web', device: 'wasm-threads', place: 'Chromium', threads: 2 },
  { backend: 'tfjs', device: 'wasm', place: 'Node', threads: 1 },
  { backend: 'tfjs', device: 'wasm', place: 'Chromium', threads: 1 },
];

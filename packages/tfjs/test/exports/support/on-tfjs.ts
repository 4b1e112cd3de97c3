import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import { tfjs } from '../../../src/index.js';
import type { HostTensors } from './on-onnxruntime.js';
import { runGraphOn } from './run-graph.js';

export { inOneFile } from './run-graph.js';

// Without its advice on the console to use another backend in Node.
tf.enableProdMode();

const backend = tfjs({ tf });

/** What TensorFlow.js gives for a graph. */
export const onTfjs = (graph: Uint8Array, feeds: HostTensors, device = 'wasm') =>
  runGraphOn(backend, graph, feeds, device);

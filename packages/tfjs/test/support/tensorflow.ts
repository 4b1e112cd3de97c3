import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';

// Without its advice on the console to use another backend in Node.
tf.enableProdMode();

/** TensorFlow.js with the backends that run in Node: cpu and wasm. */
export { tf };

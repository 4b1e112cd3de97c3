// A worker of the application's own, as the README shows one.
import { parentPort, workerData } from 'node:worker_threads';
import { loadPredictor, servePredictor, wrapMessagePort } from '@medicosam/core';
import { miniModel } from '@medicosam/testkit';
import { tfjs } from '@medicosam/tfjs';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-wasm';

const predictor = await loadPredictor({ model: miniModel('tinyvit-mini'), backend: tfjs({ tf }) });
servePredictor(wrapMessagePort(workerData), predictor);
// The port alone does not keep a worker of Node alive.
parentPort.on('message', () => process.exit());
parentPort.postMessage('ready');

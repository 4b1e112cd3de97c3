/// <reference lib="dom" />
import { type Backend, bytesSource } from '@medicosam/core';
import { onnxWeb } from '@medicosam/onnx-web';
import { tfjs } from '@medicosam/tfjs';
import '@tensorflow/tfjs-backend-cpu';
import { getThreadsCount, setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import '@tensorflow/tfjs-backend-webgl';
import '@tensorflow/tfjs-backend-webgpu';
import * as tf from '@tensorflow/tfjs-core';
import { measureRuntime } from '../measure-runtime.js';
import type { RuntimeChoice, RuntimeJob, RuntimeTimes } from '../runtime-job.js';
import { threadsText } from '../threads-text.js';

function backendOnPage({ backend, threads }: RuntimeChoice): Backend {
  if (backend === 'onnx-web') return onnxWeb({ inRealm: true, threads, wasmPaths: '/ort/' });
  setWasmPaths('/tfjs-wasm/');
  setThreadsCount(threads);
  return tfjs({ tf });
}

const observe = ({ backend, threads }: RuntimeChoice): string =>
  [
    crossOriginIsolated ? 'isolated' : 'not isolated',
    threadsText(backend === 'tfjs' ? getThreadsCount() : threads),
  ].join(', ');

/** Called from outside with a job. */
async function measure(job: RuntimeJob): Promise<RuntimeTimes> {
  return measureRuntime(job, {
    backend: backendOnPage(job.runtime),
    observe: () => observe(job.runtime),
    open: async (file) => {
      const response = await fetch(`${job.base}${file}`);
      if (!response.ok) throw new Error(`${file}: HTTP ${response.status}`);
      return bytesSource(new Uint8Array(await response.arrayBuffer()));
    },
  });
}

Object.assign(globalThis, { measure });

import type { Backend } from '@medicosam/core';
import { onnxNode } from '@medicosam/onnx-node';
import { onnxWeb } from '@medicosam/onnx-web';
import { tfjs } from '@medicosam/tfjs';
import type { RuntimeChoice } from '../runtime-job.js';
import { threadsText } from '../threads-text.js';

/** A backend and what its runtime says of itself. */
export interface ObservedBackend {
  readonly backend: Backend;
  observe(): string;
}

/** The backend of a choice, set up in this process. Only the runtime that is measured is imported. */
export async function backendInNode({ backend, device, threads }: RuntimeChoice): Promise<ObservedBackend> {
  switch (backend) {
    case 'onnx-node':
      return {
        backend: onnxNode({ inRealm: true, session: { intraOpNumThreads: threads } }),
        observe: () => threadsText(threads),
      };
    case 'onnx-web':
      return { backend: onnxWeb({ inRealm: true, threads }), observe: () => '' };
    case 'tfjs': {
      const tf = await import('@tensorflow/tfjs-core');
      const wasm = device === 'wasm' ? await import('@tensorflow/tfjs-backend-wasm') : undefined;
      if (!wasm) await import('@tensorflow/tfjs-backend-cpu');
      return { backend: tfjs({ tf }), observe: () => threadsText(wasm?.getThreadsCount() ?? 1) };
    }
  }
}

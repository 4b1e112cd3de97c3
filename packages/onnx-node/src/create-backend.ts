import { type Backend, createQueue, type DeviceReport } from '@medicosam/core';
import { loadRuntime } from './load-runtime.js';
import { openGraph } from './open-graph.js';
import type { OrtRuntime } from './ort-like.js';
import { type LiveCounts, OrtRunner } from './ort-runner.js';
import { spawnRealm } from './realm/spawn-realm.js';

/** Options of `onnxNode`. */
export interface OnnxNodeOptions {
  /** `onnxruntime-node` itself, to use another build than the installed one. It cannot cross to a worker thread. */
  readonly runtime?: OrtRuntime | undefined;
  /** Never start worker threads: runs block the thread that asks. */
  readonly inRealm?: boolean | undefined;
  /** Options of every session, passed to ONNX Runtime as they are: `intraOpNumThreads` and the like. */
  readonly session?: Readonly<Record<string, unknown>> | undefined;
}

/** The backend, with the devices found elsewhere. */
export function createBackend(
  { runtime, inRealm = false, session }: OnnxNodeOptions,
  devices: () => Promise<readonly DeviceReport[]>,
): Backend {
  const live: LiveCounts = { graphs: 0, tensors: 0 };
  const backend: Backend = {
    id: 'onnx-node',
    queue: createQueue(),
    devices,
    async open(source, options) {
      if (options.signal?.aborted) throw options.signal.reason;
      const ort = runtime ?? (await loadRuntime());
      const opened = await openGraph(ort, source, options, session);
      const { part } = source;
      try {
        return new OrtRunner({ ort, session: opened, part, device: options.device, owner: backend, live });
      } catch (error) {
        await opened.release();
        throw error;
      }
    },
    live: async () => ({ ...live }),
  };
  if (runtime || inRealm) return backend;
  return { ...backend, spawn: async () => spawnRealm({ session, reports: await devices() }) };
}

import { type Backend, createQueue, type DeviceReport, type OpenOptions } from '@medicosam/core';
import { DeviceWatch } from './device-watch.js';
import { openGraph } from './open-graph.js';
import { type LiveCounts, OrtRunner } from './ort-runner.js';
import {
  type LoadedRuntime,
  loadRuntime,
  type RuntimeSettings,
  setUpRuntime,
} from './runtime/load-runtime.js';
import type { OrtRuntime } from './runtime/ort-like.js';

/** What a backend in this realm is made of. */
export interface RealmBackendOptions extends RuntimeSettings {
  readonly runtime?: OrtRuntime | undefined;
  readonly session?: Readonly<Record<string, unknown>> | undefined;
}

/** A backend that runs where it is, with the devices found elsewhere. */
export function createBackend(
  { runtime, session, ...settings }: RealmBackendOptions,
  devices: () => Promise<readonly DeviceReport[]>,
): Backend {
  const live: LiveCounts = { graphs: 0, tensors: 0 };
  let handedIn: Promise<LoadedRuntime> | undefined;
  const loaded = (threads: number | undefined): Promise<LoadedRuntime> => {
    if (!runtime) return loadRuntime({ ...settings, threads });
    handedIn ??= setUpRuntime(runtime, { ...settings, threads }).catch((error: unknown) => {
      handedIn = undefined;
      throw error;
    });
    return handedIn;
  };
  const backend: Backend = {
    id: 'onnx-web',
    queue: createQueue(),
    devices,
    async open(source, options: OpenOptions) {
      if (options.signal?.aborted) throw options.signal.reason;
      const { device } = options;
      const own = await loaded(device === 'wasm' ? 1 : settings.threads);
      const opened = await openGraph(own, source, options, session);
      const gpu = device === 'webgpu' ? await own.ort.env.webgpu.device : undefined;
      try {
        return new OrtRunner({
          ort: own.ort,
          session: opened,
          part: source.part,
          device,
          owner: backend,
          live,
          watch: gpu && DeviceWatch.of(gpu),
        });
      } catch (error) {
        await opened.release();
        throw error;
      }
    },
    live: async () => ({ ...live }),
  };
  return backend;
}

import { type Backend, type DeviceReport, MedicoSamError, type OpenOptions } from '@medicosam/core';
import { openGraph } from './graph/open-graph.js';
import { DeviceWatch } from './runtime/device-watch.js';
import { BACKENDS, reportDevice, reportDevices } from './runtime/devices.js';
import { QUEUE } from './runtime/engine.js';
import { loadTf } from './runtime/load-tf.js';
import type { TensorFlow, TensorFlowModule } from './runtime/tensorflow.js';
import { wrapError } from './runtime/wrap-error.js';
import type { TfLike } from './tf-like.js';
import { TfjsRunner } from './tfjs-runner.js';

/** Options of {@link tfjs}: TensorFlow.js, or how it is loaded. */
export type TfjsOptions = (
  | {
      /** The module, with the backends that the application registered. */
      readonly tf: TensorFlow;
    }
  | {
      /** Imports the module; called on first use. */
      readonly load: () => Promise<TensorFlowModule>;
    }
) & {
  /** The one backend of TensorFlow.js to use: `webgl`, `wasm`, … or one of the application's own. Absent: the best. */
  readonly backend?: string | undefined;
};

/**
 * TensorFlow.js as a backend, in any build that the application hands in, on any of its backends: tensorflow (CUDA or the
 * processor, in Node), webgpu, webgl, wasm, cpu. The application registers them, by importing their packages.
 *
 * The current backend of TensorFlow.js is not changed: while a graph runs another one is, and never over the end of a turn
 * of the event loop. Graphs run in the thread that asks, 50 ms or one node at a time.
 *
 * @example
 * import * as tf from '@tensorflow/tfjs-core';
 * import '@tensorflow/tfjs-backend-wasm';
 * const predictor = await loadPredictor({ model: tiny, backend: tfjs({ tf }) });
 * @example
 * const backend = tfjs({ load: () => import('@tensorflow/tfjs-node-gpu') });
 */
export function tfjs(options: TfjsOptions): Backend {
  const names = options.backend === undefined ? BACKENDS : [options.backend];
  const live = { graphs: 0, tensors: 0 };
  let loading: Promise<TfLike> | undefined;
  const load = (): Promise<TfLike> => {
    loading ??= loadTf('load' in options ? options.load : async () => options.tf).catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
    return loading;
  };
  const backend: Backend = {
    id: 'tfjs',
    queue: QUEUE,
    devices: () => reportDevices(load, names),
    async open(source, openOptions) {
      const { device, signal } = openOptions;
      if (signal?.aborted) throw signal.reason;
      const tf = await load();
      checkDevice(names, device, names.includes(device) ? await reportDevice(tf, device) : undefined);
      const watch = DeviceWatch.of(tf.engine().registry[device] ?? {});
      watch.check();
      try {
        const parts = await openGraph(tf, source, openOptions);
        return new TfjsRunner({
          ...parts,
          maker: { owner: backend, part: source.part, device, watch, live },
        });
      } catch (error) {
        if (signal?.aborted) throw signal.reason;
        throw wrapError(error, { doing: 'open', part: source.part, device });
      }
    },
    live: async () => ({ ...live }),
  };
  return backend;
}

function checkDevice(
  names: readonly string[],
  device: OpenOptions['device'],
  report: DeviceReport | undefined,
): void {
  if (report?.usable) return;
  throw new MedicoSamError('DEVICE_UNAVAILABLE', {
    message: report?.reason ?? `tfjs has the devices ${names.join(', ')}; asked for is ${device}.`,
    hint: report?.hint,
  });
}

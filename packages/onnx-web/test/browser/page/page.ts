/// <reference lib="dom" />
// What the tests call in a real Chromium: a page as an application would write it.
import { bytesSource, loadPredictor } from '@medicosam/core';
import { type OnnxWebOptions, onnxWeb } from '@medicosam/onnx-web';
import { logitsOf, lowRes, picture } from '../../support/mini-run.js';
import { download, servedModel } from './served-model.js';

/** What a test may ask for: what crosses to the page is plain. */
export interface Setup extends Pick<OnnxWebOptions, 'threads' | 'inRealm' | 'wasmPaths'> {
  readonly device?: string;
  readonly storage?: string;
  /** Run in a worker that tells what it does. */
  readonly watched?: boolean;
  /** Run the model's probes first. */
  readonly probes?: boolean;
}

/** What a watched worker has done. */
export interface Watched {
  readonly submits: number;
  readonly devices: number;
  readonly threads: number;
}

/** An error's own fields do not cross from the page. */
async function outcome<T>(work: () => Promise<T>) {
  try {
    return { value: await work() };
  } catch (error) {
    const { message, code, hint, details } = error as Error & Partial<Record<string, unknown>>;
    return { error: { message, code, hint, details } };
  }
}

function askWatched(question: 'lose' | 'lose at work' | 'count'): Promise<Watched> {
  const channel = new BroadcastChannel('watch');
  return new Promise((resolve) => {
    channel.onmessage = ({ data }) => {
      channel.close();
      resolve(data);
    };
    channel.postMessage(question);
  });
}

const watchedWorker = () => new Worker(new URL('./watched-worker.ts', import.meta.url), { type: 'module' });
const backendOf = ({ watched, device: _, storage: __, probes: ___, ...options }: Setup) =>
  onnxWeb({ ...options, worker: watched ? watchedWorker : undefined });

const withoutProbes = {
  ...servedModel,
  manifest: async () => ({ ...(await servedModel.manifest()), probes: [] }),
};

const loadWatchedGpu = () =>
  loadPredictor({ model: withoutProbes, backend: backendOf({ watched: true }), device: 'webgpu' });

async function microGraph() {
  return {
    model: { id: 'micro', hash: '' },
    part: 'micro',
    sha256: '',
    graph: bytesSource(await download('/micro.onnx')),
    weights: bytesSource(await download('/micro.safetensors')),
    weightsName: 'weights.safetensors',
  };
}

const calls = {
  devices: (setup: Setup) => outcome(() => backendOf(setup).devices()),

  /** Loads, encodes and predicts. */
  masks: (setup: Setup) =>
    outcome(async () => {
      const predictor = await loadPredictor({
        model: setup.probes ? servedModel : withoutProbes,
        backend: backendOf(setup),
        device: setup.device,
      });
      const logits = await lowRes(predictor);
      const { device, reasons, realm } = predictor.info;
      const watched = setup.watched ? await askWatched('count') : undefined;
      await predictor.dispose();
      return { info: { device, reasons, realm }, logits, watched };
    }),

  /** Predicts, and then says how long the page's own timers had to wait while a large image was encoded. */
  responsiveness: (setup: Setup) =>
    outcome(async () => {
      const predictor = await loadPredictor({
        model: withoutProbes,
        backend: backendOf(setup),
        device: 'wasm',
        storage: setup.storage,
      });
      const logits = await lowRes(predictor);
      let longestMs = 0;
      let last = performance.now();
      const timer = setInterval(() => {
        longestMs = Math.max(longestMs, performance.now() - last);
        last = performance.now();
      }, 1);
      const [width, height] = [4000, 3000];
      const startMs = performance.now();
      await predictor.encode({ data: new Uint8Array(width * height), width, height }, { transfer: true });
      const elapsedMs = performance.now() - startMs;
      clearInterval(timer);
      const { storage } = predictor.info;
      await predictor.dispose();
      return { storage, logits, longestMs, elapsedMs };
    }),

  /** On WebGPU in a watched worker whose device goes away at its first work. */
  masksAfterLoss: () =>
    outcome(async () => {
      const predictor = await loadWatchedGpu();
      await askWatched('lose at work');
      const logits = await lowRes(predictor);
      const counted = await askWatched('count');
      await predictor.dispose();
      return { logits, counted };
    }),

  /** On WebGPU in a watched worker: predictions before and after its device went away. */
  deviceLoss: () =>
    outcome(async () => {
      const predictor = await loadWatchedGpu();
      const embedding = await predictor.encode(picture());
      const before = await logitsOf(predictor, embedding);
      const counted = await askWatched('lose');
      const after = await logitsOf(predictor, embedding);
      const recovered = await askWatched('count');
      await predictor.dispose();
      return { before, after, counted, recovered };
    }),

  /** Tensors that stay on the GPU, in this realm; and wasm in the same one. */
  deviceTensors: () =>
    outcome(async () => {
      const backend = onnxWeb({ inRealm: true });
      const graph = await microGraph();
      const open = (device: string) => backend.open(graph, { device, keepOnDevice: ['y'] });
      const [first, second] = [await open('webgpu'), await open('webgpu')];
      const x = { type: 'float32', dims: [1, 3], data: Float32Array.of(1, 2, 3) } as const;
      const { y, z } = await first.run({ x });
      if (!y || !z) throw new Error('no outputs');
      const locations = [y.location, z.location];
      await first.dispose();
      const chained = await second.run({ x: y });
      const values = [await y.read(), await z.read(), await chained['y']?.read()];
      for (const tensor of [y, z, ...Object.values(chained)]) tensor.dispose();
      const late = await outcome(() => y.read());
      await second.dispose();
      const onWasm = await open('wasm-threads');
      const sums = await onWasm.run({ x }, { outputs: ['y'] });
      values.push(await sums['y']?.read());
      sums['y']?.dispose();
      await onWasm.dispose();
      return {
        locations,
        values: values.map((all) => Array.from(all ?? [])),
        late: late.error?.code,
        live: await backend.live(),
      };
    }),
};

export type Calls = typeof calls;
Object.assign(globalThis, { calls });

/// <reference lib="dom" />
// Watches the realm that imports it, before anything else runs there: where ONNX Runtime says that it placed the nodes
// of its graphs, what is given to the GPU to do, and which threads are started.
import { Placements } from '../../conformance/placements.js';

interface Gpu {
  GPUAdapter?: { prototype: { requestDevice(...args: unknown[]): Promise<{ destroy(): void }> } };
  GPUQueue?: { prototype: { submit(...args: unknown[]): void } };
}
const { GPUAdapter, GPUQueue } = globalThis as unknown as Gpu;

let placements = new Placements();
let submits = 0;
/** The runtime is started once in a realm: its threads are not counted anew. */
let startedThreads = 0;
const gpuDevices: { destroy(): void }[] = [];

for (const level of ['log', 'info', 'warn', 'error', 'debug'] as const) {
  const say = console[level];
  console[level] = (...words: unknown[]) => {
    if (!placements.hear(words.join(' '))) say.apply(console, words);
  };
}

if (GPUAdapter) {
  const { requestDevice } = GPUAdapter.prototype;
  GPUAdapter.prototype.requestDevice = async function (...args) {
    const device = await requestDevice.apply(this, args);
    gpuDevices.push(device);
    return device;
  };
}
if (GPUQueue) {
  const { submit } = GPUQueue.prototype;
  GPUQueue.prototype.submit = function (...args) {
    submits++;
    submit.apply(this, args);
  };
}

const OwnWorker = globalThis.Worker;
globalThis.Worker = class extends OwnWorker {
  constructor(address: string | URL, options?: WorkerOptions) {
    super(address, options);
    if (options?.name?.startsWith('em-pthread')) startedThreads++;
  }
};

/** What was seen since {@link watchAnew}. */
export function seen() {
  const { device, ...placed } = placements.summary();
  return {
    device: device === 'wasm' && startedThreads > 0 ? 'wasm-threads' : device,
    ...placed,
    submits,
    threads: 1 + startedThreads,
    crossOriginIsolated: globalThis.crossOriginIsolated,
  };
}

/** Forgets what was placed and submitted so far. */
export function watchAnew(): void {
  placements = new Placements();
  submits = 0;
}

/** Takes the GPU device away that was given out last. */
export const loseGpu = () => gpuDevices.at(-1)?.destroy();

/// <reference lib="dom" />
// The package's worker, watched: what it gives the GPU to do and the threads it starts are counted, and its GPU device
// can be lost.
import '@medicosam/onnx-web/worker';

interface Gpu {
  GPUAdapter: { prototype: { requestDevice(...args: unknown[]): Promise<{ destroy(): void }> } };
  GPUQueue: { prototype: { submit(...args: unknown[]): void } };
}
const { GPUAdapter, GPUQueue } = globalThis as unknown as Gpu;
const devices: { destroy(): void }[] = [];
let submits = 0;
/** At its next work, the device goes away. */
let losesAtWork = false;

const { requestDevice } = GPUAdapter.prototype;
GPUAdapter.prototype.requestDevice = async function (...args) {
  const device = await requestDevice.apply(this, args);
  devices.push(device);
  return device;
};
const { submit } = GPUQueue.prototype;
GPUQueue.prototype.submit = function (...args) {
  submits++;
  submit.apply(this, args);
  if (losesAtWork) devices.at(-1)?.destroy();
  losesAtWork = false;
};

let threads = 0;
const OwnWorker = globalThis.Worker;
globalThis.Worker = class extends OwnWorker {
  constructor(address: string | URL, options?: WorkerOptions) {
    super(address, options);
    if (options?.name?.startsWith('em-pthread')) threads++;
  }
};

const channel = new BroadcastChannel('watch');
channel.onmessage = ({ data }) => {
  if (data === 'lose') devices.at(-1)?.destroy();
  if (data === 'lose at work') losesAtWork = true;
  if (['lose', 'lose at work', 'count'].includes(data)) {
    channel.postMessage({ submits, devices: devices.length, threads });
  }
};

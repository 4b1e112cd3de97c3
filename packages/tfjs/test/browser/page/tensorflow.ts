/// <reference lib="dom" />
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-webgl';
import '@tensorflow/tfjs-backend-webgpu';
import * as tf from '@tensorflow/tfjs-core';

setWasmPaths('/tfjs-wasm/');

export { tf };

/** How many kernels ran on each backend of TensorFlow.js, from the beginning on. */
export const kernels: Record<string, number> = {};

// What `tf.getBackend()` says at the moment a kernel runs, which is not what it says outside of a run.
const engine = tf.engine();
const runKernel = engine.runKernel.bind(engine);
engine.runKernel = ((name: string, ...rest: [never, never]) => {
  kernels[tf.getBackend()] = (kernels[tf.getBackend()] ?? 0) + 1;
  return runKernel(name, ...rest);
}) as typeof engine.runKernel;

/** How often WebGL drew and WebGPU was given work. */
export const work = { draws: 0, submits: 0 };

const { drawElements } = WebGL2RenderingContext.prototype;
WebGL2RenderingContext.prototype.drawElements = function (...args) {
  work.draws++;
  return drawElements.apply(this, args);
};
if ('GPUQueue' in globalThis) {
  const { prototype } = (
    globalThis as unknown as { GPUQueue: { prototype: { submit(...args: unknown[]): void } } }
  ).GPUQueue;
  const { submit } = prototype;
  prototype.submit = function (...args) {
    work.submits++;
    return submit.apply(this, args);
  };
}

interface Lossy {
  readonly gpgpu?: { readonly gl: WebGL2RenderingContext };
  readonly device?: { destroy(): void; readonly lost: Promise<unknown> };
}

/** Takes the GPU away from a backend, as a driver's reset does, and waits until the page has heard of it. */
export async function lose(name: string): Promise<void> {
  const { gpgpu, device } = engine.registry[name] as unknown as Lossy;
  gpgpu?.gl.getExtension('WEBGL_lose_context')?.loseContext();
  device?.destroy();
  await device?.lost;
}

/** Makes TensorFlow.js forget a backend, so that the next use sets it up anew. */
export function renew(name: string): void {
  const factory = tf.findBackendFactory(name);
  tf.removeBackend(name);
  tf.registerBackend(name, factory);
}

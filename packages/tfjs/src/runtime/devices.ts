import { type Capabilities, type DeviceReport, isMedicoSamError } from '@medicosam/core';
import { lacksOldUtil, nodeVersion } from '../platform.js';
import type { TfBackend, TfLike } from '../tf-like.js';
import { setUp } from './engine.js';
import { isGivenUp, READY_WITHIN_S } from './ready-in-time.js';

/** Backends of TensorFlow.js in the order in which they are tried: of Node, of the GPU, of the processor. */
export const BACKENDS: readonly string[] = ['tensorflow', 'webgpu', 'webgl', 'wasm', 'cpu'];

/** UNMASKED_RENDERER_WEBGL of WEBGL_debug_renderer_info. */
const UNMASKED_RENDERER = 0x9246;

/** What to import where a backend is missing. */
const PACKAGES: Readonly<Record<string, string>> = {
  tensorflow: '@tensorflow/tfjs-node or @tensorflow/tfjs-node-gpu',
  webgpu: '@tensorflow/tfjs-backend-webgpu',
  webgl: '@tensorflow/tfjs-backend-webgl',
  wasm: '@tensorflow/tfjs-backend-wasm',
  cpu: '@tensorflow/tfjs-backend-cpu',
};

const capabilities = (device: string, limits: Capabilities['limits'] = {}): Capabilities => ({
  lowerings: ['tiled'],
  storages: ['fp32', 'w16'],
  offThread: device === 'webgpu' || device === 'webgl',
  concurrency: 1,
  deviceTensors: device !== 'cpu',
  limits,
});

/** What TensorFlow.js offers, each backend set up once beside the current one. Never rejects. */
export async function reportDevices(
  load: () => Promise<TfLike>,
  names: readonly string[],
): Promise<readonly DeviceReport[]> {
  let tf: TfLike;
  try {
    tf = await load();
  } catch (error) {
    const { message, hint } = isMedicoSamError(error) ? error : { message: String(error), hint: undefined };
    return names.map((device) => ({
      device,
      usable: false,
      reason: message,
      hint,
      code: 'BACKEND_UNAVAILABLE',
      capabilities: capabilities(device),
    }));
  }
  const reports: DeviceReport[] = [];
  for (const name of names) reports.push(await reportDevice(tf, name));
  return reports;
}

/** One device, usable or with the reason why not. */
export async function reportDevice(tf: TfLike, device: string): Promise<DeviceReport> {
  const unusable = (reason: string, hint?: string): DeviceReport => ({
    device,
    usable: false,
    reason,
    hint,
    runtime: `tfjs-core ${tf.version_core}`,
    capabilities: capabilities(device),
  });
  const late = () =>
    unusable(
      `TensorFlow.js did not get its backend ${device} ready within ${READY_WITHIN_S} s.`,
      device === 'wasm'
        ? "Bundlers that shorten names break its threads: do not shorten them, or tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false)."
        : undefined,
    );
  if (isGivenUp(tf, device)) return late();
  if (!tf.findBackendFactory(device)) {
    return unusable(
      `TensorFlow.js has no backend ${device} here.`,
      PACKAGES[device] && `Import ${PACKAGES[device]} before.`,
    );
  }
  if (device === 'tensorflow' && lacksOldUtil()) {
    return unusable(
      `tfjs-node ${tf.version_core} calls util.isNullOrUndefined, which Node removed in version 23; this is ${nodeVersion()}.`,
      'Use Node 20 or 22, or put the function back: util.isNullOrUndefined = (value) => value == null.',
    );
  }
  const backend = await setUp(tf, device).catch(() => undefined);
  if (isGivenUp(tf, device)) return late();
  if (!backend) {
    return unusable(
      `TensorFlow.js could not set its backend ${device} up; the console has its words.`,
      device === 'wasm'
        ? 'Let setWasmPaths() say where the wasm files are, before the first use.'
        : undefined,
    );
  }
  if (device === 'webgl' && !tf.env().getBool('WEBGL_RENDER_FLOAT32_ENABLED')) {
    return unusable('This WebGL computes in float16, whose error shows in masks.', 'Use wasm.');
  }
  return {
    device,
    usable: true,
    runtime: `tfjs-core ${tf.version_core}${driverOf(backend)}`,
    capabilities: capabilities(device, limitsOf(tf, device, backend)),
  };
}

function driverOf({ gpgpu, binding, isUsingGpuDevice }: TfBackend): string {
  if (binding) return `, TensorFlow ${binding.TF_Version} on ${isUsingGpuDevice ? 'CUDA' : 'the processor'}`;
  if (gpgpu) return `, ${rendererOf(gpgpu.gl)}`;
  return '';
}

/** The GPU's own name, where the browser tells it; a browser's name for any GPU otherwise. */
function rendererOf(gl: NonNullable<TfBackend['gpgpu']>['gl']): string {
  const isTold = gl.getExtension('WEBGL_debug_renderer_info') !== null;
  return String(gl.getParameter(isTold ? UNMASKED_RENDERER : gl.RENDERER));
}

function limitsOf(tf: TfLike, device: string, { device: gpu }: TfBackend): Record<string, number> {
  if (device === 'webgl') return { maxTextureSize: tf.env().getNumber('WEBGL_MAX_TEXTURE_SIZE') };
  const limits: Record<string, number> = {};
  const stated: object = gpu?.limits ?? {};
  // They are properties of the prototype.
  for (const name in stated) {
    const value: unknown = Reflect.get(stated, name);
    if (typeof value === 'number') limits[name] = value;
  }
  return limits;
}

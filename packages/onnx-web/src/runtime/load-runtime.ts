import { isMedicoSamError, MedicoSamError } from '@medicosam/core';
import { checkedBinary } from './checked-binary.js';
import { importRuntime } from './import-runtime.js';
import type { OrtRuntime, WasmPaths } from './ort-like.js';
import { availableThreads } from './threads.js';

/** What to type where the runtime is missing; the version is the one that this package is tested with. */
export const INSTALL_HINT =
  'Type: npm install onnxruntime-web@1.30.0; without a bundler, hand it in: onnxWeb({ runtime }).';

/** How the runtime of a realm is set up: once, before its first session. */
export interface RuntimeSettings {
  readonly wasmPaths?: WasmPaths | undefined;
  readonly threads?: number | undefined;
  /** Of the runtime's module, where an import map names it. */
  readonly address?: string | undefined;
}

/** A loaded runtime, and what it was set up with. */
export interface LoadedRuntime {
  readonly ort: OrtRuntime;
  /** Threads of its wasm code: fixed at its first session. */
  readonly threads: number;
}

let loading: Promise<LoadedRuntime> | undefined;

/**
 * ONNX Runtime Web, loaded on first use, once in a realm: later calls get it as the first one set it up.
 *
 * @throws MedicoSamError `BACKEND_UNAVAILABLE` with what to install, or which file is of which version.
 */
export function loadRuntime(settings: RuntimeSettings): Promise<LoadedRuntime> {
  loading ??= load(settings).catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function load(settings: RuntimeSettings): Promise<LoadedRuntime> {
  let ort: OrtRuntime;
  try {
    ort = await importRuntime(settings.address);
  } catch (cause) {
    if (isMedicoSamError(cause)) throw cause;
    throw new MedicoSamError('BACKEND_UNAVAILABLE', {
      message: 'onnxruntime-web cannot be loaded.',
      hint: INSTALL_HINT,
      cause,
    });
  }
  ort.env.logLevel = 'fatal';
  return setUpRuntime(ort, settings);
}

/**
 * Sets a runtime up, before its first session.
 *
 * @throws MedicoSamError `BACKEND_UNAVAILABLE`.
 */
export async function setUpRuntime(
  ort: OrtRuntime,
  { wasmPaths, threads = availableThreads() }: RuntimeSettings,
): Promise<LoadedRuntime> {
  const { wasm, versions } = ort.env;
  wasm.numThreads = threads;
  if (wasmPaths !== undefined) {
    wasm.wasmBinary = await checkedBinary(wasmPaths, versions.web ?? versions.common ?? '');
    wasm.wasmPaths = wasmPaths;
  }
  return { ort, threads };
}

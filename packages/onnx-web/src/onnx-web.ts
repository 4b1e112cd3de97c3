import { type Backend, type DeviceReport, MedicoSamError } from '@medicosam/core';
import { createBackend } from './create-backend.js';
import { findDevices } from './devices/find-devices.js';
import { isNode } from './platform.js';
import { spawnRealm } from './realm/spawn-realm.js';
import { type CreateWorker, hasWorkers } from './realm/start-worker.js';
import { absolutePaths } from './runtime/absolute-paths.js';
import { runtimeAddress } from './runtime/import-runtime.js';
import type { OrtRuntime, WasmPaths } from './runtime/ort-like.js';

/** Options of {@link onnxWeb}. */
export interface OnnxWebOptions {
  /**
   * `onnxruntime-web` itself, to use another build than the installed one. It cannot cross to a worker: runs block the
   * thread that asks. Set `env` before, its paths above all.
   */
  readonly runtime?: OrtRuntime | undefined;
  /**
   * Where ONNX Runtime's files lie: a folder's address that ends with `/`, or that of each file. The wasm file is then
   * checked against the version of the JavaScript. Absent: where the bundler put them, or beside onnxruntime-web.
   */
  readonly wasmPaths?: WasmPaths | undefined;
  /** Threads of wasm code; 1 for none beside the worker's own. Absent: processors, at most 4, where they are allowed. */
  readonly threads?: number | undefined;
  /** Never start a worker for predictors: runs block the thread that asks. */
  readonly inRealm?: boolean | undefined;
  /** Options of every session, passed to ONNX Runtime as they are. */
  readonly session?: Readonly<Record<string, unknown>> | undefined;
  /** Makes a worker that runs `@medicosam/onnx-web/worker`, where the one beside the package is not found. */
  readonly worker?: CreateWorker | undefined;
}

/**
 * ONNX Runtime Web as a backend: WebGPU, then wasm with threads, then wasm. Predictors run in a worker, so that the page
 * stays responsive. `onnxruntime-web` is an optional peer and loaded on first use; its files come from where the page
 * does, never from elsewhere.
 *
 * Nothing happens before the backend is used: it may be made while a page is rendered on a server. In Node it runs wasm
 * where it is loaded.
 *
 * @throws MedicoSamError `INVALID_ARGUMENT` for `threads` that is no positive whole number.
 * @example
 * const predictor = await loadPredictor({ model: tiny, backend: onnxWeb() });
 */
export function onnxWeb(options: OnnxWebOptions = {}): Backend {
  const { runtime, threads, inRealm = false, session, worker } = options;
  if (threads !== undefined && !(Number.isSafeInteger(threads) && threads > 0)) {
    throw new MedicoSamError('INVALID_ARGUMENT', {
      message: `threads is a positive whole number, got ${threads}.`,
    });
  }
  const settings = {
    threads,
    wasmPaths: absolutePaths(options.wasmPaths),
    address: isNode() ? undefined : runtimeAddress(),
  };
  let found: Promise<readonly DeviceReport[]> | undefined;
  const devices = () => {
    found ??= findDevices({ runtime, threads, worker, address: settings.address });
    return found;
  };
  const backend = createBackend({ ...settings, runtime, session }, devices);
  if (runtime || inRealm || !hasWorkers()) return backend;
  return {
    ...backend,
    spawn: async () => spawnRealm({ settings, session, reports: await devices() }, worker),
  };
}

import { type DeviceReport, isMedicoSamError } from '@medicosam/core';
import { type CreateWorker, hasWorkers, startWorker } from '../realm/start-worker.js';
import type { OrtRuntime } from '../runtime/ort-like.js';
import { inspect } from './inspect.js';
import type { Inspection } from './inspect-realm.js';
import { reportDevices } from './report-devices.js';

/** Where devices are looked for. */
export interface FindDevicesOptions {
  readonly runtime: OrtRuntime | undefined;
  readonly threads: number | undefined;
  readonly worker: CreateWorker | undefined;
  /** Of the runtime's module, where an import map names it. */
  readonly address: string | undefined;
}

/**
 * The devices, as a worker of their own finds them that is thrown away: what fails there leaves nothing behind. A
 * runtime that was handed in, and one in Node, are asked here. Never rejects.
 */
export async function findDevices(options: FindDevicesOptions): Promise<readonly DeviceReport[]> {
  const { runtime, threads, worker, address } = options;
  const isHere = runtime !== undefined || !hasWorkers();
  const inspection = isHere
    ? await inspect(runtime && (async () => runtime))
    : await inspectInWorker(worker, address);
  return reportDevices(inspection, threads);
}

async function inspectInWorker(
  create: CreateWorker | undefined,
  address: string | undefined,
): Promise<Inspection> {
  try {
    const { worker, answer } = await startWorker({ kind: 'inspect', address }, create);
    worker.terminate();
    if (answer.kind === 'inspected') return answer.inspection;
    return failed('The worker that looked for devices gave another answer.');
  } catch (error) {
    if (!isMedicoSamError(error)) throw error;
    return failed(error.message, error.hint);
  }
}

/** Without a worker nothing is known of the GPU; wasm needs none. */
const failed = (reason: string, hint?: string): Inspection => ({
  webgpu: { usable: false, reason, hint, limits: {} },
});

import type { Capabilities, DeviceReport } from '@medicosam/core';
import { ISOLATION_HINT, threadsObstacle } from '../runtime/threads.js';
import type { Inspection } from './inspect-realm.js';

const capabilities = (facts: Partial<Capabilities>): Capabilities => ({
  lowerings: ['tiled', 'fused'],
  storages: ['fp32', 'w16'],
  // A run on wasm blocks its thread: that is what realms are for.
  offThread: false,
  concurrency: 1,
  deviceTensors: false,
  limits: {},
  ...facts,
});

/**
 * The devices in the order in which `auto` tries them, from what a realm said of itself.
 *
 * @param threads how many threads the caller asked for
 */
export function reportDevices(
  { webgpu, version, missing }: Inspection,
  threads: number | undefined,
): readonly DeviceReport[] {
  const runtime = `onnxruntime-web ${version ?? ''}`.trim();
  const { usable, reason, hint, limits, adapter } = webgpu;
  const reports: readonly DeviceReport[] = [
    {
      device: 'webgpu',
      usable,
      reason,
      hint,
      runtime: adapter ? `${runtime}, ${adapter}` : runtime,
      capabilities: capabilities({ offThread: true, deviceTensors: true, limits }),
    },
    { device: 'wasm-threads', ...threadsReport(threads), runtime, capabilities: WASM },
    { device: 'wasm', usable: true, runtime, capabilities: WASM },
  ];
  if (!missing) return reports;
  // Without the runtime nothing else is worth saying of any device.
  return reports.map((report) => ({ ...report, usable: false, ...missing, code: 'BACKEND_UNAVAILABLE' }));
}

/** `fused` graphs first, where they were measured to win: on the CPU; and the products of `int8`, which only it has. */
const WASM = capabilities({ lowerings: ['fused', 'tiled'], storages: ['fp32', 'w16', 'int8'] });

function threadsReport(threads: number | undefined): Pick<DeviceReport, 'usable' | 'reason' | 'hint'> {
  if (threads === 1) return { usable: false, reason: 'One thread was asked for.' };
  const obstacle = threadsObstacle();
  if (obstacle === undefined) return { usable: true };
  return { usable: false, reason: obstacle, hint: ISOLATION_HINT };
}

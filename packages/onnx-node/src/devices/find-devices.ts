import type { DeviceReport } from '@medicosam/core';
import type { OrtRuntime } from '../ort-like.js';
import { DEVICES, type DeviceEntry, existsHere } from './device-table.js';
import { trialInProcess } from './trial-in-process.js';
import { type Trial, tryDevice } from './try-device.js';

let found: Promise<readonly DeviceReport[]> | undefined;

/** The devices of the installed runtime, each tried in a process of its own, once in the life of this one. */
export function installedDevices(): Promise<readonly DeviceReport[]> {
  found ??= findDevices((provider) => trialInProcess(provider));
  return found;
}

/** The devices of a runtime that was handed in: tried here, one after another, since it cannot cross. */
export function devicesOf(ort: OrtRuntime): Promise<readonly DeviceReport[]> {
  let last: Promise<unknown> = Promise.resolve();
  return findDevices((provider) => {
    const trial = last.then(() => tryDevice(async () => ort, provider));
    last = trial;
    return trial;
  });
}

async function findDevices(attempt: (provider: string) => Promise<Trial>): Promise<readonly DeviceReport[]> {
  const reports = await Promise.all(
    DEVICES.map(async (entry): Promise<DeviceReport> => {
      const trial = existsHere(entry) ? await attempt(entry.provider) : notHere(entry);
      return { device: entry.device, capabilities: entry.capabilities, ...trial };
    }),
  );
  // Without the runtime nothing else is worth saying of any device.
  const missing = reports.find(({ code }) => code === 'BACKEND_UNAVAILABLE');
  if (!missing) return reports;
  const { usable, reason, hint, code } = missing;
  return reports.map((report) => ({ ...report, usable, reason, hint, code }));
}

function notHere({ device, platforms }: DeviceEntry): Trial {
  return {
    usable: false,
    reason: `ONNX Runtime has ${device} on ${platforms.join(', ')} only; this is ${process.platform} ${process.arch}.`,
  };
}

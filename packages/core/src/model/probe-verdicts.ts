import type { Backend, DeviceReport } from '../contract/backend.js';
import type { ProbeTarget, ProbeVerdict } from '../manifest/choose-artifact.js';
import type { Manifest } from '../manifest/manifest.js';

/** Verdicts of probes by their keys: a `Map`, or something that outlives the process. */
export interface VerdictStore {
  /** The verdict that was kept under a {@link verdictKey}; undefined where the probes have not run. */
  get(key: string): ProbeVerdict | undefined;
  /** Keeps a verdict, in place of an earlier one. */
  set(key: string, verdict: ProbeVerdict): unknown;
}

/** The verdicts of this process. */
export const processVerdicts: VerdictStore & Iterable<[string, ProbeVerdict]> = new Map<
  string,
  ProbeVerdict
>();

/**
 * What a verdict holds for: a backend, a device with its runtime and driver, a lowering, a storage, and the probes
 * themselves, which differ between models.
 */
export function verdictKey(
  { id }: Backend,
  devices: readonly DeviceReport[],
  { device, lowering, storage }: ProbeTarget,
  { probes }: Manifest,
): string {
  const runtime = devices.find((report) => report.device === device)?.runtime ?? '';
  const hashes = probes
    .filter((probe) => probe.lowering === lowering && probe.storage === storage)
    .flatMap(({ sha256, valuesSha256, tolerance }) => [sha256, valuesSha256, tolerance]);
  return JSON.stringify([id, device, runtime, lowering, storage, ...hashes]);
}

import {
  type Backend,
  type DeviceReport,
  type Manifest,
  type ModelSource,
  type ProbeTarget,
  type ProbeVerdict,
  runProbes,
} from '@medicosam/core';
import { onnxNode } from '@medicosam/onnx-node';
import type { CommandContext } from '../context.js';
import { EXIT_CODES, type ExitCode } from '../exit-codes.js';
import { tableText } from '../text.js';
import { resolveModel } from './resolve-model.js';

/** The options of `medicosam devices`. */
export interface DevicesOptions {
  readonly model: string;
  readonly probe: boolean;
}

/** One device as `medicosam devices --json` lists it. */
interface DeviceEntry extends DeviceReport {
  /** Verdicts by lowering and storage; empty where the device is not usable, or with `--no-probe`. */
  readonly probes: readonly ProbeEntry[];
}

type ProbeEntry = Pick<ProbeTarget, 'lowering' | 'storage'> & ProbeVerdict;

/** Lists every device, usable or why not, with the verdicts of a model's probes. */
export async function runDevices(options: DevicesOptions, context: CommandContext): Promise<ExitCode> {
  const { output } = context;
  const backend = onnxNode();
  const reports = await backend.devices();
  const source = options.probe ? await resolveModel(options.model, context) : undefined;
  const manifest = await source?.manifest({ signal: context.signal });
  const devices: DeviceEntry[] = [];
  for (const report of reports) {
    const probes =
      source && manifest && report.usable ? await probe(report, source, manifest, backend, context) : [];
    devices.push({ ...report, probes });
  }
  const model = options.probe ? { model: manifest?.id } : {};
  output.result({ backend: backend.id, ...model, devices }, () => tableText(devices.flatMap(rowsOf)));
  return EXIT_CODES.done;
}

async function probe(
  { device, capabilities }: DeviceReport,
  source: ModelSource,
  manifest: Manifest,
  backend: Backend,
  { output, signal }: CommandContext,
): Promise<ProbeEntry[]> {
  const pairs = new Map(
    manifest.probes
      .filter(({ lowering, storage }) => {
        return capabilities.lowerings.includes(lowering) && capabilities.storages.includes(storage);
      })
      .map(({ lowering, storage }) => [`${lowering} ${storage}`, { lowering, storage }]),
  );
  const entries: ProbeEntry[] = [];
  for (const pair of pairs.values()) {
    const what = `Probing ${device} (${pair.lowering}, ${pair.storage})`;
    output.progress(what);
    const verdict = await runProbes(
      { device, ...pair },
      { manifest, source, backend, signal, onProgress: (progress) => output.progress(what, progress) },
    );
    entries.push({ ...pair, ...verdict });
  }
  return entries;
}

function rowsOf({ device, usable, reason, probes }: DeviceEntry): string[][] {
  const first = [device, usable ? 'usable' : 'not usable', usable ? '' : (reason ?? '')];
  const verdicts = probes.map(({ lowering, storage, passed, reason: why }) => [
    '',
    passed ? 'passes' : 'FAILS',
    `probes of ${lowering} ${storage}${passed ? '' : `: ${why ?? ''}`}`,
  ]);
  return [first, ...verdicts];
}

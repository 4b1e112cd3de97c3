import type { Backend } from '../contract/backend.js';
import { bytesSource } from '../contract/byte-sources.js';
import { formatDims } from '../contract/check-feeds.js';
import type { LoadOptions, ModelSource } from '../contract/sources.js';
import type { HostTensor, Tensor } from '../contract/tensor.js';
import { isMedicoSamError } from '../errors/medicosam-error.js';
import type { ProbeTarget, ProbeVerdict } from '../manifest/choose-artifact.js';
import type { Manifest, ManifestProbe } from '../manifest/manifest.js';
import { disposeAll } from './local-embedding.js';
import { readProbeValues } from './read-probe-values.js';
import { verifiedSource } from './verified-source.js';

/** What probes are run with. */
export interface RunProbesOptions extends LoadOptions {
  readonly manifest: Manifest;
  readonly source: ModelSource;
  readonly backend: Backend;
  readonly session?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * Runs the manifest's probes of a lowering and storage on a device: small graphs with known results. A device that
 * cannot open or run one, or computes other numbers, does not pass. A model without probes passes.
 *
 * @throws MedicoSamError when a probe's files are missing or damaged; the signal's reason when aborted.
 */
export async function runProbes(target: ProbeTarget, options: RunProbesOptions): Promise<ProbeVerdict> {
  const probes = options.manifest.probes.filter(
    ({ lowering, storage }) => lowering === target.lowering && storage === target.storage,
  );
  for (const [index, probe] of probes.entries()) {
    options.onProgress?.({ stage: 'probe', fraction: index / probes.length });
    const reason = await runProbe(probe, target.device, options);
    if (reason !== undefined) return { passed: false, reason };
  }
  return { passed: true };
}

/** Why a probe fails; undefined where it passes. */
async function runProbe(
  probe: ManifestProbe,
  device: string,
  { manifest, source, backend, session, signal }: RunProbesOptions,
): Promise<string | undefined> {
  const graph = await readWhole(source, probe.file, probe.sha256);
  const values = await readWhole(source, probe.values, probe.valuesSha256);
  const { inputs, outputs: expected } = readProbeValues(values, probe.values);
  const { id, hash } = manifest;
  const graphSource = {
    model: { id, hash },
    part: `probe ${probe.name}`,
    sha256: probe.sha256,
    graph: bytesSource(graph),
    weights: bytesSource(new Uint8Array()),
    weightsName: '',
  };
  try {
    const waiting = { signal, priority: 'interactive' } as const;
    const runner = await backend.queue.run(() => backend.open(graphSource, { device, session, signal }), {
      ...waiting,
      onDiscard: (late) => void late.dispose(),
    });
    try {
      const outputs = await backend.queue.run(() => runner.run(inputs, { signal }), {
        ...waiting,
        onDiscard: disposeAll,
      });
      try {
        return await compare(probe, outputs, expected);
      } finally {
        disposeAll(outputs);
      }
    } finally {
      await runner.dispose();
    }
  } catch (error) {
    // An abort, a runtime that is missing altogether and a device that went away say nothing of how it computes.
    const saysNothing = ['BACKEND_UNAVAILABLE', 'DEVICE_LOST'];
    if (!isMedicoSamError(error) || saysNothing.includes(error.code)) throw error;
    return `Probe ${probe.name} does not run (${error.code}): ${error.message}`;
  }
}

async function readWhole(source: ModelSource, file: string, sha256: string): Promise<Uint8Array> {
  const bytes = await source.open(file);
  try {
    return await verifiedSource(bytes, file, sha256).read(0, bytes.size);
  } finally {
    await bytes.close();
  }
}

async function compare(
  { name, tolerance }: ManifestProbe,
  outputs: Readonly<Record<string, Tensor>>,
  expected: Readonly<Record<string, HostTensor>>,
): Promise<string | undefined> {
  for (const [output, { dims, data }] of Object.entries(expected)) {
    const tensor = outputs[output];
    if (!tensor || formatDims(tensor.dims) !== formatDims(dims)) {
      return `Probe ${name} gives ${output} as ${tensor ? formatDims(tensor.dims) : 'nothing'}, expected is ${formatDims(dims)}.`;
    }
    const actual = await tensor.read();
    let largest = 0;
    for (let i = 0; i < data.length; i++) {
      const difference = Math.abs((actual[i] as number) - (data[i] as number));
      if (!(difference <= largest)) largest = difference;
      if (Number.isNaN(largest)) break;
    }
    if (!(largest <= tolerance)) {
      return `Probe ${name} differs by ${largest.toPrecision(2)}, ${tolerance} is allowed.`;
    }
  }
  return undefined;
}

import type { DeviceReport } from '../contract/backend.js';
import {
  type ArtifactChoice,
  chooseArtifact,
  type ProbeTarget,
  type WantedArtifact,
} from '../manifest/choose-artifact.js';
import { processVerdicts, type VerdictStore, verdictKey } from './probe-verdicts.js';
import { type RunProbesOptions, runProbes } from './run-probes.js';

/** Of what is chosen and how it is proven. */
export interface ChooseProvenOptions extends RunProbesOptions {
  readonly devices: readonly DeviceReport[];
  readonly wanted: WantedArtifact;
  /** The process's own when absent. */
  readonly verdicts?: VerdictStore | undefined;
}

/**
 * {@link chooseArtifact} with the probes really run, those that were not run before: chooses, probes what the choice
 * rests on, and chooses again until everything passed.
 *
 * @throws MedicoSamError as `chooseArtifact` and `runProbes`.
 */
export async function chooseProven(options: ChooseProvenOptions): Promise<ArtifactChoice> {
  const { manifest, backend, devices, wanted, verdicts = processVerdicts } = options;
  const key = (target: ProbeTarget) => verdictKey(backend, devices, target, manifest);
  for (;;) {
    const choice = chooseArtifact(manifest, devices, wanted, (target) => verdicts.get(key(target)));
    if (choice.unproven.length === 0) return choice;
    for (const target of choice.unproven) verdicts.set(key(target), await runProbes(target, options));
  }
}

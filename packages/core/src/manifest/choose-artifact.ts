import type { DeviceReport } from '../contract/backend.js';
import { MedicoSamError, type Warning } from '../errors/medicosam-error.js';
import { type GraphVariant, graphVariants } from './graph-variants.js';
import type { Manifest } from './manifest.js';

/** What the caller asks for; whatever is absent is chosen. */
export interface WantedArtifact {
  /** `auto`, or a name: a named device runs or throws. */
  readonly device?: string | undefined;
  /** For every part that is written in it; the others are chosen. */
  readonly lowering?: string | undefined;
  readonly storage?: string | undefined;
}

/** What is probed: a device computes rightly or wrongly for one lowering in one storage. */
export interface ProbeTarget {
  readonly device: string;
  readonly lowering: string;
  readonly storage: string;
}

/** What the probes said. */
export interface ProbeVerdict {
  readonly passed: boolean;
  /** What differed, in a sentence, where it did not pass. */
  readonly reason?: string | undefined;
}

/** A choice, and the sentences that explain it. */
export interface ArtifactChoice {
  readonly device: string;
  readonly storage: string;
  /** The lowering of each part, the one of its first variant. */
  readonly lowering: Readonly<Record<string, string>>;
  readonly graphs: Readonly<Record<string, readonly GraphVariant[]>>;
  readonly reasons: readonly string[];
  readonly warnings: readonly Warning[];
  /** What the choice rests on and was not probed yet: probe it, and choose again. */
  readonly unproven: readonly ProbeTarget[];
}

const REQUIRED_PARTS = ['encoder', 'decoder'];

/**
 * Chooses where and how a model runs: the first device (in the order given), storage and lowering that are usable,
 * written for and not found wrong. A pure function.
 *
 * @param devices in order of preference, as `Backend.devices()` reports them.
 * @param probes the verdict on a target; undefined where it was not probed, which counts as passed for now.
 * @throws MedicoSamError `DEVICE_UNAVAILABLE` (or the devices' own code), `DEVICE_WRONG`; `INVALID_ARGUMENT` for a
 *   lowering or storage that the model does not have.
 */
export function chooseArtifact(
  manifest: Manifest,
  devices: readonly DeviceReport[],
  wanted: WantedArtifact,
  probes: (target: ProbeTarget) => ProbeVerdict | undefined,
): ArtifactChoice {
  checkWanted(manifest, wanted);
  const { device: name = 'auto' } = wanted;
  const candidates = name === 'auto' ? devices : devices.filter(({ device }) => device === name);
  const reasons: string[] = [];
  const warnings: Warning[] = [];
  let isWrong = false;
  for (const report of candidates) {
    const attempt = tryDevice(manifest, report, wanted, probes);
    reasons.push(...attempt.reasons);
    if (attempt.isWrong) {
      isWrong = true;
      warnings.push({ code: 'DEVICE_SKIPPED', message: attempt.reasons.join(' ') });
    }
    if (attempt.chosen) return { ...attempt.chosen, reasons, warnings };
  }
  throw failure(name, candidates, devices, reasons, isWrong);
}

/** A device was tried: what came of it. */
interface Attempt {
  readonly reasons: string[];
  /** Whether a probe failed on it. */
  readonly isWrong: boolean;
  readonly chosen?: Omit<ArtifactChoice, 'reasons' | 'warnings'>;
}

function tryDevice(
  manifest: Manifest,
  { device, usable, reason, capabilities }: DeviceReport,
  wanted: WantedArtifact,
  probes: (target: ProbeTarget) => ProbeVerdict | undefined,
): Attempt {
  if (!usable) return { reasons: [`${device}: ${reason ?? 'not usable.'}`], isWrong: false };
  const reasons: string[] = [];
  let isWrong = false;
  const written = new Set(manifest.graphs.map(({ storage }) => storage));
  const storages = (wanted.storage === undefined ? capabilities.storages : [wanted.storage]).filter(
    (storage) => written.has(storage) && capabilities.storages.includes(storage),
  );
  if (storages.length === 0) {
    reasons.push(
      `${device}: runs the storages ${capabilities.storages.join(', ')}; ${wanted.storage ? 'asked for is' : 'the model has'} ${wanted.storage ?? [...written].join(', ')}.`,
    );
  }
  for (const storage of storages) {
    const lowerings = capabilities.lowerings.filter((lowering) => {
      const isWritten = manifest.graphs.some((g) => g.lowering === lowering && g.storage === storage);
      if (!isWritten) return false;
      const verdict = probes({ device, lowering, storage });
      if (verdict?.passed !== false) return true;
      isWrong = true;
      reasons.push(
        `${device}: ${lowering} graphs in ${storage} compute wrong numbers: ${verdict.reason ?? 'a probe failed.'}`,
      );
      return false;
    });
    const graphs = variantsOfParts(manifest, storage, lowerings, wanted.lowering);
    const missing = REQUIRED_PARTS.filter((part) => graphs[part] === undefined);
    if (missing.length > 0) {
      reasons.push(`${device}: no graph of ${missing.join(' and ')} in ${storage} that runs on it.`);
      continue;
    }
    reasons.push(chosenSentence(device, storage, graphs));
    const used = new Set(Object.values(graphs).flatMap((all) => all.map(({ lowering }) => lowering)));
    const unproven = [...used]
      .map((lowering) => ({ device, lowering, storage }))
      .filter((target) => probes(target) === undefined);
    const lowering = Object.fromEntries(
      Object.entries(graphs).map(([part, [first]]) => [part, first?.lowering ?? '']),
    );
    return { reasons, isWrong, chosen: { device, storage, lowering, graphs, unproven } };
  }
  return { reasons, isWrong };
}

function variantsOfParts(
  manifest: Manifest,
  storage: string,
  lowerings: readonly string[],
  wanted: string | undefined,
): Record<string, readonly GraphVariant[]> {
  const parts = new Set(manifest.graphs.map(({ part }) => part));
  const entries = [...parts].map((part) => {
    const isWritten = manifest.graphs.some((graph) => graph.part === part && graph.lowering === wanted);
    const allowed = isWritten ? lowerings.filter((lowering) => lowering === wanted) : lowerings;
    return [part, graphVariants(manifest, part, storage, allowed)] as const;
  });
  return Object.fromEntries(entries.filter(([, variants]) => variants.length > 0));
}

function chosenSentence(
  device: string,
  storage: string,
  graphs: Readonly<Record<string, readonly GraphVariant[]>>,
): string {
  const parts = Object.entries(graphs).map(
    ([part, variants]) => `${part} ${[...new Set(variants.map(({ lowering }) => lowering))].join(', ')}`,
  );
  return `${device}: chosen, in ${storage}: ${parts.join('; ')}.`;
}

function checkWanted({ graphs }: Manifest, { lowering, storage }: WantedArtifact): void {
  const check = (what: 'lowering' | 'storage', value: string | undefined) => {
    const has = [...new Set(graphs.map((graph) => graph[what]))];
    if (value === undefined || has.includes(value)) return;
    throw new MedicoSamError('INVALID_ARGUMENT', {
      message: `The model is written in ${what} ${has.join(', ')}; asked for is ${value}.`,
      hint: `Leave ${what} out, or convert the checkpoint with it.`,
    });
  };
  check('lowering', lowering);
  check('storage', storage);
}

function failure(
  name: string,
  candidates: readonly DeviceReport[],
  devices: readonly DeviceReport[],
  reasons: readonly string[],
  isWrong: boolean,
): MedicoSamError {
  const details = { device: name, reasons };
  if (candidates.length === 0) {
    const names = devices.map(({ device }) => device).join(', ');
    return new MedicoSamError('DEVICE_UNAVAILABLE', {
      message: `This backend has the devices ${names || '(none)'}; asked for is ${name}.`,
      details,
    });
  }
  const asked = name === 'auto' ? 'No device' : `Device ${name}`;
  if (isWrong) {
    return new MedicoSamError('DEVICE_WRONG', {
      message: `${asked} can${name === 'auto' ? '' : 'not'} be trusted. ${reasons.join(' ')}`,
      hint: 'Use another device or lowering, or update the driver.',
      details,
    });
  }
  const [first] = candidates;
  const isShared = candidates.every(({ code }) => code === first?.code);
  return new MedicoSamError((isShared && first?.code) || 'DEVICE_UNAVAILABLE', {
    message: `${asked} can${name === 'auto' ? '' : 'not'} be used. ${reasons.join(' ')}`,
    hint: first?.hint ?? 'Use another device, or device auto.',
    details,
  });
}

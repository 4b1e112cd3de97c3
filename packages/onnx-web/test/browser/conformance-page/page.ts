/// <reference lib="dom" />
// Runs the suite where the tests ask for it: in a real Chromium, in the page itself and through a worker.

import {
  bytesSource,
  loadPredictor,
  type ModelSource,
  type ProbeVerdict,
  readManifest,
  runProbes,
} from '@medicosam/core';
import { onnxWeb } from '@medicosam/onnx-web';
import {
  type ConformanceOptions,
  miniModel,
  type Observations,
  readGoldens,
  runConformance,
} from '@medicosam/testkit';
import { TALKING } from '../../conformance/placements.js';
import { loseGpu, seen, watchAnew } from './watched-realm.js';

/** What a test asks for: plain, since it crosses to the page. */
export interface Cell extends Pick<ConformanceOptions, 'skip' | 'expected' | 'tolerance'> {
  readonly name: string;
  readonly device: string;
  readonly realm: 'caller' | 'own';
  readonly threads?: number | undefined;
}

const download = async (file: string) => {
  const response = await fetch(`/model/${file}`);
  if (!response.ok) throw new Error(`${file}: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
};
const defaultModel: ModelSource = {
  manifest: async () => readManifest(await download('manifest.json')),
  open: async (file) => bytesSource(await download(file)),
};

/** Asks the worker in which a predictor runs. */
function ask(question: 'lose' | 'tell'): Promise<Observations> {
  const channel = new BroadcastChannel('conformance');
  return new Promise((resolve) => {
    channel.onmessage = ({ data }) => {
      channel.close();
      resolve(data);
    };
    channel.postMessage(question);
  });
}

const place = `Chromium ${/Chrome\/(\d+)/.exec(navigator.userAgent)?.[1] ?? ''}`;

function createIn({ realm, threads, device }: Cell): ConformanceOptions['create'] {
  const isHere = realm === 'caller';
  return () => {
    watchAnew();
    return {
      backend: onnxWeb({
        inRealm: isHere,
        threads,
        worker: isHere
          ? undefined
          : () => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' }),
      }),
      observedSession: TALKING,
      observe: async () => ({ ...(isHere ? seen() : await ask('tell')), place }),
      loseDevice: device !== 'webgpu' ? undefined : isHere ? loseGpu : async () => void (await ask('lose')),
    };
  };
}

const run = (cell: Cell) =>
  runConformance({
    ...cell,
    create: createIn(cell),
    defaultModel,
    onCase: ({ name, status, error }) =>
      console.log(`${Math.round(performance.now())} ms ${cell.name}: ${status} ${name} ${error ?? ''}`),
  });

/** What the probes say of the fused graphs on WebGPU, what these compute, and what is chosen in their place. */
async function flash() {
  const source = miniModel('tinyvit-mini');
  const manifest = await source.manifest();
  const backend = onnxWeb({ inRealm: true });
  const verdicts = new Map<string, ProbeVerdict>();
  const target = { device: 'webgpu', lowering: 'fused', storage: 'w16' };
  const verdict = await runProbes(target, { manifest, source, backend });

  const trusting = { ...source, manifest: async () => ({ ...manifest, probes: [] }) };
  const { device, lowering } = target;
  const fused = await loadPredictor({ model: trusting, backend, device, lowering, inRealm: true });
  const { image, encoded } = await readGoldens('tinyvit-mini');
  const { tensors } = await fused.encode(image);
  const values = (await Object.values(tensors)[0]?.read()) ?? [];
  const difference = encoded.reduce(
    (most, golden, i) => Math.max(most, Math.abs(golden - Number(values[i]))),
    0,
  );
  await fused.dispose();

  const load = (wanted?: string) =>
    loadPredictor({ model: source, backend, device: wanted, lowering, inRealm: true, verdicts });
  const named = await load('webgpu').then(
    async (predictor) => predictor.dispose(),
    (error: { code: string; message: string }) => ({ code: error.code, message: error.message }),
  );
  const chosen = await load();
  const { info } = chosen;
  await chosen.dispose();
  const runtime = info.devices.find((report) => report.device === 'webgpu')?.runtime ?? '';
  const { reasons, warnings } = info;
  return { verdict, difference, named, chosen: { device: info.device, reasons, warnings }, runtime };
}

export type Flash = Awaited<ReturnType<typeof flash>>;
Object.assign(globalThis, { run, flash });

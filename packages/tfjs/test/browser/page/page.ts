/// <reference lib="dom" />
// What the tests call in a real Chromium: a page as an application would write it.
import { bytesSource, type GraphSource, loadPredictor } from '@medicosam/core';
import { GraphBuilder, layoutSafetensors, writeGraph } from '@medicosam/onnx';
import {
  type ConformanceReport,
  miniModel,
  type Observations,
  readGoldens,
  runConformance,
  type Skip,
} from '@medicosam/testkit';
import { tfjs } from '@medicosam/tfjs';
import { getThreadsCount } from '@tensorflow/tfjs-backend-wasm';
import { runForms } from './run-forms.js';
import { kernels, lose, renew, tf, work } from './tensorflow.js';

/** What a test may ask for: what crosses to the page is plain. */
export interface Setup {
  readonly device?: string;
  readonly name?: string;
  readonly expected?: Observations;
  readonly skip?: readonly Skip[];
  readonly tolerance?: number;
  /** Flags of TensorFlow.js, set before a backend is. */
  readonly flags?: Readonly<Record<string, number | boolean>>;
  readonly runs?: number;
  /** Values in a row. */
  readonly length?: number;
}

/** An error's own fields do not cross from the page. */
async function outcome<T>(setup: Setup, work: () => Promise<T>) {
  for (const [name, value] of Object.entries(setup.flags ?? {})) tf.env().set(name, value);
  try {
    return { value: await work() };
  } catch (error) {
    const { message, code, hint, details } = error as Error & Partial<Record<string, unknown>>;
    return { error: { message, code, hint, details } };
  }
}

/** What a device has done since `before`: facts of the runtime, not of the backend under test. */
function observe(device: string, before: Readonly<Record<string, number>>): Observations {
  const ran = Object.keys(kernels).filter((name) => (kernels[name] ?? 0) > (before[name] ?? 0));
  const own = {
    webgl: () => ({
      webgl: tf.env().getNumber('WEBGL_VERSION'),
      float32: tf.env().getBool('WEBGL_RENDER_FLOAT32_ENABLED'),
      draws: work.draws > 0,
    }),
    webgpu: () => ({ submits: work.submits > 0 }),
    wasm: () => ({ threads: getThreadsCount() }),
  }[device];
  return {
    device: ran.sort().join(' and '),
    place: `Chromium ${/Chrome\/(\d+)/.exec(navigator.userAgent)?.[1]}`,
    crossOriginIsolated: globalThis.crossOriginIsolated,
    ...own?.(),
  };
}

const BOX = { box: [30, 40, 120, 150] } as const;

/** The small model without its probes, which take longer on a software adapter than what is looked at. */
const model = {
  ...miniModel('tinyvit-mini'),
  manifest: async () => ({ ...(await miniModel('tinyvit-mini').manifest()), probes: [] }),
};

/** y = 2 x */
function doubling(): GraphSource {
  const graph = new GraphBuilder('doubling', layoutSafetensors('none', []).layout);
  const x = graph.input('x', 'float32', ['n']);
  graph.output('y', graph.node('Add', [x, x]), 'float32', ['n']);
  return {
    model: { id: 'doubling', hash: '' },
    part: 'doubling',
    sha256: '',
    graph: bytesSource(writeGraph(graph.build('test'))),
    weights: bytesSource(new Uint8Array()),
    weightsName: 'none',
  };
}

const calls = {
  devices: (setup: Setup) => outcome(setup, () => tfjs({ tf }).devices()),

  /** Loads a predictor and says on which device, and why not on others. */
  choice: (setup: Setup) =>
    outcome(setup, async () => {
      const predictor = await loadPredictor({ model, backend: tfjs({ tf }), device: setup.device });
      const { device, reasons } = predictor.info;
      await predictor.dispose();
      return { device, reasons };
    }),

  /** What is said of wasm, and which of wasm and cpu then computes. */
  choiceAmongProcessors: (setup: Setup) =>
    outcome(setup, async () => {
      const backend = tfjs({ tf });
      const reports = [
        ...(await tfjs({ tf, backend: 'wasm' }).devices()),
        ...(await tfjs({ tf, backend: 'cpu' }).devices()),
      ];
      const device = reports.find(({ usable }) => usable)?.device ?? '';
      const runner = await backend.open(doubling(), { device });
      const x = { type: 'float32', dims: [2], data: Float32Array.of(1, 2) } as const;
      const { y } = await runner.run({ x });
      await y?.read();
      return { wasm: reports[0], ran: Object.keys(kernels) };
    }),

  /** Doubles a row of numbers that is longer than a texture is wide. */
  longRow: (setup: Setup) =>
    outcome(setup, async () => {
      const { device = '', length = 1 } = setup;
      const backend = tfjs({ tf, backend: device });
      const runner = await backend.open(doubling(), { device });
      const data = Float32Array.from({ length }, (_, i) => i % 1000);
      try {
        const { y } = await runner.run({ x: { type: 'float32', dims: [length], data } });
        const values = await y?.read();
        y?.dispose();
        return { wrong: data.filter((value, i) => values?.[i] !== 2 * value).length, ran: { ...kernels } };
      } finally {
        await runner.dispose();
      }
    }),

  /** What TensorFlow.js holds before and after many predictions, and after everything was disposed of. */
  memory: (setup: Setup) =>
    outcome(setup, async () => {
      const { device = '', runs = 1 } = setup;
      await tf.setBackend(device);
      const counts = () => {
        const { numTensors, numBytes, numBytesInGPU } = tf.memory() as tf.MemoryInfo & {
          numBytesInGPU?: number;
        };
        return { numTensors, numBytes, numBytesInGPU };
      };
      const empty = counts();
      const predictor = await loadPredictor({ model, backend: tfjs({ tf }), device });
      const embedding = await predictor.encode((await readGoldens('tinyvit-mini')).image);
      const predict = () => predictor.predict(embedding, BOX);
      await predict();
      const before = counts();
      for (let run = 0; run < runs; run++) await predict();
      const after = counts();
      embedding.release();
      await predictor.dispose();
      return { empty, before, after, end: counts(), ran: { ...kernels } };
    }),

  /** Every form of every operator. */
  forms: (setup: Setup) =>
    outcome(setup, async () => ({ results: await runForms(setup.device ?? ''), ran: Object.keys(kernels) })),

  /** The whole suite on one device. */
  conform: (setup: Setup): Promise<{ value?: ConformanceReport; error?: unknown }> =>
    outcome(setup, () => {
      const { device = '', name = device, expected, skip, tolerance } = setup;
      let isLost = false;
      return runConformance({
        name,
        expected,
        skip,
        tolerance,
        create: () => {
          if (isLost) renew(device);
          isLost = false;
          const before = { ...kernels };
          return {
            backend: tfjs({ tf, backend: device }),
            loseDevice: () => {
              isLost = true;
              return lose(device);
            },
            observe: () => observe(device, before),
          };
        },
      });
    }),
};

export type Calls = typeof calls;
Object.assign(globalThis, { calls });

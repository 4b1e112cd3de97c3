import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadPredictor, type Predictor } from '@medicosam/core';
import { tiny } from '@medicosam/model-tiny';
import { onnxNode } from '@medicosam/onnx-node';
import { MINI_MODELS, miniModel, readGoldens, testBackend } from '@medicosam/testkit';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { GOLDEN_CASES, goldenOverlaps } from '../../../../models/tiny/test/golden-overlaps.js';
import { tfjs } from '../../src/index.js';
import { copyWithOnly, reportedAfter } from './support/in-own-process.js';
import { load, missing, packageName, type TfNode } from './support/installed.js';
import { note } from './support/note.js';

describe.skipIf(missing)(`TensorFlow's C library${missing ? ` (skipped: ${missing})` : ''}`, () => {
  let tf: TfNode;
  let operations = 0;

  beforeAll(async () => {
    tf = await load();
    const backend = nativeBackend(tf);
    const { executeOp } = backend.binding;
    const counting = (...values: unknown[]) => {
      operations++;
      return executeOp(...values);
    };
    backend.binding = Object.create(backend.binding, { executeOp: { value: counting } });
  });

  testBackend({
    name: `tfjs on ${packageName ?? 'tfjs-node'}`,
    create: () => {
      const before = operations;
      return {
        backend: tfjs({ load, backend: 'tensorflow' }),
        observe: () => ({
          place: `Node ${process.versions.node}`,
          device: operations > before ? 'tensorflow' : 'none',
          operations: operations - before,
          gpu: nativeBackend(tf).isUsingGpuDevice,
          libtensorflow: nativeBackend(tf).binding.TF_Version,
        }),
      };
    },
    defaultModel: tiny,
    skip: [
      {
        reason: 'TensorFlow offers nothing to lose its device by',
        tests: [
          'a lost device is DEVICE_LOST, and says so or works again after a new opening',
          'a predictor answers after its device was lost, or says DEVICE_LOST',
        ],
      },
    ],
    runner: { describe, test },
    onReport: (report) => note('suite', report),
  });

  test('is the first choice, and named as what it computes on', async () => {
    const [report] = await tfjs({ load }).devices();
    expect(report).toMatchObject({ device: 'tensorflow', usable: true });
    const { isUsingGpuDevice, binding } = nativeBackend(tf);
    expect(report?.runtime).toContain(
      `TensorFlow ${binding.TF_Version} on ${isUsingGpuDevice ? 'CUDA' : 'the processor'}`,
    );
    note('device', report);
  });

  test('holds no tensor more after 1,000 predictions', async () => {
    const [id] = MINI_MODELS;
    const { image } = await readGoldens(id);
    const before = tf.memory().numTensors;
    const predictor = await loadPredictor({
      model: miniModel(id),
      backend: tfjs({ load, backend: 'tensorflow' }),
    });
    const embedding = await predictor.encode(image);
    const predict = () => predictor.predict(embedding, { box: [30, 40, 120, 150] });
    await predict();
    const during = tf.memory().numTensors;
    const bytes = process.memoryUsage.rss();
    for (let i = 0; i < 1000; i++) await predict();
    expect(tf.memory().numTensors).toBe(during);
    note('resident MB gained by 1,000 predictions', (process.memoryUsage.rss() - bytes) / 2 ** 20);
    embedding.release();
    await predictor.dispose();
    expect(tf.memory().numTensors).toBe(before);
  }, 300_000);

  describe('the default model', () => {
    let [ours, theirs]: Predictor[] = [];
    beforeAll(async () => {
      ours = await loadPredictor({ model: tiny, backend: tfjs({ load, backend: 'tensorflow' }) });
      theirs = await loadPredictor({ model: tiny, backend: onnxNode({ inRealm: true }), device: 'cpu' });
    });
    afterAll(() => Promise.all([ours?.dispose(), theirs?.dispose()]));

    test('gives the masks of onnx-node for every golden prompt', async () => {
      if (!ours || !theirs) throw new Error('not loaded');
      const masks = [];
      for (const golden of GOLDEN_CASES) masks.push(...(await goldenOverlaps(ours, theirs, golden)));
      expect(masks.length).toBeGreaterThanOrEqual(80);
      expect(masks.filter(({ overlap }) => !(overlap >= 0.998))).toEqual([]);
      note('lowest IoU with onnx-node', Math.min(...masks.map(({ overlap }) => overlap)));
      note('masks compared', masks.length);
    }, 600_000);

    test('encodes, in turns with onnx-node so that other work slows both', async () => {
      if (!ours || !theirs) throw new Error('not loaded');
      const { image } = await readGoldens('tinyvit-mini');
      const times: Record<string, number[]> = { tfjs: [], onnx: [] };
      for (let round = 0; round < 5; round++) {
        for (const [name, predictor] of Object.entries({ tfjs: ours, onnx: theirs })) {
          const begin = performance.now();
          const embedding = await predictor.encode(image);
          times[name]?.push(performance.now() - begin);
          embedding.release();
        }
      }
      for (const values of Object.values(times)) expect(values.filter((ms) => ms > 0)).toHaveLength(5);
      note(
        'median of 5 encodings, ms',
        Object.entries(times).map(([name, values]) => `${name} ${median(values)}`),
      );
    }, 600_000);
  });

  test('is BACKEND_UNAVAILABLE, with what to type, where the addon or the library is missing', async () => {
    const home = await mkdtemp(join(tmpdir(), 'medicosam-tfjs-node-'));
    onTestFinished(() => rm(home, { recursive: true }));
    for (const parts of [['dist'], ['dist', 'lib']]) {
      const report = await reportedAfter(
        '',
        await copyWithOnly(parts, join(home, String(parts.length), 'node_modules')),
      );
      expect(report).toMatchObject({ usable: false, code: 'BACKEND_UNAVAILABLE' });
      expect(report.reason).toContain(`The native addon of ${packageName} cannot be loaded`);
      expect(report.hint).toContain(`npm rebuild ${packageName} `);
      note(`with ${parts.join(' and ')} alone`, report);
    }
  });

  test('says what it misses in a Node without util.isNullOrUndefined, and runs where that is put back', async () => {
    const remove = "import util from 'node:util'; delete util.isNullOrUndefined;";
    const report = await reportedAfter(remove);
    expect(report).toMatchObject({ usable: false });
    expect(report.reason).toContain('util.isNullOrUndefined');
    const putBack = `${remove} util.isNullOrUndefined = (value) => value == null;`;
    expect(await reportedAfter(putBack)).toMatchObject({ usable: true });
  });
});

function nativeBackend(tf: TfNode) {
  const backend = tf.findBackend('tensorflow');
  if (!backend) throw new Error('The backend tensorflow is not registered.');
  return backend;
}

const median = (values: number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { loadPredictor, type Predictor } from '@medicosam/core';
import { folderSource, onnxNode } from '@medicosam/onnx-node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { convertInto, MINI_CHECKPOINT, MINI_NETWORK, temporaryFolder } from './support/model-folder.js';

let temporary: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  temporary = await temporaryFolder();
  await convertInto(temporary.folder, MINI_CHECKPOINT, {
    network: MINI_NETWORK,
    storages: ['fp32', 'w16', 'int8'],
  });
});
afterAll(() => temporary.remove());

/** A picture with something in it: 300 × 200, three channels. */
function picture() {
  const [width, height] = [300, 200];
  const data = new Uint8Array(width * height * 3);
  for (let i = 0; i < data.length; i++) data[i] = (i * 7919 + ((i / 900) | 0) * 31) % 256;
  return { data, width, height, channels: 3 };
}

const prompts = [
  { points: [{ x: 90, y: 70, label: 1 as const }] },
  { box: [30, 30, 150, 130] as const },
  {
    points: [
      { x: 210, y: 140, label: 1 as const },
      { x: 180, y: 40, label: 0 as const },
    ],
  },
];
const lowRes = async (predictor: Predictor) => {
  const embedding = await predictor.encode(picture());
  const masks = await predictor.predictMany(embedding, prompts, { multimask: true, outputs: ['lowRes'] });
  return masks.flat().map((mask) => mask.lowRes?.data);
};

describe('a predictor in a worker thread', () => {
  test('gives the same numbers as one in the caller’s', async () => {
    const model = folderSource(temporary.folder);
    const remote = await loadPredictor({ model, backend: onnxNode() });
    const local = await loadPredictor({ model, backend: onnxNode({ inRealm: true }) });
    expect([remote.info.realm, local.info.realm]).toEqual(['own', 'caller']);
    expect(await lowRes(remote)).toEqual(await lowRes(local));
    await Promise.all([remote.dispose(), local.dispose()]);
  });

  test('opens a model without a location from bytes read over the port', async () => {
    const { location: _, ...files } = folderSource(temporary.folder);
    const withoutPaths = {
      ...files,
      open: async (file: string) => ({ ...(await files.open(file)), path: undefined }),
    };
    const byPort = await loadPredictor({ model: withoutPaths, backend: onnxNode() });
    const byPath = await loadPredictor({ model: folderSource(temporary.folder), backend: onnxNode() });
    expect(await lowRes(byPort)).toEqual(await lowRes(byPath));
    await Promise.all([byPort.dispose(), byPath.dispose()]);
  });

  test('leaves the caller’s thread free while it encodes', async () => {
    const predictor = await loadPredictor({ model: folderSource(temporary.folder), backend: onnxNode() });
    await predictor.encode(picture());
    let longestMs = 0;
    let last = performance.now();
    const timer = setInterval(() => {
      longestMs = Math.max(longestMs, performance.now() - last);
      last = performance.now();
    }, 1);
    const [width, height] = [3000, 3000];
    const startMs = performance.now();
    await predictor.encode({ data: new Uint8Array(width * height), width, height }, { transfer: true });
    const elapsedMs = performance.now() - startMs;
    clearInterval(timer);
    expect(longestMs).toBeLessThan(Math.max(elapsedMs / 2, 30));
    await predictor.dispose();
  });

  test('rejects an aborted call at once, while the thread is still busy with it', async () => {
    const predictor = await loadPredictor({ model: folderSource(temporary.folder), backend: onnxNode() });
    const controller = new AbortController();
    const encoding = predictor.encode(picture(), { signal: controller.signal });
    controller.abort('enough');
    await expect(encoding).rejects.toBe('enough');
    await expect(lowRes(predictor)).resolves.toHaveLength(9);
    await predictor.dispose();
  });

  test('that was terminated rejects pending calls with REALM_LOST', async () => {
    const backend = onnxNode();
    const { spawn } = backend;
    let terminate = async () => {};
    const watched = {
      ...backend,
      spawn: async () => {
        const realm = await (spawn as NonNullable<typeof spawn>)();
        terminate = realm.terminate;
        return realm;
      },
    };
    const predictor = await loadPredictor({ model: folderSource(temporary.folder), backend: watched });
    const pending = predictor.encode(picture());
    const settled = expect(pending).rejects.toMatchObject({
      code: 'REALM_LOST',
      message: expect.stringContaining('terminated'),
    });
    await terminate();
    await settled;
    await predictor.dispose();
  });

  test('runs the model’s probes, and says which lowering and storage it took', async () => {
    const verdicts = new Map();
    const predictor = await loadPredictor({
      model: folderSource(temporary.folder),
      backend: onnxNode(),
      storage: 'w16',
      verdicts,
    });
    expect(predictor.info).toMatchObject({ device: 'cpu', storage: 'w16', backend: 'onnx-node' });
    expect([...verdicts.values()]).toEqual([{ passed: true }]);
    await predictor.dispose();
  });

  test('keeps neither the process alive nor anything unsaid, even if it is not disposed of', async () => {
    const script = `
      import { loadPredictor } from '@medicosam/core';
      import { folderSource, onnxNode } from '@medicosam/onnx-node';
      const model = folderSource(${JSON.stringify(temporary.folder)});
      const predictor = await loadPredictor({ model, backend: onnxNode() });
      const embedding = await predictor.encode({ data: new Uint8Array(100), width: 10, height: 10 });
      const [mask] = await predictor.predict(embedding, { box: [1, 1, 8, 8] });
      console.log(mask.width);`;
    const { stdout, stderr } = await promisify(execFile)(
      process.execPath,
      ['--input-type=module', '--eval', script],
      { cwd: new URL('..', import.meta.url), timeout: 40_000 },
    );
    expect([stdout, stderr]).toEqual(['10\n', '']);
  });
});

test('w16 storage gives the masks of fp32 within the rounding of its weights', async () => {
  const model = folderSource(temporary.folder);
  const load = (storage: string) => loadPredictor({ model, backend: onnxNode(), storage });
  const [full, half] = await Promise.all([load('fp32'), load('w16')]);
  const [exact, rounded] = [await lowRes(full), await lowRes(half)];
  let largest = 0;
  exact.forEach((logits, mask) => {
    logits?.forEach((value, i) => {
      largest = Math.max(largest, Math.abs(value - (rounded[mask]?.[i] ?? Number.NaN)));
    });
  });
  expect(largest).toBeGreaterThan(0);
  expect(largest).toBeLessThan(0.2);
  await Promise.all([full.dispose(), half.dispose()]);
});

describe('int8 storage', () => {
  const load = (options: { storage: string; device?: string }) =>
    loadPredictor({
      model: folderSource(temporary.folder),
      backend: onnxNode(),
      verdicts: new Map(),
      ...options,
    });

  test('passes its probes on the CPU and gives embeddings near those of fp32', async () => {
    const [full, int8] = await Promise.all([load({ storage: 'fp32' }), load({ storage: 'int8' })]);
    expect(int8.info).toMatchObject({ device: 'cpu', storage: 'int8' });
    const [exact, rounded] = [(await lowRes(full)).flatMap(numbers), (await lowRes(int8)).flatMap(numbers)];
    const size = (values: number[]) => Math.sqrt(values.reduce((sum, value) => sum + value ** 2, 0));
    const error = size(exact.map((value, i) => value - (rounded[i] ?? Number.NaN))) / size(exact);
    // Of random weights in few channels.
    expect(error).toBeGreaterThan(0);
    expect(error).toBeLessThan(0.2);
    await Promise.all([full.dispose(), int8.dispose()]);
  });

  test('is refused on other devices', async () => {
    const usable = (await onnxNode().devices()).filter((report) => report.usable && report.device !== 'cpu');
    for (const device of ['webgpu', 'cuda', ...usable.map((report) => report.device)]) {
      await expect(load({ storage: 'int8', device })).rejects.toMatchObject({ code: 'DEVICE_UNAVAILABLE' });
    }
  });
});

const numbers = (values: Float32Array | undefined): number[] => Array.from(values ?? [Number.NaN]);

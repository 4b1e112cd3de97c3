import { fileURLToPath } from 'node:url';
import type { MemoryFolder } from '@medicosam/convert';
import { iou, loadPredictor, type Mask } from '@medicosam/core';
import { readImage } from '@medicosam/io';
import { tiny } from '@medicosam/model-tiny';
import { onnxNode } from '@medicosam/onnx-node';
import { onnxWeb } from '@medicosam/onnx-web';
import * as runtime from 'onnxruntime-web';
import { beforeAll, describe, expect, test } from 'vitest';
import { miniModel } from './support/mini-model.js';
import { largestDifference, lowRes } from './support/mini-run.js';
import { type Spoiling, spoiled } from './support/spoiled-runtime.js';

let mini: MemoryFolder;
beforeAll(async () => {
  mini = await miniModel();
});

describe('wasm in Node', () => {
  test('gives the masks of onnx-node', async () => {
    const web = await loadPredictor({ model: mini, backend: onnxWeb() });
    const node = await loadPredictor({ model: mini, backend: onnxNode({ inRealm: true }) });
    expect(web.info).toMatchObject({ backend: 'onnx-web', device: 'wasm', realm: 'caller' });
    const [ours, theirs] = [await lowRes(web), await lowRes(node)];
    expect(ours.length).toBeGreaterThan(1000);
    expect(largestDifference(ours, theirs)).toBeLessThan(1e-4);
    await Promise.all([web.dispose(), node.dispose()]);
  });

  test('runs int8 as onnx-node does, to what the rounding of other kernels moves', async () => {
    const model = await miniModel(['fp32', 'int8']);
    const load = (backend: ReturnType<typeof onnxWeb>, storage: string) =>
      loadPredictor({ model, backend, storage, verdicts: new Map() });
    const web = await load(onnxWeb(), 'int8');
    const node = await load(onnxNode({ inRealm: true }), 'int8');
    const full = await load(onnxWeb(), 'fp32');
    expect(web.info).toMatchObject({ device: 'wasm', storage: 'int8' });
    const [ours, theirs, exact] = [await lowRes(web), await lowRes(node), await lowRes(full)];
    const rounding = largestDifference(ours, exact);
    expect(rounding).toBeGreaterThan(0.01);
    expect(largestDifference(ours, theirs)).toBeLessThan(rounding);
    await Promise.all([web.dispose(), node.dispose(), full.dispose()]);
  });

  test('leaves nothing behind', async () => {
    const backend = onnxWeb();
    const predictor = await loadPredictor({ model: mini, backend });
    await lowRes(predictor);
    expect((await backend.live()).graphs).toBeGreaterThan(2);
    await predictor.dispose();
    expect(await backend.live()).toEqual({ graphs: 0, tensors: 0 });
  });

  // default-model.test.ts has another image for `npm test`: wasm with one thread encodes for seconds.
  const inProof = test.runIf(process.env['MEDICOSAM_PROVE']);
  inProof('segments the spinal cord of a sample with the default model as onnx-node does', async () => {
    const image = await readImage(
      fileURLToPath(new URL('../../../apps/node/samples/spine-mr.png', import.meta.url)),
    );
    const segment = async (backend: ReturnType<typeof onnxWeb>): Promise<Mask | undefined> => {
      const predictor = await loadPredictor({ model: tiny, backend });
      const embedding = await predictor.encode(image, { normalisation: 'minmax' });
      const [mask] = await predictor.predict(embedding, { box: [245, 335, 305, 365] });
      await predictor.dispose();
      return mask;
    };
    const [ours, theirs] = [await segment(onnxWeb()), await segment(onnxNode({ inRealm: true }))];
    if (!ours?.mask || !theirs?.mask) throw new Error('no mask');
    expect(theirs.area).toBeGreaterThan(500);
    expect(iou(ours.mask, theirs.mask)).toBeGreaterThanOrEqual(0.999);
  });
});

describe('devices in Node', () => {
  test('are wasm alone, the others with the reason why not', async () => {
    const reports = await onnxWeb().devices();
    expect(reports.map(({ device, usable }) => [device, usable])).toEqual([
      ['webgpu', false],
      ['wasm-threads', false],
      ['wasm', true],
    ]);
    expect(reports[0]?.reason).toBe('Node has no WebGPU.');
    expect(reports[1]?.reason).toContain('in Node');
    expect(reports[2]?.runtime).toBe('onnxruntime-web 1.30.0');
  });

  test('that compute wrongly fail the probes', async () => {
    const load = (spoiling: Spoiling) =>
      loadPredictor({
        model: mini,
        backend: onnxWeb({ runtime: spoiled(runtime, spoiling) }),
        verdicts: new Map(),
      });
    const right = await load((value) => value);
    expect(right.info.device).toBe('wasm');
    await right.dispose();
    await expect(load((value) => value * 1.01)).rejects.toMatchObject({ code: 'DEVICE_WRONG' });
    await expect(load(() => Number.NaN)).rejects.toMatchObject({ code: 'DEVICE_WRONG' });
  });
});

test.each([0, -1, 1.5, Number.NaN])('threads of %s are refused', (threads) => {
  expect(() => onnxWeb({ threads })).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }));
});

import { describe, expect, test } from 'vitest';
import { type LoadPredictorOptions, loadPredictor, type PredictOptions } from '../../src/index.js';
import { FakeBackend, fakeDevice } from '../model/support/fake-backend.js';
import { fakeManifest } from '../model/support/fake-manifest.js';
import { fakeSource } from '../model/support/fake-source.js';
import { FakeRealmBackend } from './support/fake-realm.js';
import { image } from './support/image.js';

const point = (x: number, y: number) => ({ points: [{ x, y, label: 1 as const }] });

/** The same predictor, in the caller's realm and in one of its own: they must not differ. */
describe.each([
  ['in the caller’s realm', true],
  ['in a realm of its own', false],
])('a predictor %s', (_, inRealm) => {
  async function load(options: Partial<LoadPredictorOptions> = {}) {
    const backend = new FakeRealmBackend();
    const predictor = await loadPredictor({ model: fakeSource(), backend, inRealm, ...options });
    return { predictor, backend, working: inRealm ? backend : backend.inner };
  }

  test('says what it loaded and where', async () => {
    const { predictor } = await load();
    expect(predictor.info).toMatchObject({
      backend: 'fake',
      device: 'cpu',
      storage: 'fp32',
      realm: inRealm ? 'caller' : 'own',
      lowering: { encoder: 'tiled', decoder: 'tiled' },
      warnings: [],
    });
    expect(predictor.info.manifest.id).toBe('fake');
    expect(predictor.info.reasons.join(' ')).toContain('cpu: chosen');
    await predictor.dispose();
  });

  test('answers one foreground point with the best candidate of 1..3', async () => {
    const { predictor } = await load();
    const embedding = await predictor.encode(image());
    const [mask, ...others] = await predictor.predict(embedding, point(4, 2));
    expect(others).toEqual([]);
    expect(mask).toMatchObject({ width: 20, height: 10, candidate: 2, area: 200, box: [0, 0, 20, 10] });
    expect(mask?.predictedIou).toBeCloseTo(0.9);
    expect(mask?.mask?.bits).toHaveLength(200);
    // 100 of the image, the point at (6.4, 3.2) of the model's input, 2000 of candidate 2.
    expect(mask?.lowRes?.data[0]).toBeCloseTo(2109.6, 2);
    expect(mask?.logits).toBeUndefined();
    expect(mask?.toRLE()).toEqual({ size: [10, 20], counts: [0, 200] });
    await predictor.dispose();
  });

  test('normalises by a range over many images when it is given one', async () => {
    const { predictor } = await load();
    const embedding = await predictor.encode(image(10), {
      normalisation: 'minmax-joint',
      joint: { lo: 0, hi: 1000 },
    });
    expect(embedding.normalisation).toBe('minmax-joint');
    embedding.release();
    await expect(predictor.encode(image(10), { normalisation: 'minmax-joint' })).rejects.toMatchObject({
      code: 'NORMALISATION_INVALID',
    });
    await predictor.dispose();
  });

  test('answers several objects in the order asked, with a mask prompt among them', async () => {
    const { predictor } = await load();
    const embedding = await predictor.encode(image(10));
    const lowRes = { data: new Float32Array(64).fill(-30), width: 8, height: 8 };
    const bits = new Uint8Array(200).fill(1);
    const masks = await predictor.predictMany(
      embedding,
      [point(4, 2), { mask: lowRes }, { box: [0, 0, 10, 5] }, { mask: { bits, width: 20, height: 10 } }],
      { multimask: false, outputs: ['lowRes'] },
    );
    expect(masks.map(([mask]) => mask?.lowRes?.data[0]?.toFixed(2))).toEqual([
      '19.60',
      '-20.00',
      '34.00',
      '16.91',
    ]);
    expect(masks.map(([mask]) => mask?.area)).toEqual([200, 0, 200, expect.any(Number)]);
    await predictor.dispose();
  });

  test('multimask gives candidates 1..3 by falling predicted IoU', async () => {
    const { predictor } = await load();
    const embedding = await predictor.encode(image());
    const masks = await predictor.predict(embedding, point(4, 2), { multimask: true });
    expect(masks.map(({ candidate }) => candidate)).toEqual([2, 3, 1]);
    await predictor.dispose();
  });

  test.each([
    [['mask'], ['mask']],
    [['logits'], ['logits']],
    [['rle'], ['rle']],
    [['lowRes'], ['lowRes']],
    [[], []],
    [undefined, ['mask', 'lowRes']],
  ] as const)('outputs %j are what a mask carries', async (outputs, carried) => {
    const { predictor } = await load();
    const embedding = await predictor.encode(image());
    const [mask] = await predictor.predict(embedding, point(4, 2), { outputs });
    const present = (['mask', 'logits', 'rle', 'lowRes'] as const).filter((key) => mask?.[key] !== undefined);
    expect([...present].sort()).toEqual([...carried].sort());
    await predictor.dispose();
  });

  test('results of one call do not share memory with those of the next', async () => {
    const { predictor } = await load();
    const embedding = await predictor.encode(image(0));
    const options: PredictOptions = { multimask: false, outputs: ['logits', 'lowRes'] };
    const [first] = await predictor.predict(embedding, point(4, 2), options);
    const before = [first?.logits?.[0], first?.lowRes?.data[0]];
    await predictor.predict(embedding, point(9, 9), options);
    expect([first?.logits?.[0], first?.lowRes?.data[0]]).toEqual(before);
    await predictor.dispose();
  });

  test('a threshold moves the mask, not the logits', async () => {
    const { predictor } = await load();
    const embedding = await predictor.encode(image(0));
    const options: PredictOptions = { multimask: false, outputs: ['mask', 'logits'] };
    const [low] = await predictor.predict(embedding, point(4, 2), options);
    const [high] = await predictor.predict(embedding, point(4, 2), { ...options, threshold: 10 });
    expect([low?.area, high?.area]).toEqual([200, 0]);
    expect(high?.logits).toEqual(low?.logits);
    await predictor.dispose();
  });

  test.each([
    ['EMPTY_PROMPT', {}, {}],
    ['INVALID_ARGUMENT', { box: [5, 5, 1, 1] as const }, {}],
    ['INVALID_ARGUMENT', point(1, 1), { outputs: ['pixels' as 'mask'] }],
    ['INVALID_ARGUMENT', point(1, 1), { threshold: Number.NaN }],
  ])('wrong input is %s before any work', async (code, prompt, options) => {
    const { predictor, working } = await load();
    const embedding = await predictor.encode(image());
    const runs = working.log.length;
    await expect(predictor.predict(embedding, prompt, options)).rejects.toMatchObject({
      code,
      name: 'MedicoSamError',
      message: expect.stringMatching(/.{20}/),
    });
    expect(working.log).toHaveLength(runs);
    await predictor.dispose();
  });

  test('an image that is none rejects with IMAGE_INVALID', async () => {
    const { predictor } = await load();
    await expect(predictor.encode({ ...image(), width: 21 })).rejects.toMatchObject({
      code: 'IMAGE_INVALID',
    });
    await expect(predictor.encode(null as never)).rejects.toMatchObject({ code: 'IMAGE_INVALID' });
    await predictor.dispose();
  });

  test('the caller keeps the pixels', async () => {
    const { predictor } = await load();
    const pixels = image();
    await predictor.encode(pixels);
    expect(pixels.data).toHaveLength(200);
    await predictor.dispose();
  });

  test('an aborted call rejects with the signal’s reason at once, and its embedding is freed', async () => {
    const { predictor, working } = await load();
    let open = () => {};
    const gate = new Promise<void>((resolve) => (open = resolve));
    const started = new Promise<void>((resolve) => {
      working.gate = () => {
        resolve();
        return gate;
      };
    });
    const controller = new AbortController();
    const encoding = predictor.encode(image(), { signal: controller.signal });
    await started;
    const reason = new Error('the user went on');
    controller.abort(reason);
    await expect(encoding).rejects.toBe(reason);
    open();
    working.gate = () => undefined;
    (await predictor.encode(image())).release();
    await expect.poll(async () => (await working.live()).tensors).toBe(0);
    await predictor.dispose();
  });

  test('a newer prediction replaces one that waits, which rejects with an AbortError', async () => {
    const { predictor, working } = await load();
    const embedding = await predictor.encode(image());
    await predictor.predict(embedding, point(1, 1));
    let open = () => {};
    const gate = new Promise<void>((resolve) => (open = resolve));
    const started = new Promise<void>((resolve) => {
      working.gate = () => {
        resolve();
        return gate;
      };
    });
    const busy = predictor.encode(image());
    await started;
    const older = predictor.predict(embedding, point(1, 1), { replaces: 'hover' });
    const newer = predictor.predict(embedding, point(2, 2), { replaces: 'hover' });
    await expect(older).rejects.toMatchObject({ name: 'AbortError' });
    open();
    await expect(newer).resolves.toHaveLength(1);
    await busy;
    await predictor.dispose();
  });

  test('a prediction overtakes images that wait to be encoded', async () => {
    const { predictor, working } = await load();
    const embedding = await predictor.encode(image());
    await predictor.predict(embedding, point(1, 1));
    working.log.length = 0;
    const order: string[] = [];
    await Promise.all([
      predictor.encode(image(1)).then(() => order.push('first image')),
      predictor.encode(image(2)).then(() => order.push('second image')),
      predictor.predict(embedding, point(1, 1)).then(() => order.push('prediction')),
    ]);
    expect(order.indexOf('prediction')).toBeLessThan(order.indexOf('second image'));
    await predictor.dispose();
  });

  test('an embedding crosses to another predictor as bytes', async () => {
    const { predictor } = await load();
    const { predictor: other } = await load();
    const embedding = await predictor.encode(image(50));
    await expect(other.predict(embedding, point(1, 1))).rejects.toMatchObject({ code: 'TENSOR_FOREIGN' });
    const restored = await other.restore(await embedding.serialise());
    expect(restored.transform).toEqual(embedding.transform);
    const [mask] = await other.predict(restored, point(0, 0), { multimask: false });
    expect(mask?.lowRes?.data[0]).toBe(50);
    await expect(other.restore(new Uint8Array(40))).rejects.toMatchObject({ code: 'EMBEDDING_INVALID' });
    await Promise.all([predictor.dispose(), other.dispose()]);
  });

  test('an embedding of another model is a mismatch', async () => {
    const { predictor } = await load();
    const { predictor: other } = await load({ model: fakeSource(fakeManifest({ hash: 'b'.repeat(64) })) });
    const embedding = await predictor.encode(image());
    await expect(other.predict(embedding, point(1, 1))).rejects.toMatchObject({ code: 'EMBEDDING_MISMATCH' });
    await Promise.all([predictor.dispose(), other.dispose()]);
  });

  test('a released embedding is refused, and its tensors are freed', async () => {
    const { predictor, working } = await load();
    const embedding = await predictor.encode(image());
    embedding.retain().release();
    expect(embedding.released).toBe(false);
    embedding.release();
    expect(embedding.released).toBe(true);
    await expect(predictor.predict(embedding, point(1, 1))).rejects.toMatchObject({
      code: 'TENSOR_DISPOSED',
    });
    await expect.poll(async () => (await working.live()).tensors).toBe(0);
    await predictor.dispose();
  });

  test('dispose() rejects what is pending with DISPOSED, frees everything, and may be called twice', async () => {
    const { predictor, backend, working } = await load();
    await predictor.encode(image());
    const pending = predictor.encode(image());
    const settled = expect(pending).rejects.toMatchObject({ code: 'DISPOSED' });
    await Promise.all([predictor.dispose(), predictor.dispose()]);
    await settled;
    expect(await working.live()).toEqual({ graphs: 0, tensors: 0 });
    await expect(predictor.encode(image())).rejects.toMatchObject({ code: 'DISPOSED' });
    expect(backend.terminations).toBe(inRealm ? 0 : 1);
  });

  test('stream is the general form: an operation’s items, then its result', async () => {
    const { predictor } = await load();
    const embedding = await predictor.encode(image());
    const args = { embedding, prompts: [point(1, 1), point(2, 2)], multimask: false, outputs: ['rle'] };
    const received: unknown[] = [];
    for await (const item of predictor.stream('predictMany', args)) received.push(item);
    expect(received).toHaveLength(1);
    expect(received[0]).toMatchObject([[{ candidate: 0 }], [{ candidate: 0 }]]);
    const unknown = predictor.stream('toString', {})[Symbol.asyncIterator]().next();
    await expect(unknown).rejects.toMatchObject({
      code: 'OPERATION_UNKNOWN',
      message: expect.stringContaining('predictMany'),
    });
    await predictor.dispose();
  });

  test('tells how far it is', async () => {
    const { predictor } = await load();
    const stages: string[] = [];
    await predictor.encode(image(), { onProgress: ({ stage }) => stages.push(stage) });
    expect(stages).toEqual(['encode', 'open']);
    await predictor.dispose();
  });

  test('a device that was named and cannot be used throws, and leaves no realm behind', async () => {
    const backend = new FakeRealmBackend();
    const reports = [fakeDevice('cuda', { usable: false, reason: 'no driver.' }), fakeDevice('cpu')];
    backend.reports = reports;
    backend.inner.reports = reports;
    const loading = loadPredictor({ model: fakeSource(), backend, inRealm, device: 'cuda' });
    await expect(loading).rejects.toMatchObject({
      code: 'DEVICE_UNAVAILABLE',
      message: expect.stringContaining('no driver.'),
    });
    expect(backend.terminations).toBe(inRealm ? 0 : 1);
  });

  test('an aborted load rejects with the signal’s reason', async () => {
    const backend = new FakeRealmBackend();
    const controller = new AbortController();
    const source = fakeSource();
    const manifest = async () => {
      controller.abort('enough');
      return source.manifest();
    };
    const loading = loadPredictor({
      model: { ...source, manifest },
      backend,
      inRealm,
      signal: controller.signal,
    });
    await expect(loading).rejects.toBe('enough');
    await expect(loadPredictor({ model: source, backend, signal: AbortSignal.abort('late') })).rejects.toBe(
      'late',
    );
  });
});

test('without spawn a predictor runs in the caller’s realm', async () => {
  const predictor = await loadPredictor({ model: fakeSource(), backend: new FakeBackend() });
  expect(predictor.info.realm).toBe('caller');
  await predictor.dispose();
});

import { afterEach, describe, expect, test, vi } from 'vitest';
import { ImageSession, type Manifest, type PixelImage, storedPredictor } from '../../src/index.js';
import { fakeManifest } from '../model/support/fake-manifest.js';
import { image } from '../predictor/support/image.js';
import { load, loadStored, type Place } from './support/predictors.js';

const BOX = { box: [2, 2, 9, 8] } as const;
const PLACES: Place[] = ['here', 'in a realm'];

/** Values that a model of 8 bits cannot take as they are. */
const deep = (): PixelImage => ({
  data: Uint16Array.from({ length: 200 }, (_, k) => k * 9),
  width: 20,
  height: 10,
});

afterEach(() => vi.unstubAllGlobals());

describe.each(PLACES)('a stored predictor that works %s', (place) => {
  test('encodes an image once, and answers the same from the store', async () => {
    const { predictor, encodings, warnings } = await loadStored(place);
    const stages: string[][] = [];
    const encode = () => {
      const seen: string[] = [];
      stages.push(seen);
      return predictor.encode(image(), { onProgress: ({ stage }) => void seen.push(stage) });
    };
    const fresh = await encode();
    await predictor.written();
    const stored = await encode();
    expect(encodings()).toBe(1);
    expect([fresh, stored].map((embedding) => predictor.isFromStore(embedding))).toEqual([false, true]);
    expect(stages[0]).toContain('encode');
    expect(stages[1]).toContain('restore');
    expect(stages[1]).not.toContain('encode');
    const { modelHash, transform, normalisation } = fresh;
    expect(stored).toMatchObject({ modelHash, transform, normalisation, warnings: [] });
    const [a] = await predictor.predict(fresh, BOX);
    const [b] = await predictor.predict(stored, BOX);
    expect(b?.mask).toEqual(a?.mask);
    expect(warnings).toEqual([]);
    await predictor.dispose();
  });

  test('answers the first time as the second, bit for bit, unless it is told not to', async () => {
    // Values that float16 does not hold.
    const manifest: Partial<Manifest> = { image: { ...fakeManifest().image, mean: [0.123, 0, 0] } };
    const logits = async (alike: boolean | undefined) => {
      const { predictor, encodings } = await loadStored(place, manifest, { alike });
      const answers: (Float32Array | undefined)[] = [];
      for (let k = 0; k < 2; k++) {
        const embedding = await predictor.encode(image());
        expect(embedding.warnings).toEqual([]);
        answers.push((await predictor.predict(embedding, BOX))[0]?.lowRes?.data);
        await predictor.written();
      }
      expect(encodings()).toBe(1);
      await predictor.dispose();
      return answers;
    };
    const [first, second] = await logits(undefined);
    expect(second).toEqual(first);
    const [unrounded, rounded] = await logits(false);
    expect(rounded).toEqual(second);
    expect(unrounded).not.toEqual(rounded);
  });

  test('finds what another predictor of the same model stored', async () => {
    const first = await loadStored(place);
    await first.predictor.encode(image());
    await first.predictor.dispose();
    const { predictor: inner, encodings } = await load(place === 'here' ? 'in a realm' : 'here');
    const second = storedPredictor(inner, first.store);
    expect(second.isFromStore(await second.encode(image()))).toBe(true);
    expect(encodings()).toBe(0);
    await second.dispose();
  });

  test('finds what is still being written, and what was released at once', async () => {
    const { predictor, encodings, store, backend } = await loadStored(place);
    vi.spyOn(store, 'put').mockImplementation(() => new Promise(() => {}));
    (await predictor.encode(image())).release();
    const again = await predictor.encode(image());
    expect(encodings()).toBe(1);
    expect(predictor.isFromStore(again)).toBe(true);
    again.release();
    await vi.waitFor(async () => expect(await backend.live()).toMatchObject({ tensors: 0 }));
  });

  test('encodes another image, normalisation, window or range', async () => {
    const { predictor, encodings } = await loadStored(place);
    const hu = (center: number): PixelImage => ({
      ...deep(),
      rescale: { slope: 1, intercept: 0, unit: 'HU' },
      windows: [{ center, width: 900 }],
    });
    const asked: Parameters<typeof predictor.encode>[] = [
      [image()],
      [image(101)],
      [image(), { normalisation: 'minmax' }],
      [image(), { normalisation: 'minmax-joint', joint: { lo: 0, hi: 200 } }],
      [image(), { normalisation: 'minmax-joint', joint: { lo: 0, hi: 201 } }],
      [hu(400)],
      [hu(500)],
    ];
    for (const one of asked) expect(predictor.isFromStore(await predictor.encode(...one))).toBe(false);
    expect(encodings()).toBe(asked.length);
    await predictor.written();
    for (const one of asked) expect(predictor.isFromStore(await predictor.encode(...one))).toBe(true);
    // A range says nothing to a normalisation that takes none, and a window may be written out.
    await predictor.encode(image(), { joint: { lo: 0, hi: 9 } });
    await predictor.encode(hu(1), { normalisation: 'window: 400, 900, linear' });
    expect(encodings()).toBe(asked.length);
    await predictor.dispose();
  });

  test('says of a stored embedding what was chosen this time', async () => {
    const { predictor, encodings } = await loadStored(place);
    const chosen = [{ code: 'NORMALISATION_CHOSEN', message: expect.any(String) }];
    expect((await predictor.encode(deep())).warnings).toEqual(chosen);
    await predictor.written();
    expect((await predictor.encode(deep())).warnings).toEqual(chosen);
    const asked = await predictor.encode(deep(), { normalisation: 'percentile:0.5,99.5' });
    expect(asked.warnings).toEqual([]);
    expect(encodings()).toBe(1);
    await predictor.dispose();
  });

  test('encodes again where the store is damaged or cannot be read, says so, and mends it', async () => {
    const { predictor, encodings, blobs, store } = await loadStored(place);
    await predictor.encode(image());
    await predictor.written();
    const [entry] = await blobs.list();
    const bytes = await blobs.get(entry?.key ?? '');
    await blobs.put(entry?.key ?? '', (bytes ?? new Uint8Array()).fill(7, 40));
    const again = await predictor.encode(image());
    expect(again.warnings).toEqual([
      { code: 'STORE_READ_FAILED', message: expect.stringContaining('EMBEDDING_INVALID') },
    ]);
    await predictor.written();
    expect(predictor.isFromStore(await predictor.encode(image()))).toBe(true);
    expect(encodings()).toBe(2);
    const get = vi.spyOn(store, 'get').mockRejectedValue(new Error('/home/doe/scan'));
    const unread = await predictor.encode(image());
    expect(unread.warnings).toMatchObject([{ code: 'STORE_READ_FAILED' }]);
    expect(unread.warnings[0]?.message).not.toContain('doe');
    expect(encodings()).toBe(3);
    get.mockRestore();
    await predictor.dispose();
  });

  test('takes an entry of another image for damaged', async () => {
    const { predictor, encodings, store } = await loadStored(place);
    const other = await predictor.encode(image(100, 10, 20));
    const bytes = await other.serialise();
    vi.spyOn(store, 'get').mockResolvedValue(bytes);
    const embedding = await predictor.encode(image());
    expect(embedding.transform.original).toEqual({ width: 20, height: 10 });
    expect(embedding.warnings).toMatchObject([{ code: 'STORE_READ_FAILED' }]);
    expect(encodings()).toBe(2);
    await predictor.dispose();
  });

  test('answers where nothing can be written, and says so once', async () => {
    const { predictor, store, warnings, encodings } = await loadStored(place);
    const put = vi.spyOn(store, 'put').mockRejectedValue(new Error('full'));
    for (const value of [1, 2, 3]) expect((await predictor.encode(image(value))).warnings).toEqual([]);
    await predictor.written();
    expect(warnings).toEqual([
      { code: 'STORE_WRITE_FAILED', message: expect.stringContaining('could not be stored') },
    ]);
    put.mockRestore();
    await predictor.encode(image(4));
    await predictor.written();
    expect(predictor.isFromStore(await predictor.encode(image(4)))).toBe(true);
    expect(encodings()).toBe(4);
    await predictor.dispose();
  });

  test('aborts while the store is asked, and while the encoder runs', async () => {
    const { predictor, store, backend } = await loadStored(place);
    const get = vi.spyOn(store, 'get').mockImplementation(() => new Promise(() => {}));
    const first = new AbortController();
    const asking = predictor.encode(image(), { signal: first.signal });
    await vi.waitFor(() => expect(get).toHaveBeenCalled());
    first.abort('enough');
    await expect(asking).rejects.toBe('enough');
    get.mockRestore();
    let open = () => {};
    backend.gate = (part) => (part === 'encoder' ? new Promise((resolve) => (open = resolve)) : undefined);
    const second = new AbortController();
    const encoding = predictor.encode(image(), { signal: second.signal });
    await vi.waitFor(() => expect(backend.log).toContain('run encoder'));
    second.abort('enough');
    await expect(encoding).rejects.toBe('enough');
    open();
    await expect(predictor.encode(image(), { signal: second.signal })).rejects.toBe('enough');
    await predictor.dispose();
  });

  test('encodes the pixels of the call, whatever becomes of them, and leaves them to the caller', async () => {
    const { predictor, encodings } = await loadStored(place);
    const changing = image(1);
    const encoding = predictor.encode(changing);
    (changing.data as Uint8Array).fill(2);
    await encoding;
    await predictor.written();
    expect(predictor.isFromStore(await predictor.encode(image(1)))).toBe(true);
    expect(predictor.isFromStore(await predictor.encode(image(2)))).toBe(false);
    expect(changing.data).toHaveLength(200);
    const given = image(3);
    await predictor.encode(given, { transfer: true });
    expect(given.data).toHaveLength(place === 'here' ? 200 : 0);
    expect(encodings()).toBe(3);
    await predictor.dispose();
  });

  test('refuses what the predictor refuses', async () => {
    const { predictor } = await loadStored(place);
    const wrong = { ...image(), width: 7 };
    await expect(predictor.encode(wrong)).rejects.toMatchObject({ code: 'IMAGE_INVALID' });
    await expect(predictor.encode(null as never)).rejects.toMatchObject({ code: 'IMAGE_INVALID' });
    const asked = { normalisation: 'brighter' };
    await expect(predictor.encode(image(), asked)).rejects.toMatchObject({ code: 'NORMALISATION_INVALID' });
    await predictor.dispose();
  });

  test('answers before it has written, and writes before it is disposed of', async () => {
    const { predictor, store, backend } = await loadStored(place);
    const order: string[] = [];
    let finish = () => {};
    const put = vi.spyOn(store, 'put').mockImplementation(async () => {
      await new Promise<void>((resolve) => (finish = resolve));
      order.push('written');
    });
    await predictor.encode(image());
    await vi.waitFor(() => expect(put).toHaveBeenCalled());
    expect(order).toEqual([]);
    const disposing = predictor.dispose().then(() => order.push('disposed'));
    await expect(predictor.encode(image())).rejects.toMatchObject({ code: 'DISPOSED' });
    finish();
    await disposing;
    await predictor.dispose();
    expect(order).toEqual(['written', 'disposed']);
    expect(await backend.live()).toEqual({ graphs: 0, tensors: 0 });
  });
});

test('takes an image whose members are not its own, as the DOM’s ImageData', async () => {
  class ImageLike {
    readonly #data = new Uint8ClampedArray(800).fill(90);
    get data() {
      return this.#data;
    }
    get width() {
      return 20;
    }
    get height() {
      return 10;
    }
  }
  const { predictor } = await loadStored('here');
  await predictor.encode(new ImageLike());
  await predictor.written();
  expect(predictor.isFromStore(await predictor.encode(new ImageLike()))).toBe(true);
  await predictor.dispose();
});

test('serves sessions as any predictor', async () => {
  const { predictor, encodings } = await loadStored('here');
  for (let k = 0; k < 2; k++) {
    const session = new ImageSession({ predictor });
    session.setImage(image());
    session.prompts?.addPoint({ x: 5, y: 5, label: 1 });
    const { status, mask, error } = await session.settled();
    expect({ status, error, hasMask: mask !== undefined }).toEqual({
      status: 'ready',
      error: undefined,
      hasMask: true,
    });
    await session.dispose();
    await predictor.written();
  }
  expect(encodings()).toBe(1);
  await predictor.dispose();
});

test('without a store, and without SHA-256, a stored predictor encodes', async () => {
  const { predictor: inner, encodings } = await load('here');
  const without = storedPredictor(inner, undefined);
  for (let k = 0; k < 2; k++) expect(without.isFromStore(await without.encode(image()))).toBe(false);
  const { predictor, warnings, ...stored } = await loadStored('here');
  vi.stubGlobal('crypto', {});
  for (let k = 0; k < 2; k++) expect((await predictor.encode(image())).warnings).toEqual([]);
  expect([encodings(), stored.encodings(), warnings]).toEqual([2, 2, []]);
  await Promise.all([without.dispose(), predictor.dispose()]);
});

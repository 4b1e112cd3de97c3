import { describe, expect, onTestFinished, test } from 'vitest';
import {
  compressRle,
  decodeRle,
  ImageSession,
  type Manifest,
  ObjectList,
  type PixelImage,
  readSessionRecord,
  recordSession,
  replaySession,
  restoreObjects,
  type SegmentedObject,
  type SessionRecord,
} from '../../src/index.js';
import { fakeManifest } from '../model/support/fake-manifest.js';
import { image } from '../predictor/support/image.js';
import { discBackend } from './support/disc-backend.js';
import { expectNoUnhandledRejections } from './support/no-unhandled-rejections.js';
import { openPredictor, UNTRAINED } from './support/open-predictor.js';

expectNoUnhandledRejections();

async function discPredictor(manifest: Partial<Manifest> = {}) {
  const opened = await openPredictor(manifest, discBackend());
  onTestFinished(() => opened.predictor.dispose());
  return opened;
}

const point = (x: number, y: number, label: 0 | 1 = 1) => ({ x, y, label });

/** Two slices: on the first a candidate chosen by hand and refined, and a mask prompt; on the second a box of its own. */
async function annotated(manifest: Partial<Manifest> = {}) {
  const { predictor } = await discPredictor(manifest);
  const session = new ImageSession({ predictor, normalisation: 'minmax', threshold: 0.25 });
  onTestFinished(() => session.dispose());
  const pictures: PixelImage[] = [image(0), image(1)];
  const slice = (index: number) => ({ image: 'ct', slice: { axis: 'k' as const, index } });
  session.setImage(pictures[0], { target: slice(0) });
  session.prompts?.addPoint(point(5, 5));
  await session.settled();
  session.prompts?.selectCandidate(1);
  session.prompts?.addPoint(point(12, 5));
  await session.settled();
  session.prompts?.addPoint(point(9, 5, 0));
  await session.settled();
  session.commit({ label: 'liver' });
  const bits = Uint8Array.from({ length: 200 }, (_, i) => (i % 20 < 8 ? 1 : 0));
  session.prompts?.setMask({ bits, width: 20, height: 10 });
  session.prompts?.addPoint(point(3, 3));
  await session.settled();
  session.commit({ locked: true });
  session.objects.add({ mask: { size: [10, 20], counts: [0, 50, 150] }, target: slice(0), label: 'by hand' });
  session.setImage(pictures[1], { target: slice(1) });
  session.prompts?.scribble([point(2, 5), point(16, 5)], 1);
  await session.settled();
  const imageOf = ({ slice: at }: { slice?: { index: number } | undefined }) =>
    pictures[at?.index ?? -1] ?? image(9);
  return { session, predictor, pictures, imageOf };
}

describe('a record', () => {
  test('holds every object, and the prompts that are not committed, and survives JSON', async () => {
    const { session } = await annotated();
    const record = recordSession(session);
    expect(record).toMatchObject({
      format: 'medicosam-session',
      version: 1,
      commits: [
        {
          label: 'liver',
          target: { image: 'ct', slice: { axis: 'k', index: 0 } },
          origin: {
            model: { id: 'fake', hash: 'a'.repeat(64) },
            normalisation: 'minmax',
            threshold: 0.25,
            rounds: [
              { points: [point(5, 5)], candidate: 3 },
              { points: [point(5, 5), point(12, 5)], candidate: 0 },
              { points: [point(5, 5), point(12, 5), point(9, 5, 0)], candidate: 0 },
            ],
          },
        },
        { locked: true, origin: { rounds: [{ mask: { size: [10, 20] }, points: [point(3, 3)] }] } },
        { label: 'by hand', origin: null },
      ],
      prompts: { target: { image: 'ct', slice: { axis: 'k', index: 1 } }, mask: { size: [10, 20] } },
    });
    const text = JSON.stringify(record);
    expect(readSessionRecord(text)).toEqual(record);
    expect(readSessionRecord(new TextEncoder().encode(text))).toEqual(record);
    expect(readSessionRecord(JSON.parse(text))).toEqual(record);
  });

  test('of a session that did nothing is empty', async () => {
    const { predictor } = await discPredictor();
    const record = recordSession(new ImageSession({ predictor }));
    expect(record).toEqual({ format: 'medicosam-session', version: 1, commits: [], prompts: null });
    expect(await replaySession(record, { predictor, image: image() })).toEqual({
      commits: [],
      prompts: undefined,
    });
  });

  test('of prompts that failed holds them without an answer, and replays them', async () => {
    const { predictor, backend } = await discPredictor();
    const session = new ImageSession({ predictor });
    const { graphs } = backend;
    session.setImage(image());
    await session.settled();
    backend.graphs = {};
    session.prompts?.addPoint(point(5, 5));
    expect((await session.settled()).status).toBe('error');
    const record = readSessionRecord(JSON.stringify(recordSession(session)));
    expect(record.prompts).toMatchObject({ mask: null, origin: { rounds: [{ candidate: null }] } });
    backend.graphs = graphs;
    const { prompts } = await replaySession(record, { predictor, image: image() });
    expect(prompts).toMatchObject({ iou: undefined, mask: { candidate: 2 } });
    await session.dispose();
  });

  test('gives its objects to a list, in one step', async () => {
    const { session } = await annotated();
    const record = recordSession(session);
    const list = new ObjectList();
    list.add({ mask: { size: [10, 20], counts: [200] }, target: { image: 'x' } });
    const restored = restoreObjects(record, list);
    const withoutIds = (objects: readonly SegmentedObject[]) => objects.map(({ id: _, ...object }) => object);
    expect(withoutIds(restored)).toEqual(withoutIds(session.objects.getSnapshot().objects));
    list.history.undo();
    expect(list.getSnapshot().objects).toHaveLength(1);
  });

  test('ignores fields that it does not know', async () => {
    const { session } = await annotated();
    const record = recordSession(session);
    expect(readSessionRecord({ ...record, comment: 'x' })).toEqual(record);
  });
});

describe('replaying', () => {
  test.each<[string, Partial<Manifest>]>([
    ['feeds logits back', {}],
    ['was not trained for mask prompts', UNTRAINED],
  ])('gives the same masks again, of a model that %s', async (_, manifest) => {
    const { session, imageOf } = await annotated(manifest);
    const record = readSessionRecord(JSON.stringify(recordSession(session)));
    const { mask } = session.getSnapshot();
    const { predictor, backend } = await discPredictor(manifest);
    const { commits, prompts } = await replaySession(record, { predictor, image: imageOf });
    expect(commits.map((replayed) => replayed?.iou)).toEqual([1, 1, undefined]);
    expect([prompts?.iou, prompts?.mask.area, prompts?.target.slice?.index]).toEqual([1, mask?.area, 1]);
    for (const [index, replayed] of commits.entries()) {
      const object = session.getSnapshot().objects[index];
      if (!replayed || !object) continue;
      expect(replayed.mask.mask).toEqual(decodeRle(object.mask));
      // Neither nothing nor everything: the comparison above could fail.
      expect(replayed.mask.area).toBeGreaterThan(10);
      expect(replayed.mask.area).toBeLessThan(190);
    }
    expect(backend.log.filter((line) => line === 'run encoder')).toHaveLength(2);
    expect((await backend.live()).tensors).toBe(0);
  });

  test('is told where the replayed mask differs', async () => {
    const { session, imageOf, predictor } = await annotated();
    const record = recordSession(session);
    const [first] = record.commits;
    if (!first?.origin) throw new Error('There is a first commit.');
    const origin = { ...first.origin, rounds: first.origin.rounds.slice(1) };
    const { commits } = await replaySession(
      { ...record, commits: [{ ...first, origin }], prompts: null },
      { predictor, image: imageOf },
    );
    expect(commits[0]?.iou).toBeLessThan(0.999);
  });

  test('asks for the candidate that was chosen, whichever the prompts alone would give', async () => {
    const { session, imageOf, predictor } = await annotated();
    const record = recordSession(session);
    const [first] = record.commits;
    if (!first?.origin) throw new Error('There is a first commit.');
    for (const candidate of [0, 1, 2, 3]) {
      const origin = { ...first.origin, rounds: [{ points: [point(5, 5)], candidate }] };
      const one = { ...record, commits: [{ ...first, origin }], prompts: null };
      const { commits } = await replaySession(one, { predictor, image: imageOf });
      expect(commits[0]?.mask.candidate).toBe(candidate);
    }
  });

  test('another model is RECORD_MISMATCH, unless it is allowed', async () => {
    const { session, imageOf } = await annotated();
    const record = recordSession(session);
    const { predictor, backend } = await discPredictor({ hash: 'b'.repeat(64), id: 'other' });
    await expect(replaySession(record, { predictor, image: imageOf })).rejects.toMatchObject({
      code: 'RECORD_MISMATCH',
      message: expect.stringContaining('other'),
    });
    expect(backend.log).toEqual([]);
    const { commits } = await replaySession(record, { predictor, image: imageOf, allowOtherModel: true });
    expect(commits[0]?.iou).toBe(1);
  });

  test.each<[string, PixelImage]>([
    ['with other values', image(77)],
    ['of another size', image(0, 10, 20)],
  ])('on an image %s is RECORD_MISMATCH, and nothing is left behind', async (_, other) => {
    const { session } = await annotated();
    const { predictor, backend } = await discPredictor();
    const replaying = replaySession(recordSession(session), { predictor, image: other });
    await expect(replaying).rejects.toMatchObject({ code: 'RECORD_MISMATCH' });
    expect(await backend.live()).toMatchObject({ tensors: 0 });
  });

  test('without recorded hashes takes an image of the size', async () => {
    const { session, predictor } = await annotated();
    const record = JSON.parse(JSON.stringify(recordSession(session)), (key, value) =>
      key === 'hash' && value !== 'a'.repeat(64) ? null : value,
    ) as SessionRecord;
    expect((await replaySession(record, { predictor, image: image(0) })).commits[0]?.iou).toBe(1);
  });

  test('rejects with the reason of a signal that aborts', async () => {
    const { session, predictor, imageOf } = await annotated();
    const signal = AbortSignal.abort('enough');
    await expect(replaySession(recordSession(session), { predictor, image: imageOf, signal })).rejects.toBe(
      'enough',
    );
  });
});

describe('reading', () => {
  const rle = compressRle({ size: [10, 20], counts: [200] });
  const small = compressRle({ size: [9, 20], counts: [180] });
  const origin = {
    image: { hash: null, width: 20, height: 10 },
    model: { id: 'fake', hash: fakeManifest().hash },
    normalisation: 'none',
    threshold: 0,
    rounds: [{ points: [point(1, 1)], candidate: 0 }],
  };
  const commit = { target: { image: 'x' }, label: 'a', colorIndex: 1, locked: false, mask: rle, origin };
  const record = { format: 'medicosam-session', version: 1, commits: [commit], prompts: null };
  const withOrigin = (fields: object) => ({
    ...record,
    commits: [{ ...commit, origin: { ...origin, ...fields } }],
  });
  const withCommit = (fields: object) => ({ ...record, commits: [{ ...commit, ...fields }] });

  test('takes the smallest record with an object', () => {
    expect(readSessionRecord(record)).toEqual(record);
  });

  test.each<[string, unknown]>([
    ['not JSON', '{'],
    ['not an object', 'null'],
    ['version 2', { ...record, version: 2 }],
    ['format', { ...record, format: 'x' }],
    ['commits', { ...record, commits: {} }],
    ['commits.0.colorIndex', withCommit({ colorIndex: 0 })],
    ['commits.0.target.image', withCommit({ target: { image: '' } })],
    ['commits.0.target.slice.axis', withCommit({ target: { image: 'x', slice: { axis: 'z', index: 1 } } })],
    ['commits.0.mask: its run lengths', withCommit({ mask: { size: [10, 20], counts: '3' } })],
    ['commits.0.mask: a mask has the size', withCommit({ mask: small })],
    ['commits.0.origin.rounds', withOrigin({ rounds: [] })],
    ['rounds.0: a round has', withOrigin({ rounds: [{ points: [], candidate: 0 }] })],
    ['rounds.0.points.0.x', withOrigin({ rounds: [{ points: [{ ...point(1, 1), x: 'a' }], candidate: 0 }] })],
    [
      'rounds.0: only a last round',
      withOrigin({ rounds: [{ ...origin.rounds[0], candidate: null }, origin.rounds[0]] }),
    ],
    [
      'rounds.1: only a first round',
      withOrigin({ rounds: [origin.rounds[0], { points: [], mask: rle, candidate: 0 }] }),
    ],
    ['rounds.0.mask', withOrigin({ rounds: [{ points: [], mask: { ...rle, counts: '1' }, candidate: 0 }] })],
    [
      'prompts.mask',
      { ...record, prompts: { target: commit.target, origin, mask: { ...rle, counts: '~' } } },
    ],
    [
      'prompts.origin.rounds.0',
      {
        ...record,
        prompts: {
          target: commit.target,
          origin: { ...origin, rounds: [{ points: [], candidate: 0 }] },
          mask: null,
        },
      },
    ],
  ])('says RECORD_INVALID and where: %s', (where, value) => {
    expect(() => readSessionRecord(value)).toThrow(
      expect.objectContaining({
        code: 'RECORD_INVALID',
        message: expect.stringContaining(where.replace('not ', '')),
      }),
    );
  });
});

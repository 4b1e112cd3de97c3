import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readSessionRecord, type SessionRecord } from '@medicosam/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { hasTinyModel, imageFixture, medicosam, miniModel, temporaryFolder } from './medicosam.js';

const folder = await temporaryFolder();
const path = (...parts: string[]): string => join(folder, ...parts);
const lesion = imageFixture('derm_isic_0014270.jpg');
const nuclei = imageFixture('nuclei_fluo_256.png');
const mini = ['--model', await miniModel(path('mini'))];
const readRecord = async (file: string) => readSessionRecord(await readFile(file));
const writeJson = (file: string, value: unknown) => writeFile(file, JSON.stringify(value));

/** A box, a correction that is undone and redone, and a commit; another object, whose commit is undone and redone. */
const STEPS = [
  { points: [[380, 250]] },
  { box: [150, 60, 600, 440] },
  { points: [[20, 20, 0]] },
  'undo',
  'redo',
  { commit: 'lesion' },
  { box: [300, 180, 460, 330] },
  'commit',
  'undo',
  'redo',
  { points: [[380, 250]] },
];

// Skipped only while the packaged model has not been built.
describe.skipIf(!hasTinyModel)('medicosam segment --session, with steps', () => {
  const session = path('steps.json');
  let record: SessionRecord;
  beforeAll(async () => {
    await writeJson(path('prompts.json'), { version: 1, items: [{ image: lesion, steps: STEPS }] });
    const args = ['--prompts', path('prompts.json'), '--session', session, '-o', path('saved.png'), '--json'];
    const { code, stdout, stderr } = await medicosam(['segment', lesion, ...mini, ...args]);
    expect(code, stderr).toBe(0);
    expect(stderr).toContain(`The session was saved to ${session}.`);
    expect(JSON.parse(stdout)).toMatchObject({
      session: { file: session, action: 'saved' },
      results: [
        {
          prompts: [
            {
              name: 'lesion',
              points: [
                [380, 250, 1],
                [20, 20, 0],
              ],
              box: [150, 60, 600, 440],
            },
            { box: [300, 180, 460, 330] },
            { points: [[380, 250, 1]] },
          ],
          masks: [
            { object: 0, name: 'lesion', file: path('saved.lesion.png') },
            { object: 1, file: path('saved.2.png') },
            { object: 2, file: path('saved.3.png') },
          ],
        },
      ],
    });
    record = await readRecord(session);
  });

  it('saves every round of the prompts, hashes, and no path', async () => {
    const rounds = record.commits.map(({ origin }) => origin?.rounds);
    const point = { x: 380, y: 250, label: 1 };
    const box = [150, 60, 600, 440];
    expect(rounds[0]).toEqual([
      { points: [point], candidate: expect.any(Number) },
      { points: [point], box, candidate: 0 },
      { points: [point, { x: 20, y: 20, label: 0 }], box, candidate: 0 },
    ]);
    expect(rounds[1]).toEqual([{ points: [], box: [300, 180, 460, 330], candidate: 0 }]);
    expect(record).toMatchObject({
      commits: [{ label: 'lesion', colorIndex: 1 }, { label: 'Object 2' }, { label: 'Object 3' }],
      prompts: null,
    });
    expect(record.commits[0]?.origin?.image.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(await readFile(session, 'utf8')).not.toContain('derm_isic');
  });

  it('replays to the very same files', async () => {
    const args = ['--session', session, '-o', path('again.png'), '--overlay', path('look.png'), '--json'];
    const { code, stdout, stderr } = await medicosam(['segment', lesion, ...mini, ...args]);
    expect(code, stderr).toBe(0);
    const report = JSON.parse(stdout);
    expect(report.session).toEqual({ file: session, action: 'replayed' });
    const masks: { name?: string; iou: number; area: number }[] = report.results[0].masks;
    expect(masks.map(({ name }) => name)).toEqual(['lesion', undefined, undefined]);
    for (const { iou, area } of masks) {
      expect(iou).toBeGreaterThanOrEqual(0.999);
      expect(area).toBeGreaterThan(500);
    }
    for (const label of ['lesion', '2', '3']) {
      expect(await readFile(path(`again.${label}.png`))).toEqual(await readFile(path(`saved.${label}.png`)));
    }
    expect(await readdir(folder)).toContain('look.png');
  });

  it('refuses another image, and writes nothing', async () => {
    const args = ['--session', session, '-o', path('other.png')];
    const { code, stderr } = await medicosam(['segment', nuclei, ...mini, ...args]);
    expect(code).toBe(3);
    expect(stderr).toMatch(/error RECORD_MISMATCH: .*another image.*\nhint: /);
    expect((await readdir(folder)).filter((name) => name.startsWith('other'))).toEqual([]);
  });

  it('refuses another model', async () => {
    const { code, stderr } = await medicosam(['segment', lesion, '--session', session]);
    expect(code, stderr).toBe(3);
    expect(stderr).toMatch(/error RECORD_MISMATCH: .*mini.*\nhint: .*--model/);
  });

  it('tells masks that come out otherwise, and ends with 4', async () => {
    const [first, second, third] = record.commits;
    if (!first || !second || !third) throw new Error('There are three objects.');
    // The second mask is recorded as the first; the third was painted over by hand.
    const changed = {
      ...record,
      commits: [first, { ...second, mask: first.mask }, { ...third, origin: null }],
    };
    await writeJson(path('changed.json'), changed);
    const args = ['--session', path('changed.json'), '--json'];
    const { code, stdout, stderr } = await medicosam(['segment', lesion, ...mini, ...args]);
    expect(code).toBe(4);
    expect(stderr).toMatch(/warning REPLAY_DIFFERS: Object 2: .*0\.\d{4}/);
    const [{ masks }] = JSON.parse(stdout).results;
    expect(masks[0].iou).toBeGreaterThanOrEqual(0.999);
    expect(masks[1].iou).toBeLessThan(0.999);
    expect(masks[2]).toMatchObject({ iou: null, predictedIou: null, rle: third.mask });
  });

  it('never writes over a record', async () => {
    const before = await readFile(session, 'utf8');
    const args = ['--point', '380,250', '--session', session];
    const { code, stderr } = await medicosam(['segment', lesion, ...mini, ...args]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/error USAGE: .*steps\.json exists.*\nhint: /);
    expect(await readFile(session, 'utf8')).toBe(before);
  });
});

describe.skipIf(!hasTinyModel)('medicosam segment --session', () => {
  it('gives the masks that are given without it', async () => {
    const prompts = ['--point', '380,250', '--point', '20,20,0', '--box', '150,60,600,440'];
    const plain = await medicosam([
      'segment',
      lesion,
      ...mini,
      ...prompts,
      '--no-cache',
      '-o',
      path('plain.png'),
    ]);
    expect(plain.code, plain.stderr).toBe(0);
    const args = ['--session', path('flags.json'), '-o', path('kept.png')];
    const saved = await medicosam(['segment', lesion, ...mini, ...prompts, ...args]);
    expect(saved.code, saved.stderr).toBe(0);
    expect(await readFile(path('kept.png'))).toEqual(await readFile(path('plain.png')));
    expect((await readRecord(path('flags.json'))).commits).toHaveLength(1);
  });

  it('keeps the objects of several images in one record, and finds each again by its pixels', async () => {
    await mkdir(path('images'), { recursive: true });
    await mkdir(path('moved'), { recursive: true });
    await copyFile(nuclei, path('images', 'a.png'));
    await copyFile(lesion, path('images', 'b.jpg'));
    await writeFile(path('images', 'c.png'), 'no image');
    const box = (...corners: number[]) => ({ name: 'spot', box: corners });
    await writeJson(path('several.json'), {
      version: 1,
      items: [
        { image: 'a.png', objects: [box(20, 20, 60, 60), box(90, 90, 140, 140)] },
        { image: 'b.jpg', objects: [box(150, 60, 600, 440)] },
        { image: 'c.png', objects: [box(1, 1, 9, 9)] },
      ],
    });
    const session = path('several.session.json');
    const args = ['--prompts', path('several.json'), '--session', session];
    const saved = await medicosam(['segment', path('images'), ...mini, ...args]);
    expect(saved.code, saved.stderr).toBe(3);
    expect((await readRecord(session)).commits.map(({ label }) => label)).toEqual(['spot', 'spot', 'spot']);

    await copyFile(nuclei, path('moved', 'z.png'));
    await copyFile(imageFixture('nuclei_fluo_256.png'), path('moved', 'same.png'));
    await copyFile(path('plain.png'), path('moved', 'mask.png'));
    const replayed = await medicosam([
      'segment',
      path('moved'),
      ...mini,
      '--session',
      session,
      '-o',
      path('out'),
      '--json',
    ]);
    expect(replayed.code, replayed.stderr).toBe(0);
    const report = JSON.parse(replayed.stdout);
    expect(report.unprompted).toEqual([path('moved', 'mask.png')]);
    expect((await readdir(path('out'))).sort()).toEqual([
      'same.mask.spot.1.png',
      'same.mask.spot.2.png',
      'z.mask.spot.1.png',
      'z.mask.spot.2.png',
    ]);
  });

  it('says which step cannot be done, and saves nothing', async () => {
    const steps = [{ box: [20, 20, 60, 60] }, 'commit', 'redo'];
    await writeJson(path('wrong.json'), { version: 1, items: [{ image: nuclei, steps }] });
    const args = ['--prompts', path('wrong.json'), '--session', path('none.json')];
    const { code, stderr } = await medicosam(['segment', nuclei, ...mini, ...args]);
    expect(code).toBe(3);
    expect(stderr).toMatch(/error FORMAT_INVALID: .*steps\.2: there is nothing to redo/);
    expect(await readdir(folder)).not.toContain('none.json');
  });

  it('refuses a file that is no record before the model is loaded', async () => {
    await writeJson(path('broken.json'), { format: 'medicosam-session', version: 1, commits: {} });
    const { code, stderr } = await medicosam(['segment', nuclei, '--session', path('broken.json')]);
    expect(code).toBe(3);
    expect(stderr).toMatch(/^error RECORD_INVALID: .*commits/);
    const absent = await medicosam(['segment', nuclei, '--session', path('absent.json')]);
    expect(absent.code).toBe(3);
    expect(absent.stderr).toMatch(/^error FILE_UNREADABLE: .*\nhint: .*--point/);
  });

  it.skipIf(process.platform === 'win32')('ends with 130 on Ctrl-C and saves nothing', async () => {
    const args = [
      '--box',
      '20,20,60,60',
      '--session',
      path('interrupted.json'),
      '-o',
      path('interrupted.png'),
    ];
    // The packaged model encodes for long enough to be interrupted.
    const { code, stderr } = await medicosam(['segment', nuclei, ...args], {
      onStart: (child) => {
        child.stderr?.on('data', (text: string) => {
          if (text.includes('Encoding')) child.kill('SIGINT');
        });
      },
    });
    expect(code, stderr).toBe(130);
    expect((await readdir(folder)).filter((name) => name.includes('interrupted'))).toEqual([]);
  });
});

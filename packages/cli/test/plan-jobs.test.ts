import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { planJobs } from '../src/segment/plan-jobs.js';
import { mrSlice } from './dicom-series.js';
import { temporaryFolder } from './medicosam.js';

const folder = await temporaryFolder();
const path = (...parts: string[]): string => join(folder, ...parts);
const point = [{ x: 1, y: 2, label: 1 as const }];

beforeAll(async () => {
  await mkdir(path('images', 'deep'), { recursive: true });
  await mkdir(path('images', '.hidden'));
  for (const name of ['b.png', 'a.JPG', 'notes.txt', 'deep/c.jpeg', '.hidden/d.png']) {
    await writeFile(path('images', name), '');
  }
  await mkdir(path('out'));
});

describe('planJobs', () => {
  it('makes one object of points, a box and a mask', async () => {
    const { jobs } = await planJobs(['scan.png'], { point, box: [[1, 2, 3, 4]], mask: 'm.png' });
    expect(jobs).toMatchObject([
      { file: 'scan.png', objects: [{ points: point, box: [1, 2, 3, 4], mask: 'm.png' }] },
    ]);
  });

  it('makes an object of each of several boxes', async () => {
    const { jobs } = await planJobs(['scan.png'], {
      box: [
        [1, 2, 3, 4],
        [5, 6, 7, 8],
      ],
    });
    expect(jobs[0]?.objects).toEqual([{ box: [1, 2, 3, 4] }, { box: [5, 6, 7, 8] }]);
  });

  it('makes a window a normalisation', async () => {
    const { jobs } = await planJobs(['scan.png'], { point, window: '40,400' });
    expect(jobs[0]?.normalisation).toBe('window:40,400');
  });

  it('keeps text of window:auto for the image to decide, and knows presets', async () => {
    const [auto] = (await planJobs(['scan.dcm'], { point, window: 'auto' })).jobs;
    const [lung] = (await planJobs(['scan.dcm'], { point, normalize: 'window:preset:lung' })).jobs;
    expect([auto?.normalisation, lung?.normalisation]).toEqual(['window:auto', 'window:-600,1500']);
  });

  it('names results without the ending of a compressed volume', async () => {
    const [job] = (await planJobs(['brain.nii.gz'], { point, out: path('out') })).jobs;
    expect(job?.maskPath).toBe(path('out', 'brain.mask.png'));
  });

  it('takes a folder of DICOM files as one input, and refuses one of other images too', async () => {
    await mkdir(path('ct'));
    await writeFile(path('ct', 'IM1'), mrSlice('1.0'));
    const { jobs } = await planJobs([path('ct')], { point, out: path('ct.nii') });
    expect(jobs).toMatchObject([{ file: path('ct'), labels: { path: path('ct.nii') } }]);
    expect(jobs[0]).not.toHaveProperty('maskPath', expect.anything());
    await mkdir(path('mixed'));
    await writeFile(path('mixed', 'IM1'), mrSlice('1.0'));
    await writeFile(path('mixed', 'look.png'), '');
    await expect(planJobs([path('mixed')], { point })).rejects.toMatchObject({ name: 'UsageError' });
  });

  it('takes the images of a folder in order, those below it too, hidden ones not', async () => {
    const { jobs } = await planJobs([path('images')], { point });
    expect(jobs.map(({ file }) => file)).toEqual([
      path('images', 'a.JPG'),
      path('images', 'b.png'),
      path('images', 'deep', 'c.jpeg'),
    ]);
  });

  it('writes one image’s mask to a file, and into a folder that exists', async () => {
    const [toFile] = (await planJobs(['scan.png'], { point, out: path('m.png') })).jobs;
    expect(toFile?.maskPath).toBe(path('m.png'));
    const [toFolder] = (await planJobs(['scan.png'], { point, out: path('out'), overlay: path('out') })).jobs;
    expect(toFolder).toMatchObject({
      maskPath: path('out', 'scan.mask.png'),
      overlayPath: path('out', 'scan.overlay.png'),
    });
  });

  it('keeps the folders below an input folder in the output folder', async () => {
    const { jobs } = await planJobs([path('images')], { point, out: path('new') });
    expect(jobs.map(({ maskPath }) => maskPath)).toEqual([
      path('new', 'a.mask.png'),
      path('new', 'b.mask.png'),
      path('new', 'deep', 'c.mask.png'),
    ]);
  });

  it('refuses two images with one result', async () => {
    await expect(planJobs(['x/a.png', 'y/a.png'], { point, out: path('new') })).rejects.toMatchObject({
      name: 'UsageError',
      message: expect.stringMatching(/x\/a\.png and y\/a\.png/),
    });
  });

  it('refuses to write over an input', async () => {
    const image = path('images', 'b.png');
    await expect(planJobs([image], { point, out: image })).rejects.toMatchObject({ name: 'UsageError' });
  });

  it('refuses a folder without images', async () => {
    await expect(planJobs([path('out')], { point })).rejects.toMatchObject({ name: 'UsageError' });
  });
});

describe('planJobs with a prompts file', () => {
  const prompts = path('prompts.json');
  beforeAll(() =>
    writeFile(
      prompts,
      JSON.stringify({
        version: 1,
        items: [
          { image: 'b.png', objects: [{ points: [[1, 2]], mask: 'm.png' }], normalize: 'minmax' },
          { image: 'deep/c.jpeg', objects: [{ box: [1, 2, 3, 4] }] },
          { image: 'gone.png', objects: [{ box: [1, 2, 3, 4] }] },
        ],
      }),
    ),
  );

  it('finds images in the folder named, and tells which it passes over', async () => {
    const plan = await planJobs([path('images')], { prompts, normalize: 'none' });
    expect(plan.jobs).toMatchObject([
      {
        file: path('images', 'b.png'),
        objects: [{ points: point, mask: path('m.png') }],
        normalisation: 'minmax',
      },
      { file: path('images', 'deep', 'c.jpeg'), objects: [{ box: [1, 2, 3, 4] }], normalisation: 'none' },
      { file: path('images', 'gone.png') },
    ]);
    expect(plan.unprompted).toEqual([path('images', 'a.JPG')]);
  });

  it('takes slices of one input, whose masks go into one file of labels or one each', async () => {
    const slices = path('slices.json');
    const box = [1, 2, 3, 4];
    const items = [
      { image: 'ct.nii.gz', slice: 4, objects: [{ box }] },
      { image: 'ct.nii.gz', slice: 7, axis: 'j', objects: [{ box }] },
      { image: 'ct.nii.gz', objects: [{ box }] },
    ];
    await writeFile(slices, JSON.stringify({ version: 1, items }));
    const options = { prompts: slices, selection: { slice: 1 } };
    const { jobs } = await planJobs([], { ...options, out: path('all.seg.nrrd') });
    expect(jobs.map(({ selection }) => selection)).toEqual([
      { slice: 4 },
      { slice: 7, axis: 'j' },
      { slice: 1 },
    ]);
    expect(new Set(jobs.map(({ labels }) => labels)).size).toBe(1);
    expect(jobs[0]?.labels?.path).toBe(path('all.seg.nrrd'));
    const masks = (await planJobs([], { ...options, out: path('masks') })).jobs;
    expect(masks.map(({ maskPath }) => maskPath)).toEqual(
      ['ct.k4', 'ct.j7', 'ct'].map((name) => path('masks', `${name}.mask.png`)),
    );
  });

  it('refuses several inputs for one file of labels', async () => {
    await expect(planJobs([], { prompts, out: path('all.nii.gz') })).rejects.toMatchObject({
      name: 'UsageError',
      message: expect.stringContaining('3'),
    });
  });

  it('finds images beside itself where no folder is named', async () => {
    const { jobs } = await planJobs([], { prompts });
    expect(jobs.map(({ file }) => file)).toEqual([path('b.png'), path('deep', 'c.jpeg'), path('gone.png')]);
  });

  it('finds files that are named one by one', async () => {
    const { jobs, unprompted } = await planJobs([path('images', 'b.png'), path('images', 'a.JPG')], {
      prompts,
    });
    expect(jobs[0]?.file).toBe(path('images', 'b.png'));
    expect(unprompted).toEqual([path('images', 'a.JPG')]);
  });

  it('reads steps, masks beside itself', async () => {
    const steps = [{ points: [[1, 2, 0]], mask: 'm.png' }, 'undo', 'redo', { commit: 'left' }, 'commit'];
    const file = path('steps.json');
    await writeFile(file, JSON.stringify({ version: 1, items: [{ image: 'b.png', steps }] }));
    const { jobs } = await planJobs([], { prompts: file });
    expect(jobs[0]).toMatchObject({
      objects: [],
      steps: [
        { kind: 'prompts', prompts: { points: [{ x: 1, y: 2, label: 0 }], mask: path('m.png') } },
        { kind: 'undo' },
        { kind: 'redo' },
        { kind: 'commit', name: 'left' },
        { kind: 'commit' },
      ],
    });
    await expect(planJobs([], { prompts: file, multimask: true })).rejects.toMatchObject({
      name: 'UsageError',
      message: expect.stringContaining('--multimask'),
    });
  });

  it('says which file cannot be read', async () => {
    await expect(planJobs([], { prompts: path('none.json') })).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
    });
  });
});

import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { imageToMask, readImage } from '@medicosam/io';
import { beforeAll, describe, expect, it } from 'vitest';
import { hasTinyModel, imageFixture, medicosam, miniModel, temporaryFolder } from './medicosam.js';

const folder = await temporaryFolder();
const path = (...parts: string[]): string => join(folder, ...parts);
const nuclei = imageFixture('nuclei_fluo_256.png');
const lesion = imageFixture('derm_isic_0014270.jpg');
const mini = ['--model', await miniModel(path('mini'))];

// Skipped only while the packaged model has not been built.
describe.skipIf(!hasTinyModel)('medicosam segment', () => {
  it('writes mask and overlay and says where', async () => {
    const args = ['--box', '150,60,600,440', '-o', path('m.png'), '--overlay', path('o.png')];
    const { code, stdout, stderr } = await medicosam(['segment', lesion, ...args]);
    expect(code, stderr).toBe(0);
    expect(stdout).toMatch(/m\.png {2}area \d+ px {2}box [\d,]+ {2}predicted IoU [\d.]+ {2}stability/);
    const mask = imageToMask(await readImage(path('m.png')));
    const area = mask.bits.reduce((sum, bit) => sum + bit, 0);
    expect(stdout).toContain(`area ${area} px`);
    expect(area).toBeGreaterThan(1000);
    expect(await readImage(path('o.png'))).toMatchObject({
      width: mask.width,
      height: mask.height,
      channels: 3,
    });
    expect((await readdir(folder)).filter((name) => name.includes('.tmp'))).toEqual([]);
  });

  it('prints one JSON document with what was asked, used and found', async () => {
    const args = ['--point', '300,250', '--point', '5,5,0', '--normalize', 'minmax', '--json', '--quiet'];
    const { code, stdout, stderr } = await medicosam(['segment', lesion, ...mini, ...args]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const report = JSON.parse(stdout);
    expect(report).toMatchObject({
      version: 1,
      model: { id: expect.any(String), hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
      device: expect.any(String),
      failed: [],
      unprompted: [],
    });
    expect(report.results).toHaveLength(1);
    const [result] = report.results;
    expect(result).toMatchObject({
      file: lesion,
      normalisation: 'minmax',
      prompts: [
        {
          points: [
            [300, 250, 1],
            [5, 5, 0],
          ],
        },
      ],
      timings: { encodeMs: expect.any(Number), predictMs: expect.any(Number) },
      warnings: [],
    });
    expect(result.masks).toEqual([
      {
        object: 0,
        area: expect.any(Number),
        box: [expect.any(Number), expect.any(Number), expect.any(Number), expect.any(Number)],
        predictedIou: expect.any(Number),
        stabilityScore: expect.any(Number),
        candidate: 0,
        rle: { size: [result.height, result.width], counts: expect.any(String) },
      },
    ]);
  });

  it('gives three candidates with --multimask, the best first', async () => {
    const args = ['-p', '100,100', '--multimask', '--json'];
    const { code, stdout } = await medicosam(['segment', nuclei, ...mini, ...args]);
    expect(code).toBe(0);
    const [{ masks }] = JSON.parse(stdout).results;
    expect(masks.map(({ candidate }: { candidate: number }) => candidate).sort()).toEqual([1, 2, 3]);
    const scores = masks.map(({ predictedIou }: { predictedIou: number }) => predictedIou);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
  });

  it('takes a written mask as a prompt again', async () => {
    const box = ['--box', '150,60,600,440'];
    await medicosam(['segment', lesion, ...mini, ...box, '-o', path('first.png')]);
    const args = ['--mask', path('first.png'), ...box, '-o', path('second.png')];
    const { code, stderr } = await medicosam(['segment', lesion, ...mini, ...args]);
    expect(code, stderr).toBe(0);
    const [a, b] = await Promise.all(['first.png', 'second.png'].map((name) => readImage(path(name))));
    expect(b?.data.length).toBe(a?.data.length);
  });

  it('ends with 3 and writes nothing when the one image is bad', async () => {
    await writeFile(path('bad.png'), 'no image');
    const { code, stderr } = await medicosam([
      'segment',
      path('bad.png'),
      ...mini,
      '-p',
      '1,1',
      '-o',
      path('none.png'),
    ]);
    expect(code).toBe(3);
    expect(stderr).toMatch(/error FORMAT_UNSUPPORTED: .*\nhint: /);
    expect(await readdir(folder)).not.toContain('none.png');
  });

  it('ends with 4 when the device is not there', async () => {
    const { code, stderr } = await medicosam(['segment', nuclei, ...mini, '-p', '1,1', '--device', 'abacus']);
    expect(code).toBe(4);
    expect(stderr).toMatch(/error DEVICE_UNAVAILABLE: .*abacus/);
  });
});

describe.skipIf(!hasTinyModel)('medicosam segment over a folder', () => {
  beforeAll(async () => {
    await mkdir(path('images', 'more'), { recursive: true });
    await copyFile(nuclei, path('images', 'a.png'));
    await copyFile(lesion, path('images', 'more', 'b.jpg'));
    await writeFile(path('images', 'broken.png'), (await readFile(nuclei)).subarray(0, 5000));
    await copyFile(nuclei, path('images', 'unprompted.png'));
    await writeFile(
      path('prompts.json'),
      JSON.stringify({
        version: 1,
        items: [
          { image: 'a.png', objects: [{ name: 'one', points: [[100, 100]] }, { box: [20, 20, 60, 60] }] },
          { image: 'broken.png', objects: [{ points: [[10, 10]] }] },
          { image: 'more/b.jpg', objects: [{ box: [150, 60, 600, 440] }] },
        ],
      }),
    );
  });

  it('goes on after a bad file and ends with a summary and 3', async () => {
    const args = ['--prompts', path('prompts.json'), '-o', path('masks'), '--overlay', path('masks')];
    const { code, stdout, stderr } = await medicosam(['segment', path('images'), ...mini, ...args]);
    expect(code).toBe(3);
    expect(stderr).toMatch(/broken\.png: error FORMAT_INVALID: /);
    expect(stdout.trimEnd().split('\n').at(-1)).toBe(
      '2 of 3 images segmented, 1 failed, 1 without prompts passed over.',
    );
    expect((await readdir(path('masks'), { recursive: true })).sort()).toEqual([
      'a.mask.2.png',
      'a.mask.one.png',
      'a.overlay.png',
      'more',
      'more/b.mask.png',
      'more/b.overlay.png',
    ]);
  });

  it('lists results and failures as JSON', async () => {
    const { code, stdout } = await medicosam([
      'segment',
      path('images'),
      ...mini,
      '--prompts',
      path('prompts.json'),
      '--json',
    ]);
    expect(code).toBe(3);
    const report = JSON.parse(stdout);
    expect(report.results.map(({ file }: { file: string }) => file)).toEqual([
      path('images', 'a.png'),
      path('images', 'more', 'b.jpg'),
    ]);
    expect(report.failed).toEqual([
      {
        file: path('images', 'broken.png'),
        code: 'FORMAT_INVALID',
        message: expect.any(String),
        hint: expect.any(String),
      },
    ]);
    expect(report.unprompted).toEqual([path('images', 'unprompted.png')]);
  });
});

describe.skipIf(!hasTinyModel)('medicosam models and devices', () => {
  it('lists the packaged model', async () => {
    const env = { MEDICOSAM_CACHE: path('no-cache') };
    const { code, stdout } = await medicosam(['models', '--json'], { env });
    expect(code).toBe(0);
    expect(JSON.parse(stdout).models).toEqual([
      expect.objectContaining({
        name: 'tiny',
        isDefault: true,
        licence: 'Apache-2.0',
        bytes: expect.any(Number),
      }),
    ]);
    expect((await medicosam(['models'], { env })).stdout).toMatch(/^tiny \(default\)/);
  });

  it('finds the packaged model intact', async () => {
    const { code, stdout } = await medicosam(['inspect', 'tiny', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ kind: 'model', intact: true });
  });

  it('reports the cpu as usable, with its probes, and a reason for every other device that is not', async () => {
    const { code, stdout, stderr } = await medicosam(['devices', '--json']);
    expect(code, stderr).toBe(0);
    const { devices } = JSON.parse(stdout);
    const cpu = devices.find(({ device }: { device: string }) => device === 'cpu');
    expect(cpu).toMatchObject({ usable: true, probes: expect.any(Array) });
    for (const device of devices) {
      if (!device.usable) expect(device.reason).toMatch(/\w+ /);
    }
  });
});

import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { infoText } from '../src/info/info-text.js';
import { mrSlice, PATIENT, SERIES, writeSeries, zipOf } from './dicom-series.js';
import { imageFixture, medicosam, temporaryFolder } from './medicosam.js';
import { medicosamHere } from './medicosam-here.js';

const folder = await temporaryFolder();
const path = (...parts: string[]): string => join(folder, ...parts);

async function infoOf(file: string) {
  const { code, stdout, stderr } = await medicosamHere(['info', file, '--json', '--quiet']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout);
}

describe('medicosam info', () => {
  it('says what a DICOM file holds, and not whose it is', async () => {
    const file = imageFixture('dicom/CT_small.dcm');
    const { code, stdout, stderr } = await medicosam(['info', file]);
    expect(code, stderr).toBe(0);
    expect(stdout).toMatch(/CT_small\.dcm {2}DICOM\n/);
    expect(stdout).toMatch(/image +CT/);
    expect(stdout).toMatch(/size +128 × 128 × 1\n/);
    expect(stdout).toMatch(/values +int16, HU = 1 × stored − 1024/);
    expect(stdout).toMatch(/spacing +0\.661468 × 0\.661468 × 5 mm/);
    expect(stdout).toMatch(/orientation +LPS/);
    expect(stdout).toMatch(/coded +Explicit VR Little Endian\n/);
    expect(stdout + JSON.stringify(await infoOf(file))).not.toMatch(/CompressedSamples|1CT1/);
  });

  it('says frames, and what is odd beside what is known', async () => {
    const report = await infoOf(imageFixture('dicom/rtdose.dcm'));
    expect(report).toMatchObject({ version: 1, format: 'DICOM', refused: [] });
    expect(report.items[0]).toMatchObject({
      number: 1,
      modality: 'RTDOSE',
      size: [10, 10, 15],
      type: 'uint32',
      frames: { name: 'frames', count: 15 },
      transferSyntax: { uid: '1.2.840.10008.1.2' },
    });
    const truncated = await infoOf(imageFixture('dicom/MR_truncated.dcm'));
    expect(truncated.items[0].orientation).toBe('LPS');
    expect(truncated.items[0].warnings.map(({ code }: { code: string }) => code)).toContain('FORMAT_INVALID');
  });

  it('says windows with their explanations, and lets no text steer the terminal', () => {
    const item = {
      number: 1,
      size: [4, 3, 2] as const,
      channels: 1,
      description: 'T1\u001b[2J',
      windows: [
        { center: 40, width: 400, explanation: 'ABDOMEN', function: 'linear' as const },
        { center: -600, width: 1500, function: 'sigmoid' as const },
      ],
      warnings: [],
    };
    const text = infoText({
      version: 1,
      path: 'x',
      format: 'DICOM',
      items: [item],
      refused: [],
      warnings: [],
    });
    expect(text).toContain('windows      40,400 ABDOMEN · -600,1500 (sigmoid)');
    expect(text).toContain('T1 [2J');
  });

  it('says where a NIfTI volume lies', async () => {
    const { format, items } = await infoOf(imageFixture('volumes/anatomical.nii'));
    expect(format).toBe('NIfTI-1');
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({
      size: [33, 41, 25],
      spacing: [2, 2, 2],
      origin: [-32, 40, -16],
      orientation: 'LAS',
      placement: 'sform',
    });
    const [functional] = (await infoOf(imageFixture('volumes/functional.nii'))).items;
    expect(functional.frames).toEqual({ name: 'volumes', count: 20 });
  });

  it('finds the other file of a pair, beside it alone', async () => {
    for (const name of ['detached.nhdr', 'detached.raw.gz']) {
      await copyFile(imageFixture(`volumes/${name}`), path(name));
    }
    expect((await infoOf(path('detached.nhdr'))).format).toBe('NRRD');
  });

  it('reads TIFF, NRRD, PNG and JPEG too', async () => {
    const formats = await Promise.all(
      ['volumes/stack_be.tif', 'volumes/lps_gzip.nrrd', 'grey_16.png', 'rgb_orientation_6.jpg'].map(
        async (name) => infoOf(imageFixture(name)),
      ),
    );
    expect(formats.map(({ format }) => format)).toEqual(['TIFF', 'NRRD', 'PNG', 'JPEG']);
    expect(formats[0].items[0].frames).toMatchObject({ name: 'pages' });
    expect(formats[3].items[0].warnings).toMatchObject([{ code: 'EXIF_ORIENTATION' }]);
  });

  it('numbers the series of a folder, the largest first, and names what it did not read', async () => {
    const study = path('study');
    await writeSeries(study, ['1.0', '2.0', '3.0']);
    await writeSeries(study, ['1.0', '2.0'], SERIES.replace('.5457', '.5458'));
    await writeFile(join(study, 'notes.txt'), 'no image');
    const report = await infoOf(study);
    expect(report.items).toMatchObject([
      { number: 1, seriesUid: SERIES, size: [64, 64, 3], spacing: [0.3125, 0.3125, 1], orientation: 'LPS' },
      { number: 2, seriesUid: SERIES.replace('.5457', '.5458'), size: [64, 64, 2] },
    ]);
    expect(report.items[0].origin).toEqual([-83.9063, -91.2, 1]);
    expect(report.refused).toMatchObject([{ file: 'notes.txt', code: 'FORMAT_INVALID' }]);
    expect(report.warnings).toMatchObject([{ code: 'FILE_REFUSED' }]);
    const { stdout } = await medicosamHere(['info', study]);
    expect(stdout).toMatch(/DICOM files, 2 series or volumes\n\n--series 1\n {2}image +MR/);
    expect(stdout).toMatch(/Not read:\n {2}notes\.txt {2}FORMAT_INVALID/);
    expect(stdout).not.toMatch(PATIENT);
  });

  it('opens a zip archive as a folder', async () => {
    await writeFile(path('study.zip'), zipOf({ 'x/1': mrSlice('1.0'), 'x/2': mrSlice('2.0') }));
    const { format, items } = await infoOf(path('study.zip'));
    expect(format).toBe('ZIP of DICOM');
    expect(items).toMatchObject([{ size: [64, 64, 2] }]);
  });

  it('refuses what it does not know with 3', async () => {
    await mkdir(path('notes'));
    await writeFile(path('notes', 'notes.txt'), 'no image');
    for (const [file, code] of [
      [path('notes', 'notes.txt'), 'FORMAT_UNSUPPORTED'],
      [path('notes'), 'FORMAT_UNSUPPORTED'],
      [path('gone'), 'FILE_UNREADABLE'],
    ]) {
      const run = await medicosamHere(['info', file as string]);
      expect(run.code).toBe(3);
      expect(run.stderr).toMatch(new RegExp(`error ${code}: .*\nhint: `));
    }
  });
});

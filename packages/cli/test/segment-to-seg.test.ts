import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { decodeRle, decompressRle } from '@medicosam/core';
import { openPath } from '@medicosam/io/node';
import { expect, it } from 'vitest';
import { medicosam, miniModel, temporaryFolder } from './medicosam.js';

const python = process.env['MEDICOSAM_PYTHON'] ?? 'python3';
const shared = process.env['MEDICOSAM_SHARED']
  ? pathToFileURL(`${process.env['MEDICOSAM_SHARED']}/`)
  : new URL('../../../../shared/', import.meta.url);
const sharedDicom = new URL('data/dicom/', shared);
const isProof = Boolean(process.env['MEDICOSAM_PROVE']) && existsSync(sharedDicom);
const hasHighdicom = isProof && spawnSync(python, ['-c', 'import highdicom']).status === 0;
if (process.env['MEDICOSAM_PROVE'] && !hasHighdicom) {
  console.warn(
    'Without the shared series and highdicom (MEDICOSAM_PYTHON) no SEG of the command line is read.',
  );
}
const reader = fileURLToPath(new URL('../../io/test/dicom-seg/read_seg.py', import.meta.url));
const folder = await temporaryFolder();

const sha256 = (bits: Uint8Array) => createHash('sha256').update(bits).digest('hex');

it.runIf(hasHighdicom).each(['series_ct_liver', 'series_mr_axial_oblique', 'series_mr_sag_mprage'])(
  'a SEG of the command line is read by highdicom, pixel by pixel, on the images it was drawn on: %s',
  async (name) => {
    const mini = await miniModel(join(folder, name));
    const series = fileURLToPath(new URL(name, sharedDicom));
    const source = await (await openPath(series)).items[0]?.read?.();
    if (!source?.dicom) throw new Error('There is no series.');
    const { width, height, depth } = source;
    const box = [width >> 2, height >> 2, width >> 1, height >> 1];
    // Two slices as stored, and one across the rows of all of them.
    const items = [
      { slice: 0, objects: [{ name: 'first', box }] },
      { slice: depth - 1, objects: [{ name: 'first', points: [[width >> 1, height >> 1]] }] },
      { slice: height >> 1, axis: 'j', objects: [{ name: 'across', box: [2, 0, width >> 1, depth - 1] }] },
    ].map((item) => ({ image: series, ...item }));
    const prompts = join(folder, `${name}.json`);
    writeFileSync(prompts, JSON.stringify({ version: 1, items }));
    const seg = join(folder, `${name}.seg.dcm`);
    const { code, stdout, stderr } = await medicosam([
      'segment',
      series,
      '--prompts',
      prompts,
      '--model',
      mini,
      '--no-cache',
      '-o',
      seg,
      '--json',
    ]);
    expect(code, stderr).toBe(0);

    const [first, last, across] = JSON.parse(stdout).results.map(
      ({ masks }: { masks: { rle: never }[] }) => decodeRle(decompressRle(masks[0]?.rle as never)).bits,
    ) as [Uint8Array, Uint8Array, Uint8Array];
    const slices = (at: (k: number) => Uint8Array) => Array.from({ length: depth }, (_, k) => sha256(at(k)));
    const none = new Uint8Array(width * height);
    const rowOf = (k: number) => {
      const bits = new Uint8Array(width * height);
      bits.set(across.subarray(k * width, (k + 1) * width), (height >> 1) * width);
      return bits;
    };
    expect(across.some((bit) => bit === 1) && first.some((bit) => bit === 1)).toBe(true);

    const paths = (source.dicom.files as readonly { path: string }[]).map(({ path }) => path);
    const job = {
      seg,
      sources: source.dicom.slices.map(({ file }) => join(series, paths[file] as string)),
      regular: false,
    };
    writeFileSync(`${seg}.job.json`, JSON.stringify([job]));
    const {
      status,
      stdout: read,
      stderr: problem,
    } = spawnSync(python, [reader, `${seg}.job.json`], {
      encoding: 'utf8',
    });
    expect(status, problem).toBe(0);
    expect(JSON.parse(read)).toMatchObject({
      type: 'BINARY',
      patient: true,
      study: true,
      frameOfReference: true,
      frameDistance: expect.closeTo(0, 6),
      segments: {
        1: { label: 'first', sha256: slices((k) => (k === 0 ? first : k === depth - 1 ? last : none)) },
        2: { label: 'across', sha256: slices(rowOf) },
      },
    });
  },
  300_000,
);

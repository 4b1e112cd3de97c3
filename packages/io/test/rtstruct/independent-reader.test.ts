import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Affine, PixelVolume } from '@medicosam/core';
import { afterAll, describe, expect, it } from 'vitest';
import { readDicomSeg, segLabelMap } from '../../src/dicom-seg.js';
import { readNifti, writeNifti } from '../../src/nifti.js';
import { readNrrd } from '../../src/nrrd.js';
import { type RoiToWrite, readRtStruct, writeRtStruct } from '../../src/rtstruct.js';
import { dicomFixtures, fileOf, hasSharedDicom, sharedDicom } from '../dicom/expected-dicom.js';
import { type Opened, openSeries } from '../dicom-seg/small-series.js';
import { hasSharedData, sharedFile } from '../shared-data.js';
import { gridOf, mapOf } from './made-grid.js';

const python = process.env['MEDICOSAM_PYTHON'] ?? 'python3';
const isProof = Boolean(process.env['MEDICOSAM_PROVE']) && hasSharedDicom && hasSharedData;
const hasPydicom = isProof && spawnSync(python, ['-c', 'import pydicom']).status === 0;
const hasRtUtils = isProof && spawnSync(python, ['-c', 'import rt_utils']).status === 0;
const hasPlastimatch = isProof && spawnSync('plastimatch', ['--version']).error === undefined;
const hasDciodvfy = isProof && spawnSync('dciodvfy', ['-version']).error === undefined;
if (process.env['MEDICOSAM_PROVE']) {
  if (!isProof) console.warn('There are no series (see MEDICOSAM_SHARED): no structure set was checked.');
  if (isProof && !hasPydicom) console.warn(`${python} has no pydicom (see MEDICOSAM_PYTHON).`);
  if (isProof && !hasRtUtils) console.warn(`${python} has no rt-utils: nothing of it was read.`);
  if (isProof && !hasPlastimatch) console.warn('There is no plastimatch: nothing was read by it.');
  if (isProof && !hasDciodvfy) console.warn('There is no dciodvfy (dicom3tools): nothing was checked by it.');
}

const folder = isProof ? mkdtempSync(join(tmpdir(), 'medicosam-rtstruct-')) : '';
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Region = RoiToWrite & { readonly mask: Uint8Array };

interface Case extends Opened {
  readonly path: string;
  readonly sources: readonly string[];
  readonly regions: readonly Region[];
}

/** What is easily got wrong: holes, islands, many holes, a pixel, pixels that meet at corners, all of a slice. */
function shapesOn({ width, height, depth }: PixelVolume): Region[] {
  const [cx, cy] = [Math.round(width * 0.4), Math.round(height * 0.6)];
  const region = (name: string, inside: (x: number, y: number, k: number) => boolean): Region => {
    const mask = new Uint8Array(width * height * depth);
    let at = 0;
    for (let k = 0; k < depth; k++) {
      for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) mask[at++] = inside(x, y, k) ? 1 : 0;
    }
    return { name, mask };
  };
  const from = (x: number, y: number) => Math.hypot(x - cx, y - cy);
  return [
    {
      ...region('Ring', (x, y, k) => k > 0 && from(x, y) < 20 + k && from(x, y) > 12),
      interpretedType: 'ORGAN',
      colour: [1, 0, 0.2],
    },
    region('Target', (x, y) => (from(x, y) < 20 && from(x, y) > 12) || from(x, y) < 6),
    region('Sieve', (x, y) => x > 9 && y > 9 && x < 60 && y < 60 && !(x % 4 === 0 && y % 3 === 0)),
    region('Voxel', (x, y, k) => x === width - 1 && y === 0 && k === depth - 1),
    region('Diagonal', (x, y) => x - cx === y - cy && Math.abs(x - cx) < 9),
    region('Slice', (_x, _y, k) => k === 1),
  ];
}

const SERIES = ['series_ct_liver', 'series_mr_axial_oblique', 'series_mr_sag_mprage', 'series_ct_head_tilt'];

async function caseOf(name: string): Promise<Case> {
  const names = readdirSync(new URL(`${name}/`, sharedDicom)).sort();
  const opened = await openSeries(names.map((file) => fileOf(sharedDicom, `${name}/${file}`)));
  const regions = shapesOn(opened.volume);
  if (name === 'series_ct_liver') {
    const { segments } = await readDicomSeg(fileOf(dicomFixtures, 'liver_deflate.dcm'), opened.volume);
    regions.push({ name: 'Liver', mask: segLabelMap(segments, opened.volume) as Uint8Array });
  }
  const path = join(folder, `${name}.dcm`);
  writeFileSync(path, writeRtStruct({ source: opened.source, rois: regions }));
  const sources = opened.volume.slices.map(({ file }) =>
    fileURLToPath(new URL(`${name}/${names[file]}`, sharedDicom)),
  );
  return { ...opened, path, sources, regions };
}

interface Answer {
  readonly regions: Readonly<Record<string, { readonly count: number; readonly sha256: readonly string[] }>>;
  readonly offPlane: number;
}

describe.runIf(hasPydicom)(
  'pydicom and a filler of its own read what is written',
  { timeout: 600_000 },
  () => {
    it('the same pixels of the same images, of four series', async () => {
      const cases = await Promise.all(SERIES.map(caseOf));
      const jobs = join(folder, 'jobs.json');
      writeFileSync(jobs, JSON.stringify(cases.map(({ path, sources }) => ({ rtstruct: path, sources }))));
      const script = fileURLToPath(new URL('read_rtstruct.py', import.meta.url));
      const { stdout, stderr, status } = spawnSync(python, [script, jobs], {
        encoding: 'utf8',
        maxBuffer: 2 ** 26,
      });
      if (status !== 0) throw new Error(stderr);
      const answers = stdout
        .trim()
        .split('\n')
        .map((line): Answer => JSON.parse(line));
      expect(answers).toHaveLength(cases.length);
      for (const [index, answer] of answers.entries()) {
        const { volume, regions } = cases[index] as Case;
        expect(answer).toMatchObject({ patient: true, study: true, frameOfReference: true });
        expect(answer.offPlane).toBeLessThan(1e-6);
        const size = volume.width * volume.height;
        for (const [at, { name, mask, interpretedType = '' }] of regions.entries()) {
          const read = answer.regions[at + 1];
          expect(read).toMatchObject({ name, type: interpretedType, algorithm: 'SEMIAUTOMATIC' });
          expect(read?.sha256, `${SERIES[index]}, ${name}`).toEqual(
            volume.slices.map((_, k) =>
              createHash('sha256')
                .update(mask.subarray(k * size, (k + 1) * size))
                .digest('hex'),
            ),
          );
        }
        expect(answer.regions[1]).toMatchObject({ colour: [255, 0, 51] });
        expect(answer.regions[4]?.count).toBe(1);
      }
    });
  },
);

/** What plastimatch makes of a structure set on the grid of an image, by region. */
function plastimatch(
  path: string,
  grid: readonly [option: string, image: string],
  regions: readonly Region[],
) {
  const output = mkdtempSync(join(folder, 'plastimatch-'));
  const options = ['--input', path, ...grid, '--output-prefix', output, '--prefix-format', 'nrrd'];
  const { status, stdout } = spawnSync('plastimatch', ['convert', ...options], { encoding: 'utf8' });
  expect(status, stdout).toBe(0);
  return regions.map(({ name }) => {
    const file = join(output, `${name}.nrrd`);
    expect(existsSync(file), `${name}: ${stdout}`).toBe(true);
    return readNrrd(new Uint8Array(readFileSync(file)));
  });
}

/** Voxels that one mask has and the other has not; a mismatch of millions is not to be printed. */
const differing = (a: ArrayLike<number>, b: Uint8Array | undefined): number =>
  b?.length === a.length ? b.filter((value, i) => value !== a[i]).length : Number.NaN;

const furthest = (a: Affine | undefined, b: Affine) =>
  Math.max(...b.map((value, i) => Math.abs(value - (a?.[i] ?? Number.NaN))));

describe.runIf(hasPlastimatch)('plastimatch reads what is written', { timeout: 600_000 }, () => {
  // It stacks slices along their normal, and so has no place for those of a tilted gantry.
  it.each(SERIES.slice(0, 3))('%s', async (name) => {
    const { path, regions, volume } = await caseOf(name);
    const read = plastimatch(
      path,
      ['--referenced-ct', fileURLToPath(new URL(`${name}/`, sharedDicom))],
      regions,
    );
    for (const [at, { volume: labels, affine }] of read.entries()) {
      expect(furthest(affine, volume.affine)).toBeLessThan(0.02);
      expect(differing(labels.data, regions[at]?.mask), regions[at]?.name).toBe(0);
    }
  });

  const labelled = hasSharedData ? readdirSync(new URL('../volumes/', sharedDicom)) : [];
  it.each(labelled.filter((file) => file.includes('_label.')))('labels of %s', async (file) => {
    const bytes = sharedFile(`volumes/${file}`);
    const found = file.endsWith('.nrrd') ? readNrrd(bytes) : readNifti(bytes);
    const affine = found.affine as Affine;
    const labels = Uint8Array.from(found.volume.data);
    const grid = gridOf(found.volume, affine);
    const values = [...new Set(labels)].filter((value) => value > 0).sort((a, b) => a - b);
    const regions = values.map((value) => ({
      name: `Label ${value}`,
      mask: labels.map((label) => (label === value ? 1 : 0)),
    }));
    const path = join(folder, `${file}.dcm`);
    writeFileSync(path, writeRtStruct({ source: grid.source, rois: regions }));
    const own = await readRtStruct(new Uint8Array(readFileSync(path)), grid.volume);
    expect(own.warnings).toEqual([]);
    for (const [at, roi] of own.rois.entries())
      expect(differing(mapOf(roi, grid), regions[at]?.mask)).toBe(0);
    const image = join(folder, `${file}.nii`);
    writeFileSync(image, writeNifti({ ...found.volume, data: labels }, { affine, gzip: false }));
    const read = plastimatch(path, ['--fixed', image], regions);
    for (const [at, { volume: mask, affine: place }] of read.entries()) {
      expect(furthest(place, affine)).toBeLessThan(1e-3);
      expect(differing(mask.data, regions[at]?.mask), regions[at]?.name).toBe(0);
    }
  });
});

describe.runIf(hasRtUtils)('rt-utils writes what is read', { timeout: 300_000 }, () => {
  it('outlines from centre to centre, holes within them: the same voxels', async () => {
    const { regions, volume, source } = await caseOf('series_ct_liver');
    const job = {
      series: fileURLToPath(new URL('series_ct_liver/', sharedDicom)),
      shape: [volume.depth, volume.height, volume.width],
      regions: regions.map(({ name }) => ({ name, path: join(folder, `${name}.raw`) })),
      out: join(folder, 'rt-utils.dcm'),
    };
    for (const [at, { path }] of job.regions.entries()) writeFileSync(path, (regions[at] as Region).mask);
    writeFileSync(join(folder, 'rt-utils.json'), JSON.stringify(job));
    const script = fileURLToPath(new URL('write_by_rt_utils.py', import.meta.url));
    const { stderr, status } = spawnSync(python, [script, join(folder, 'rt-utils.json')], {
      encoding: 'utf8',
    });
    expect(status, stderr).toBe(0);
    const { rois, unplaced, warnings } = await readRtStruct(new Uint8Array(readFileSync(job.out)), volume);
    expect(unplaced).toEqual([]);
    expect(new Set(warnings.map(({ code }) => code))).toEqual(new Set(['HOLES_ASSUMED']));
    expect(rois.map(({ name }) => name)).toEqual(regions.map(({ name }) => name));
    for (const [at, roi] of rois.entries()) {
      expect(differing(mapOf(roi, { source, volume }), regions[at]?.mask), roi.name).toBe(0);
    }
  });
});

/** What is the source's to answer for: values that were copied, and those that it lacks and a directory would need. */
const isOfSource = (line: string, source: string): boolean => {
  if (line.endsWith('would be needed to build DICOMDIR')) return true;
  const value = /= <(.*)>/.exec(line)?.[1];
  return value !== undefined && source.includes(value);
};

describe.runIf(hasDciodvfy)('dciodvfy has no complaint', { timeout: 300_000 }, () => {
  it.each(SERIES)('%s', async (name) => {
    const { path, sources } = await caseOf(name);
    const { stdout, stderr } = spawnSync('dciodvfy', ['-new', path], {
      encoding: 'utf8',
      maxBuffer: 2 ** 26,
    });
    const said = `${stdout}\n${stderr}`.split('\n');
    expect(said).toContain('RTStructureSet');
    const source = sources.map((one) => readFileSync(one, 'latin1')).join('');
    const complaints = said.filter((line) => /^(Error|Warning)/.test(line));
    expect(complaints.filter((line) => !isOfSource(line, source))).toEqual([]);
  });
});

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Geometry, indexToLps, lpsToIndex, type PixelVolume, type Vector3 } from '@medicosam/core';
import { afterAll, describe, expect, it } from 'vitest';
import { type SegKind, type SegmentToWrite, segmentCodes, writeDicomSeg } from '../../src/dicom-seg.js';
import { type NrrdFile, readNrrd } from '../../src/nrrd.js';
import { fileOf, hasSharedDicom, sharedDicom } from '../dicom/expected-dicom.js';
import { type Opened, openSeries } from './small-series.js';

const python = process.env['MEDICOSAM_PYTHON'] ?? 'python3';
const isProof = Boolean(process.env['MEDICOSAM_PROVE']) && hasSharedDicom;
const hasHighdicom = isProof && spawnSync(python, ['-c', 'import highdicom']).status === 0;
/** dcmqi's package for Python brings its programs. */
const dcmqi = join(dirname(python), 'segimage2itkimage');
const hasDcmqi = isProof && existsSync(dcmqi);
const hasDciodvfy = isProof && spawnSync('dciodvfy', ['-version']).error === undefined;
if (process.env['MEDICOSAM_PROVE']) {
  if (!hasSharedDicom)
    console.warn('There are no series (see MEDICOSAM_SHARED): no segmentation was checked.');
  else if (!hasHighdicom)
    console.warn(`${python} has no highdicom (see MEDICOSAM_PYTHON): nothing was read back.`);
  if (isProof && !hasDcmqi) console.warn(`There is no ${dcmqi} (pip install dcmqi): nothing was read by it.`);
  if (isProof && !hasDciodvfy) console.warn('There is no dciodvfy (dicom3tools): nothing was checked by it.');
}

const KINDS = ['BINARY', 'LABELMAP'] as const satisfies readonly SegKind[];
const SERIES = ['series_ct_liver', 'series_mr_axial_oblique', 'series_mr_sag_mprage', 'series_ct_head_tilt'];

interface Case extends Opened {
  readonly name: string;
  readonly kind: SegKind;
  readonly paths: readonly string[];
  readonly segments: readonly (SegmentToWrite & { readonly mask: Uint8Array })[];
  readonly path: string;
}

interface ReadBack {
  readonly type: SegKind;
  readonly frames: number;
  readonly frameDistance: number;
  readonly volumeDistance: number;
  readonly patient: boolean;
  readonly study: boolean;
  readonly frameOfReference: boolean;
  readonly segments: Readonly<
    Record<
      string,
      {
        readonly label: string;
        readonly algorithm: string;
        readonly category: string;
        readonly type: string;
        readonly sha256: readonly string[];
        readonly count: number;
      }
    >
  >;
}

const folder = hasHighdicom || hasDcmqi || hasDciodvfy ? mkdtempSync(join(tmpdir(), 'medicosam-seg-')) : '';
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A lopsided blob, a block that touches it, and a single voxel in a corner. */
function segmentsOf({ volume: { width, height, depth } }: Opened): Case['segments'] {
  const mask = (inside: (x: number, y: number, k: number) => boolean) => {
    const bits = new Uint8Array(width * height * depth);
    let at = 0;
    for (let k = 0; k < depth; k++) {
      for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) bits[at++] = inside(x, y, k) ? 1 : 0;
    }
    return bits;
  };
  const [cx, cy] = [width * 0.4, height * 0.3];
  return [
    {
      label: 'Blob',
      ...segmentCodes.liver,
      mask: mask((x, y, k) => k < depth - 1 && (x - cx) ** 2 + 2 * (y - cy) ** 2 < (10 + k) ** 2),
    },
    {
      label: 'Block Ä',
      ...segmentCodes.lesion,
      anatomicRegion: segmentCodes.liver.type,
      trackingId: 'block',
      colour: [1, 0, 0],
      mask: mask((x, y, k) => k > 0 && x > width - 14 && y > height - 9),
    },
    { label: 'Voxel', mask: mask((x, y, k) => x === width - 1 && y === 0 && k === depth - 1) },
  ];
}

async function caseOf(name: string, kind: SegKind): Promise<Case> {
  const names = readdirSync(new URL(`${name}/`, sharedDicom)).sort();
  const opened = await openSeries(names.map((file) => fileOf(sharedDicom, `${name}/${file}`)));
  const segments = segmentsOf(opened);
  const path = join(folder, `${name}-${kind}.dcm`);
  writeFileSync(path, writeDicomSeg({ source: opened.source, segments, kind }));
  const paths = opened.volume.slices.map(({ file }) =>
    fileURLToPath(new URL(`${name}/${names[file]}`, sharedDicom)),
  );
  return { ...opened, name, kind, segments, path, paths };
}

/** How far slices lie from the regular grid that a volume of them has, mm. */
const unevenness = ({ geometry, slices }: Opened['volume']): number =>
  Math.max(
    0,
    ...slices.map(({ position }, k) => {
      const [x, y, z] = geometry ? indexToLps(geometry, [0, 0, k]) : position;
      return Math.hypot(position[0] - x, position[1] - y, position[2] - z);
    }),
  );

describe.runIf(hasHighdicom)('highdicom reads what is written', { timeout: 300_000 }, () => {
  it.each(KINDS)('%s', async (kind) => {
    const cases = await Promise.all(SERIES.map((name) => caseOf(name, kind)));
    const jobs = join(folder, `${kind}.json`);
    // highdicom makes no volume of sheared slices; the places of their frames are compared.
    const asked = cases.map(({ path, paths, volume }) => ({
      seg: path,
      sources: paths,
      regular: volume.geometry !== undefined,
    }));
    expect(asked.filter(({ regular }) => regular)).toHaveLength(3);
    writeFileSync(jobs, JSON.stringify(asked));
    const script = fileURLToPath(new URL('read_seg.py', import.meta.url));
    const { stdout, stderr, status } = spawnSync(python, [script, jobs], { encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
    const answers = stdout
      .trim()
      .split('\n')
      .map((line): ReadBack => JSON.parse(line));
    expect(answers).toHaveLength(cases.length);
    for (const [index, answer] of answers.entries()) {
      const { volume, segments } = cases[index] as Case;
      expect(answer).toMatchObject({ type: kind, patient: true, study: true, frameOfReference: true });
      expect(answer.frameDistance).toBeLessThan(1e-9);
      expect(answer.volumeDistance).toBeLessThan(1e-4 + unevenness(volume));
      const size = volume.width * volume.height;
      for (const [at, { mask, label, type }] of segments.entries()) {
        const read = answer.segments[at + 1];
        expect(read).toMatchObject({ label, algorithm: 'SEMIAUTOMATIC', type: type?.value ?? '85756007' });
        expect(read?.sha256).toEqual(
          volume.slices.map((_, k) =>
            createHash('sha256')
              .update(mask.subarray(k * size, (k + 1) * size))
              .digest('hex'),
          ),
        );
      }
      expect(answer.segments[3]?.count).toBe(1);
    }
  });
});

/** Indices in a volume of the voxels of a label map that lies elsewhere, sorted. */
function voxelsIn(geometry: Geometry, volume: PixelVolume, labels: NrrdFile, label: number): number[] {
  const { data, width, height } = labels.volume;
  const affine = labels.affine as readonly number[];
  const found: number[] = [];
  for (const [at, value] of data.entries()) {
    if (value !== label) continue;
    const index = [at % width, Math.floor(at / width) % height, Math.floor(at / (width * height)), 1];
    const lps = [0, 1, 2].map((row) =>
      index.reduce((sum, own, column) => sum + own * (affine[4 * row + column] as number), 0),
    );
    const [i, j, k] = lpsToIndex(geometry, lps as unknown as Vector3).map(Math.round) as [
      number,
      number,
      number,
    ];
    found.push((k * volume.height + j) * volume.width + i);
  }
  return found.sort((a, b) => a - b);
}

describe.runIf(hasDcmqi)('dcmqi reads what is written', { timeout: 300_000 }, () => {
  // It has no volumes of sheared slices.
  const cases = SERIES.slice(0, 3).flatMap((name) => KINDS.map((kind) => [name, kind] as const));
  it.each(cases)('%s as %s', async (name, kind) => {
    const { path, volume, segments } = await caseOf(name, kind);
    const output = join(folder, `${name}-${kind}-dcmqi`);
    mkdirSync(output);
    const options = ['--inputDICOM', path, '--outputDirectory', output, '--outputType', 'nrrd'];
    const { status, stdout } = spawnSync(dcmqi, options, { encoding: 'utf8' });
    expect(status, stdout).toBe(0);
    for (const [at, { mask }] of segments.entries()) {
      // One file a segment, or one of all.
      const file = join(output, `${kind === 'BINARY' ? at + 1 : 1}.nrrd`);
      const labels = readNrrd(new Uint8Array(readFileSync(file)));
      const expected = [...mask].flatMap((value, index) => (value === 0 ? [] : [index]));
      expect(voxelsIn(volume.geometry as Geometry, volume, labels, at + 1)).toEqual(expected);
    }
  });
});

/**
 * What is the source's to answer for: values that were copied, such as UIDs of an illegal root and names in a retired
 * form, and those that it does not have, which a directory would need.
 */
const isOfSource = (line: string, source: string): boolean => {
  if (line.endsWith('would be needed to build DICOMDIR')) return true;
  const value = /= <(.*)>/.exec(line)?.[1];
  return value !== undefined && source.includes(value);
};

describe.runIf(hasDciodvfy)('dciodvfy has no complaint of BINARY', { timeout: 300_000 }, () => {
  it.each(SERIES)('%s', async (name) => {
    const { path, paths } = await caseOf(name, 'BINARY');
    const { stdout, stderr } = spawnSync('dciodvfy', ['-new', path], {
      encoding: 'utf8',
      maxBuffer: 2 ** 26,
    });
    const said = `${stdout}\n${stderr}`.split('\n');
    expect(said).toContain('Segmentation');
    const source = paths.map((one) => readFileSync(one, 'latin1')).join('');
    const complaints = said.filter((line) => /^(Error|Warning)/.test(line));
    expect(complaints.filter((line) => !isOfSource(line, source))).toEqual([]);
  });
});

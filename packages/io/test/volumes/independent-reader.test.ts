import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PixelVolume } from '@medicosam/core';
import { lpsAffine } from '@medicosam/core';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { readNifti, writeNifti } from '../../src/nifti.js';
import { readNrrd, writeNrrd, writeSegNrrd } from '../../src/nrrd.js';
import { hasSharedData, sharedFile } from '../shared-data.js';
import { arbitraryVolume } from './arbitrary-volumes.js';
import { haveSameBytes, inCOrder, sha256Of } from './c-order.js';
import { cornersOf, furthest, toRas } from './volume-fixtures.js';

const python = process.env['MEDICOSAM_PYTHON'] ?? 'python3';
const isProof = Boolean(process.env['MEDICOSAM_PROVE']);
const hasReaders = isProof && spawnSync(python, ['-c', 'import nibabel, nrrd']).status === 0;
if (isProof && !hasReaders) {
  console.warn(`${python} has no nibabel and pynrrd (see MEDICOSAM_PYTHON): nothing was read back by them.`);
}

interface ReadBack {
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly sha256: string;
  readonly affine: readonly number[];
  readonly qform: readonly number[];
  readonly sform: readonly number[];
  readonly codes: readonly number[];
  readonly intent: number;
  readonly units: readonly string[];
  readonly scl: readonly number[];
  readonly space: string;
  readonly segments: Readonly<Record<string, string>>;
}

// Hooks do not run where every test is left out.
const folder = hasReaders ? mkdtempSync(join(tmpdir(), 'medicosam-io-')) : '';
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What nibabel and pynrrd read of files. */
function readBack(files: readonly (readonly [name: string, bytes: Uint8Array])[]): ReadBack[] {
  const paths = files.map(([name, bytes]) => {
    const path = join(folder, name);
    writeFileSync(path, bytes);
    return path;
  });
  const script = fileURLToPath(new URL('read_back.py', import.meta.url));
  const { stdout, stderr, status } = spawnSync(python, [script, ...paths], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) throw new Error(stderr);
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

function expectSame(read: ReadBack, volume: PixelVolume, affine: readonly number[], tolerance = 1e-4): void {
  const { width, height, depth } = volume;
  expect(read.shape).toEqual([width, height, depth]);
  expect(read.sha256).toBe(sha256Of(inCOrder([volume]), read.dtype));
  expect(furthest(cornersOf(read.affine, volume), cornersOf(toRas(affine), volume))).toBeLessThan(tolerance);
}

describe.runIf(hasReaders)('nibabel and pynrrd read what is written', { timeout: 300_000 }, () => {
  it('of any type and orientation', () => {
    const volumes = fc.sample(arbitraryVolume, { numRuns: 100, seed: 11 });
    const files = volumes.flatMap((volume, index) => [
      [`${index}.nii.gz`, writeNifti(volume)] as const,
      [`${index}-2.nii`, writeNifti(volume, { version: 2, gzip: false })] as const,
      [`${index}.nrrd`, writeNrrd(volume)] as const,
    ]);
    const read = readBack(files);
    expect(read).toHaveLength(300);
    for (const [index, volume] of volumes.entries()) {
      const affine = lpsAffine(volume.geometry);
      const [nifti1, nifti2, nrrd] = read.slice(3 * index, 3 * index + 3) as [ReadBack, ReadBack, ReadBack];
      // float32: of 2000 mm the seventh digit.
      expectSame(nifti1, volume, affine, 1e-3);
      expectSame(nifti2, volume, affine, 1e-9);
      expectSame(nrrd, volume, affine, 1e-9);
      for (const { qform, sform, codes, units } of [nifti1, nifti2]) {
        expect(furthest(cornersOf(qform, volume), cornersOf(sform, volume))).toBeLessThan(1e-2);
        expect(codes).toEqual([1, 1]);
        expect(units).toEqual(['mm', 'sec']);
      }
    }
  });

  it.runIf(hasSharedData)('label maps in the place of their sources, and as we read them', () => {
    const names = ['hippocampus_003', 'spleen_ct', 'cord_t2s_gm', 'abdomen_mr', 'stroke_flair'];
    const sources = names.map((name) => readNifti(sharedFile(`volumes/${name}_label.nii.gz`)));
    const labels = sources.map(({ volume }) => ({
      ...volume,
      rescale: undefined,
      data: Uint8Array.from(volume.data),
    }));
    const segmentsOf = ({ data }: PixelVolume) =>
      [...new Set(data)]
        .filter((value) => value !== 0)
        .sort((a, b) => a - b)
        .map((labelValue) => ({ labelValue, name: `Part ${labelValue}` }));
    const files = labels.flatMap((volume, index) => {
      const { affine } = sources[index] as (typeof sources)[0];
      return [
        [`${names[index]}.nii.gz`, writeNifti(volume, { labels: true, affine })] as const,
        [`${names[index]}.nrrd`, writeNrrd(volume, { affine })] as const,
        [`${names[index]}.seg.nrrd`, writeSegNrrd(volume, segmentsOf(volume), { affine })] as const,
      ];
    });
    const read = readBack(files);
    for (const [index, volume] of labels.entries()) {
      const { affine } = sources[index] as (typeof sources)[0];
      const [nifti, nrrd, seg] = read.slice(3 * index, 3 * index + 3) as [ReadBack, ReadBack, ReadBack];
      for (const one of [nifti, nrrd, seg]) expectSame(one, volume, affine);
      expect(nifti.intent).toBe(1002);
      expect(seg.space).toBe('left-posterior-superior');
      const ours = readNrrd(files[3 * index + 2]?.[1] as Uint8Array);
      expect(haveSameBytes(ours.volume.data, volume.data)).toBe(true);
      for (const [at, segment] of ours.segments.entries()) {
        expect(seg.segments[`Segment${at}_Extent`]).toBe(segment.extent?.join(' '));
        expect(seg.segments[`Segment${at}_LabelValue`]).toBe(`${segment.labelValue}`);
      }
    }
  });

  it('slope and intercept', () => {
    const rescale = { slope: 0.5, intercept: -1024 };
    const volume: PixelVolume = { data: Int16Array.of(1, 2), width: 2, height: 1, depth: 1, rescale };
    const [read] = readBack([['scaled.nii', writeNifti(volume, { gzip: false })]]);
    expect(read?.scl).toEqual([0.5, -1024]);
    expect(read?.codes).toEqual([0, 0]);
  });
});

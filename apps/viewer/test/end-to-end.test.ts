import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { indexToLps, type Vector3 } from '@medicosam/core';
import { hasChromium } from '@medicosam/in-chromium';
import { decodeImage } from '@medicosam/io';
import { openImages } from '@medicosam/io/open';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openViewer, type Viewer } from './support/open-viewer.js';
import { BRAIN, hasSeries, LIVER, seriesFiles } from './support/real-series.js';

const python = process.env['MEDICOSAM_PYTHON'] ?? 'python3';
const isProof = Boolean(process.env['MEDICOSAM_PROVE']) && hasChromium && hasSeries;
const hasHighdicom = isProof && spawnSync(python, ['-c', 'import highdicom']).status === 0;
if (isProof && !hasHighdicom) {
  console.warn(
    `${python} has no highdicom (see MEDICOSAM_PYTHON): no segmentation was compared in the viewer.`,
  );
}
const commandLine = fileURLToPath(new URL('../../../packages/cli/bin/medicosam.js', import.meta.url));
const readPlaces = fileURLToPath(new URL('support/read_places.py', import.meta.url));
/** Where pictures of the viewer are kept to be looked at. */
const pictures = process.env['MEDICOSAM_PICTURES'];

const folder = isProof ? mkdtempSync(join(tmpdir(), 'medicosam-viewer-')) : '';
let viewer: Viewer;
beforeAll(async () => {
  if (hasHighdicom) viewer = await openViewer();
}, 240_000);
afterAll(async () => {
  await viewer?.close();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

interface ReadSegment {
  readonly name: string;
  readonly places: readonly Vector3[];
}

/** Segments a series at the command line; the path of the segmentation. */
function segment(series: string, args: readonly string[]): string {
  const path = join(folder, `${series}.seg.dcm`);
  const [file = ''] = seriesFiles(series);
  const run = spawnSync(process.execPath, [commandLine, 'segment', dirname(file), ...args, '-o', path], {
    encoding: 'utf8',
    env: { ...process.env, MEDICOSAM_CACHE: folder },
  });
  expect(run.status, run.stderr).toBe(0);
  return path;
}

/** Where highdicom and pydicom find its voxels. */
function independently(segmentation: string, series: string): readonly ReadSegment[] {
  const run = spawnSync(python, [readPlaces, segmentation, ...seriesFiles(series)], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  expect(run.status, run.stderr).toBe(0);
  return JSON.parse(run.stdout) as readonly ReadSegment[];
}

const key = (place: readonly number[]) => place.map((value) => Math.round(10 * value)).join(' ');

/** Colours of the page at places of a view: how far red, green and blue lie apart. */
async function tints(view: string, places: readonly Vector3[]): Promise<readonly number[]> {
  const shot = await viewer.page.screenshot();
  const { data, width, channels = 3 } = await decodeImage(new Uint8Array(shot));
  return Promise.all(
    places.map(async (place) => {
      const [x, y] = await viewer.look('onPage', view, [...place]);
      const at = (Math.round(y) * width + Math.round(x)) * channels;
      const pixel = [...data.subarray(at, at + 3)];
      return Math.max(...pixel) - Math.min(...pixel);
    }),
  );
}

/** Some of many, evenly taken. */
const some = <Item>(items: readonly Item[], count: number): Item[] =>
  items.filter((_, index) => index % Math.ceil(items.length / count) === 0);

/**
 * A series through `medicosam segment` to a SEG, which is dropped on the series in the viewer: the labelmap is compared
 * with what highdicom reads, and its colour on the page with the places of voxels.
 */
async function compare(series: string, modality: string, args: readonly string[], views: readonly string[]) {
  const path = segment(series, args);
  const [found, ...others] = independently(path, series);
  if (!found || others.length > 0) throw new Error('one segment was expected');
  expect(found.places.length).toBeGreaterThan(100);
  await viewer.open(seriesFiles(series), modality);
  await viewer.addLabels(path);

  const shown = await viewer.look('places');
  expect(shown.length).toBe(found.places.length);
  const distances = shown.map(([x, y, z, value], index) => {
    const [a, b, c] = found.places[index] ?? [Number.NaN, 0, 0];
    return value === 1 ? Math.hypot(x - a, y - b, z - c) : Number.NaN;
  });
  expect(distances.reduce((most, distance) => Math.max(most, distance), 0)).toBeLessThan(1e-3);
  for (const view of views.filter((name) => name !== 'stack')) {
    const drawn = await viewer.look('placesIn', view);
    expect(drawn.length).toBe(shown.length);
    // A volume's grid is even; slices may lie a little off it.
    const off = drawn.map(([x, y, z], index) => {
      const [a, b, c] = shown[index] ?? [Number.NaN, 0, 0];
      return Math.hypot(x - a, y - b, z - c);
    });
    expect(off.reduce((most, distance) => Math.max(most, distance), 0)).toBeLessThan(0.1);
  }
  expect(await viewer.look('segments')).toMatchObject([{ name: found.name }]);

  const { items } = await openImages(seriesFiles(series).map((file) => new File([readFileSync(file)], file)));
  const affine = (await items[0]?.read?.())?.affine;
  if (!affine) throw new Error('no place');
  const inside = new Set(found.places.map(key));
  /** Places so many pixels around one, on its slice. */
  const around = (place: Vector3, reach: number): Vector3[] =>
    [-reach, 0, reach].flatMap((x) =>
      [-reach, 0, reach].map(
        (y) =>
          place.map(
            (value, axis) => value + x * (affine[4 * axis] ?? 0) + y * (affine[4 * axis + 1] ?? 0),
          ) as unknown as Vector3,
      ),
    );
  const deep = found.places.filter((place) => around(place, 3).every((near) => inside.has(key(near))));
  const off = found.places
    .flatMap((place) => around(place, 12))
    .filter((place) => around(place, 4).every((near) => !inside.has(key(near))));
  const samples = [some(deep, 20), some(off, 20)] as const;
  expect(Math.min(...samples.map(({ length }) => length))).toBeGreaterThan(5);
  await viewer.look('goTo', 'stack', [...(deep[0] as Vector3)]);
  await viewer.page.waitForTimeout(1000);
  expect(Math.min(...(await tints('stack', samples[0]))), 'inside').toBeGreaterThan(20);
  expect(Math.max(...(await tints('stack', samples[1]))), 'outside').toBeLessThan(12);
  for (const view of views) await viewer.look('goTo', view, [...(deep[deep.length >> 1] as Vector3)]);
  await viewer.page.waitForTimeout(1000);
  if (pictures) writeFileSync(join(pictures, `viewer-${series}.png`), await viewer.page.screenshot());
  expect([viewer.said, viewer.elsewhere]).toEqual([[], []]);
}

/** A head CT of 10 sheared, uneven slices. */
const TILTED = 'series_ct_head_tilt';

describe.runIf(hasHighdicom)('a series that was segmented at the command line', () => {
  test(
    'of CT, by a box of pixels, is shown where highdicom finds its voxels',
    () => compare(LIVER, 'CT', ['--slice', '1', '--box', '110,130,300,340'], ['stack']),
    580_000,
  );

  test(
    'of CT with a tilted gantry is shown on its own slices',
    () => compare(TILTED, 'CT', ['--slice', '4', '--box', '150,150,330,330'], ['stack']),
    580_000,
  );

  test('of oblique MR, by a point in mm, is shown where highdicom finds its voxels', async () => {
    const files = seriesFiles(BRAIN).map((file) => new File([readFileSync(file)], file));
    const source = await (await openImages(files)).items[0]?.read?.();
    if (!source?.geometry) throw new Error('no geometry');
    const { width, height, depth } = source;
    const place = indexToLps(source.geometry, [width / 2, 0.46 * height, depth >> 1]);
    const point = place.map((value) => value.toFixed(3)).join(',');
    await compare(BRAIN, 'MR', ['--world', '--point', point], ['stack', 'sagittal', 'coronal']);
  }, 580_000);
});

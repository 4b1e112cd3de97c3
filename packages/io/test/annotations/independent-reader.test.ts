import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BinaryMask, boxOfMask, traceContours } from '@medicosam/core';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCoco, writeCoco } from '../../src/coco.js';
import { writeGeoJson } from '../../src/geojson.js';
import { type LabelPixels, labelsToPng } from '../../src/png.js';
import { arbitraryMask, areaOf, HARD_MASKS } from './masks.js';

const python = process.env['MEDICOSAM_PYTHON'] ?? 'python3';
const isProof = Boolean(process.env['MEDICOSAM_PROVE']);
const imports = 'import PIL, pycocotools.coco, rasterio.features, shapely';
const hasReaders = isProof && spawnSync(python, ['-c', imports]).status === 0;
if (isProof && !hasReaders) {
  console.warn(
    `${python} has no pycocotools, shapely, rasterio and Pillow (see MEDICOSAM_PYTHON): no annotations were read by them.`,
  );
}

// Hooks do not run where every test is left out.
const folder = hasReaders ? mkdtempSync(join(tmpdir(), 'medicosam-annotations-')) : '';
afterAll(() => {
  if (folder) rmSync(folder, { recursive: true, force: true });
});

interface ReadBack {
  readonly coco: readonly ReadAnnotation[];
  readonly polygons: readonly ReadAnnotation[];
  readonly geojson: readonly unknown[];
  readonly png: Readonly<Record<string, unknown>>;
}

interface ReadAnnotation {
  readonly id: number;
  readonly sha256: string;
}

/** Blobs with holes and a scatter of pixels, in a size of today's images. */
const large: BinaryMask = {
  width: 700,
  height: 500,
  bits: Uint8Array.from({ length: 700 * 500 }, (_, i) => {
    const [x, y] = [i % 700, Math.floor(i / 700)];
    const wave = Math.sin(x / 23) + Math.cos(y / 17) + Math.sin((x + y) / 41);
    return wave > 0.3 || (x * 31 + y * 57) % 211 === 0 ? 1 : 0;
  }),
};
const masks = [
  ...Object.values(HARD_MASKS),
  large,
  ...fc.sample(arbitraryMask, { numRuns: 2000, seed: 20_267 }),
];
const sha256Of = (values: Uint8Array | Uint16Array) =>
  createHash('sha256').update(new Uint8Array(values.buffer)).digest('hex');

const labelMaps: Readonly<Record<string, LabelPixels & { readonly data: Uint16Array<ArrayBuffer> }>> = {
  few: { data: Uint16Array.from({ length: 700 }, (_, i) => i % 256), width: 35, height: 20 },
  many: { data: Uint16Array.from({ length: 700 }, (_, i) => i * 93), width: 20, height: 35 },
};

/** Outlines as polygons, which COCO has without holes. */
const outlines = masks.map((mask) =>
  traceContours(mask).map(({ outer }) => outer.flatMap(({ x, y }) => [x + 0.5, y + 0.5])),
);

describe.runIf(hasReaders)('others read what is written', { timeout: 600_000 }, () => {
  let read: ReadBack;
  const images = masks.map(({ width, height }, index) => ({ fileName: `${index}.png`, width, height }));
  const coco = writeCoco({
    images,
    annotations: masks.map((mask, image) => ({ image, mask, category: `kind ${image % 3}` })),
  });
  const plain = writeCoco({
    images,
    annotations: masks.map((mask, image) => ({
      image,
      mask,
      category: `kind ${image % 3}`,
      id: 1e6 + image,
    })),
    counts: 'plain',
  });
  const polygons = {
    ...coco,
    annotations: coco.annotations.flatMap((annotation, index) => {
      const segmentation = outlines[index] ?? [];
      return segmentation.length === 0 ? [] : [{ ...annotation, segmentation }];
    }),
  };

  beforeAll(() => {
    const files = {
      coco: { ...coco, annotations: [...coco.annotations, ...plain.annotations] },
      polygons,
      geojson: writeGeoJson(masks.map((mask, id) => ({ mask, id }))),
      sizes: masks.map(({ width, height }) => [width, height]),
    };
    for (const [name, content] of Object.entries(files)) {
      writeFileSync(join(folder, `${name}.json`), JSON.stringify(content));
    }
    for (const [name, labels] of Object.entries(labelMaps)) {
      writeFileSync(join(folder, `${name}.png`), labelsToPng(labels));
    }
    const script = fileURLToPath(new URL('read_annotations.py', import.meta.url));
    const { stdout, stderr, status } = spawnSync(python, [script, folder], {
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    });
    if (status !== 0) throw new Error(stderr);
    read = JSON.parse(stdout);
  }, 600_000);

  it('pycocotools: COCO, compressed and plain, every mask, area and box', () => {
    const expected = masks.map((mask, index) => {
      const [x0, y0, x1, y1] = boxOfMask(mask);
      const [area, bbox] = [areaOf(mask), [x0, y0, x1 - x0, y1 - y0]];
      return {
        ...{ sha256: sha256Of(mask.bits), area, bbox, statedArea: area, statedBbox: bbox },
        ...{ category: `kind ${index % 3}`, file: `${index}.png` },
      };
    });
    expect(read.coco.map(({ id: _, ...facts }) => facts)).toEqual([...expected, ...expected]);
  });

  it('pycocotools: polygons along the edges of pixels are filled alike', () => {
    const { annotations } = readCoco(polygons);
    expect(annotations.length).toBeGreaterThan(1900);
    expect(read.polygons.map(({ id, sha256 }) => [id, sha256])).toEqual(
      annotations.map((annotation) => [annotation.id, sha256Of(annotation.toMask().bits)]),
    );
  });

  it('shapely and rasterio: GeoJSON, all of it valid, every area and pixel', () => {
    expect(read.geojson).toEqual(
      masks.map((mask) => ({
        valid: 'Valid Geometry',
        area: areaOf(mask),
        sha256: sha256Of(mask.bits),
        anticlockwise: true,
        holesClockwise: true,
      })),
    );
  });

  it('Pillow: the labels of a PNG', () => {
    const expected = Object.entries(labelMaps).map(([name, { data, width, height }]) => {
      const mode = name === 'few' ? 'L' : 'I;16';
      return [name, { mode, size: [width, height], sha256: sha256Of(data) }];
    });
    expect(read.png).toEqual(Object.fromEntries(expected));
  });
});

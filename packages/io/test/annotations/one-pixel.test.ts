import {
  type BinaryMask,
  type Geometry,
  indexToLps,
  type PixelVolume,
  sliceVolume,
  type Vector3,
} from '@medicosam/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { readCoco, writeCoco } from '../../src/coco.js';
import { parseDataSet } from '../../src/dicom/data-set/parse-data-set.js';
import { Warnings } from '../../src/dicom/warnings.js';
import { tagOf } from '../../src/dicom/writing/attributes.js';
import { readDicom } from '../../src/dicom.js';
import { readDicomSeg, writeDicomSeg } from '../../src/dicom-seg.js';
import { readGeoJson, writeGeoJson } from '../../src/geojson.js';
import { decodeImage, imageToMask, maskToPng } from '../../src/index.js';
import { readNifti, writeNifti } from '../../src/nifti.js';
import { readNrrd, writeNrrd, writeSegNrrd } from '../../src/nrrd.js';
import { decodePng, labelsToPng } from '../../src/png.js';
import { readRtStruct, writeRtStruct } from '../../src/rtstruct.js';
import { withText } from '../dicom/patch-dicom.js';
import { type Opened, openSeries, smallSlice } from '../dicom-seg/small-series.js';

/** Rotated about all three axes: exact in few digits. */
const ROW = [0.36, 0.48, -0.8];
const COLUMN = [-0.8, 0.6, 0];
const NORMAL = [0.48, 0.64, 0.6];
const UPRIGHT = '1.0000\\0.0000\\0.0000\\0.0000\\1.0000\\0.0000';
const ORIGIN = [-10, 20, 5];
const DEPTH = 4;

/** Slices 1.5 mm apart along an oblique normal. */
function obliqueSlice(k: number): Uint8Array {
  const z = `${k}.0`;
  const position = ORIGIN.map((origin, axis) => (origin + 1.5 * k * (NORMAL[axis] as number)).toFixed(2));
  const moved = withText(smallSlice(z, 20 + k), `-83.9063\\-91.200\\${z}`, position.join('\\'));
  return withText(moved, UPRIGHT, [...ROW, ...COLUMN].join('\\'));
}

let opened: Opened;
let geometry: Geometry;
beforeAll(async () => {
  opened = await openSeries(Array.from({ length: DEPTH }, (_, k) => obliqueSlice(k)));
  geometry = opened.volume.geometry as Geometry;
});

/** Within the volume and at its corners. */
const VOXELS: readonly Vector3[] = [
  [5, 41, 2],
  ...[0, 63].flatMap((i) => [0, 63].flatMap((j) => [0, DEPTH - 1].map((k): Vector3 => [i, j, k]))),
];

/** The indices of all that is not 0 in values of some width and height. */
const indicesOf = (
  data: ArrayLike<number>,
  { width, height }: { width: number; height: number },
): Vector3[] =>
  Array.from(data).flatMap((value, at): Vector3[] =>
    value === 0 ? [] : [[at % width, Math.floor(at / width) % height, Math.floor(at / (width * height))]],
  );

interface Found {
  readonly index: Vector3;
  /** LPS mm by the file's own geometry. */
  readonly place: Vector3;
}

const ofVolume = (volume: PixelVolume): Found[] =>
  indicesOf(volume.data, volume).map((index) => ({
    index,
    place: indexToLps(volume.geometry as Geometry, index),
  }));

const ofSlices = (mask: ReadonlyMap<number, BinaryMask> | undefined): Vector3[] =>
  [...(mask ?? [])].flatMap(([k, own]) => indicesOf(own.bits, own).map(([x, y]): Vector3 => [x, y, k]));

/** The voxels of a segmentation, placed by its frames' own geometry. */
async function ofSegmentation(file: Uint8Array): Promise<Found[]> {
  const { segments } = await readDicomSeg(file, opened.volume);
  const { frames } = await readDicom(file);
  const places = frames.flatMap((frame) =>
    indicesOf(frame.data, frame).map(([x, y]) => indexToLps(frame.geometry as Geometry, [x, y, 0])),
  );
  const indices = ofSlices(segments[0]?.mask);
  expect(places).toHaveLength(indices.length);
  return indices.map((index, at) => ({ index, place: places[at] as Vector3 }));
}

/** The centres of a structure set's outlines, by the numbers in the file. */
function contourCentres(file: Uint8Array): Vector3[] {
  const { values } = parseDataSet(file, {}, new Warnings());
  const contours = values
    .items(tagOf('ROIContourSequence'))
    .flatMap((roi) => roi.items(tagOf('ContourSequence')));
  return contours.map((contour): Vector3 => {
    const numbers = contour.decimals(tagOf('ContourData'));
    const mean = (axis: number) => {
      const own = numbers.filter((_, at) => at % 3 === axis);
      return own.reduce((sum, value) => sum + value, 0) / own.length;
    };
    expect(numbers).toHaveLength(12);
    return [mean(0), mean(1), mean(2)];
  });
}

/** Writes labels of the volume and reads them again. */
const inSpace: Readonly<Record<string, (labels: PixelVolume & { data: Uint8Array }) => Promise<Found[]>>> = {
  NIfTI: async (labels) => ofVolume(readNifti(writeNifti(labels, { labels: true, gzip: false })).volume),
  'NIfTI, gzip': async (labels) => ofVolume(readNifti(writeNifti(labels, { labels: true })).volume),
  NRRD: async (labels) => ofVolume(readNrrd(writeNrrd(labels)).volume),
  'NRRD of 3D Slicer': async (labels) =>
    ofVolume(readNrrd(writeSegNrrd(labels, [{ labelValue: 1, name: 'Voxel' }])).volume),
  'DICOM SEG, BINARY': async ({ data: mask }) =>
    ofSegmentation(writeDicomSeg({ source: opened.source, segments: [{ label: 'Voxel', mask }] })),
  'DICOM SEG, LABELMAP': async ({ data: mask }) => {
    const segments = [{ label: 'Voxel', mask }];
    return ofSegmentation(writeDicomSeg({ source: opened.source, segments, kind: 'LABELMAP' }));
  },
  RTSTRUCT: async ({ data: mask }) => {
    const file = writeRtStruct({ source: opened.source, rois: [{ name: 'Voxel', mask }] });
    const { rois, unplaced } = await readRtStruct(file, opened.volume);
    expect(unplaced).toEqual([]);
    const [place] = contourCentres(file);
    return ofSlices(rois[0]?.mask).map((index) => ({ index, place: place as Vector3 }));
  },
};

/** Writes a mask of a slice and reads it again. */
const onSlice: Readonly<Record<string, (mask: BinaryMask) => Promise<BinaryMask | undefined>>> = {
  COCO: async (mask) => {
    const images = [{ fileName: 'slice.png', width: mask.width, height: mask.height }];
    const file = writeCoco({ images, annotations: [{ image: 0, mask, category: 'voxel' }] });
    return readCoco(JSON.stringify(file)).annotations[0]?.toMask();
  },
  GeoJSON: async (mask) =>
    readGeoJson(JSON.stringify(writeGeoJson([{ mask, name: 'voxel' }])), mask).objects[0]?.toMask(),
  'label PNG': async (mask) => imageToMask(decodePng(labelsToPng({ ...mask, data: mask.bits }))),
  'label PNG of 16 bits': async (mask) => {
    const data = Uint16Array.from(mask.bits, (bit) => bit * 300);
    return imageToMask(decodePng(labelsToPng({ ...mask, data })));
  },
  'mask PNG': async (mask) => imageToMask(await decodeImage(maskToPng(mask))),
};

const expectNear = (place: Vector3, expected: Vector3, tolerance: number) =>
  expect(Math.hypot(...place.map((own, axis) => own - (expected[axis] as number)))).toBeLessThan(tolerance);

/** LPS mm by the numbers of the files, apart from any geometry. */
const placeOf = ([i, j, k]: Vector3): Vector3 => {
  const at = (axis: number) =>
    (ORIGIN[axis] as number) +
    0.3125 * (i * (ROW[axis] as number) + j * (COLUMN[axis] as number)) +
    1.5 * k * (NORMAL[axis] as number);
  return [at(0), at(1), at(2)];
};

describe('one voxel of an oblique volume', () => {
  it('lies where the files of the series say', () => {
    for (const voxel of VOXELS) expectNear(indexToLps(geometry, voxel), placeOf(voxel), 1e-9);
  });

  it.each(Object.entries(inSpace))('comes back as itself, in its place: %s', async (name, writeAndRead) => {
    // NIfTI-1 rounds places to 32 bits.
    const tolerance = name.startsWith('NIfTI') ? 1e-4 : 1e-8;
    const { width, height, depth } = opened.volume;
    for (const voxel of VOXELS) {
      const data = new Uint8Array(width * height * depth);
      data[(voxel[2] * height + voxel[1]) * width + voxel[0]] = 1;
      const found = await writeAndRead({ data, width, height, depth, channels: 1, geometry });
      expect(found.map(({ index }) => index)).toEqual([voxel]);
      for (const { place } of found) expectNear(place, placeOf(voxel), tolerance);
    }
  });

  it.each(Object.entries(onSlice))(
    'comes back on any slice through it, in its place: %s',
    async (_, writeAndRead) => {
      for (const voxel of VOXELS) {
        for (const [axis, across] of [
          ['i', 0],
          ['j', 1],
          ['k', 2],
        ] as const) {
          const slice = sliceVolume(opened.volume, axis, voxel[across]);
          const [x, y] = voxel.filter((_, index) => index !== across) as [number, number];
          const bits = new Uint8Array(slice.width * slice.height);
          bits[y * slice.width + x] = 1;
          const read = await writeAndRead({ bits, width: slice.width, height: slice.height });
          const found = read ? indicesOf(read.bits, read) : [];
          expect(found).toEqual([[x, y, 0]]);
          expectNear(indexToLps(slice.geometry as Geometry, found[0] as Vector3), placeOf(voxel), 1e-9);
        }
      }
    },
  );
});

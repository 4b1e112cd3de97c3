/// <reference lib="dom" />
import { imageLoader, metaData, type Types, utilities } from '@cornerstonejs/core';
import type { Series } from '../../support/series.js';

const shown = new Map<string, Series>();

const parse = (imageId: string): { series: Series; k: number } | undefined => {
  const [, name = '', index] = /^synthetic:(\w+)\/(\d+)$/.exec(imageId) ?? [];
  const series = shown.get(name);
  return series && { series, k: Number(index) };
};

/** Stored values of a slice: real ones are 2 · stored − 1000. */
function storedSlice(series: Series, k: number): Int16Array {
  const [width, height] = series.dimensions;
  const data = new Int16Array(width * height);
  for (let j = 0, to = 0; j < height; j++) {
    for (let i = 0; i < width; i++) data[to++] = (series.value([i, j, k]) + 1000) / 2;
  }
  return data;
}

function load(imageId: string) {
  const found = parse(imageId);
  if (!found) throw new Error(`no series for ${imageId}`);
  const { series, k } = found;
  const [columns, rows] = series.dimensions;
  const scalarData = storedSlice(series, k);
  const voxelManager = utilities.VoxelManager.createImageVoxelManager({
    width: columns,
    height: rows,
    scalarData,
    numberOfComponents: 1,
  });
  const image = {
    imageId,
    minPixelValue: 0,
    maxPixelValue: 2000,
    slope: 2,
    intercept: -1000,
    windowCenter: 500,
    windowWidth: 2000,
    voiLUTFunction: 'LINEAR',
    getPixelData: () => scalarData,
    rows,
    columns,
    height: rows,
    width: columns,
    color: false,
    rgba: false,
    numberOfComponents: 1,
    columnPixelSpacing: series.spacing[0],
    rowPixelSpacing: series.spacing[1],
    invert: false,
    sizeInBytes: scalarData.byteLength,
    dataType: 'Int16Array',
    voxelManager,
  } as unknown as Types.IImage;
  return { promise: Promise.resolve(image) };
}

function module(type: string, imageId: unknown) {
  const found = typeof imageId === 'string' ? parse(imageId) : undefined;
  if (!found) return undefined;
  const { series, k } = found;
  const [columns, rows] = series.dimensions;
  const [rowCosines, columnCosines] = series.directions;
  switch (type) {
    case 'imagePixelModule':
      return {
        bitsAllocated: 16,
        bitsStored: 16,
        highBit: 15,
        samplesPerPixel: 1,
        pixelRepresentation: 1,
        photometricInterpretation: 'MONOCHROME2',
      };
    case 'imagePlaneModule':
      return {
        frameOfReferenceUID: `frame-${series.name}`,
        rows,
        columns,
        imageOrientationPatient: [...rowCosines, ...columnCosines],
        rowCosines,
        columnCosines,
        imagePositionPatient: series.place([0, 0, k]),
        pixelSpacing: [series.spacing[1], series.spacing[0]],
        rowPixelSpacing: series.spacing[1],
        columnPixelSpacing: series.spacing[0],
        sliceThickness: series.spacing[2],
      };
    case 'generalSeriesModule':
      return { modality: 'CT', seriesInstanceUID: series.name };
    case 'voiLutModule':
      return { windowCenter: [500], windowWidth: [2000], voiLUTFunction: 'LINEAR' };
    case 'modalityLutModule':
      return { rescaleSlope: 2, rescaleIntercept: -1000, rescaleType: 'HU' };
    default:
      return undefined;
  }
}

/** Makes a series known to Cornerstone: its images, in the order of a stack. */
export function registerSeries(series: Series): string[] {
  if (shown.size === 0) {
    imageLoader.registerImageLoader('synthetic', load);
    metaData.addProvider(module, 10_000);
  }
  shown.set(series.name, series);
  return Array.from({ length: series.dimensions[2] }, (_, k) => `synthetic:${series.name}/${k}`);
}

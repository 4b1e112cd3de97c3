/// <reference lib="dom" />
import { imageLoader, metaData, type Types, utilities } from '@cornerstonejs/core';
import type { Series } from '../../support/series.js';

const shown = new Map<string, Series>();

/** An image of a series: which slice it is, of which time point. */
interface Place {
  readonly series: Series;
  readonly k: number;
  readonly time: number;
}

const parse = (imageId: string): Place | undefined => {
  const [, name = '', index, time] = /^synthetic:(\w+)\/(\d+)\/(\d+)$/.exec(imageId) ?? [];
  const series = shown.get(name);
  return series && { series, k: Number(index), time: Number(time) };
};

/** Stored values of a slice: real ones are 2 · stored − 1000; in colour, red is bright. */
function storedSlice({ series, k, time }: Place): Int16Array | Uint8Array {
  const [width, height] = series.dimensions;
  const { channels } = series;
  const data = channels === 3 ? new Uint8Array(3 * width * height) : new Int16Array(width * height);
  for (let j = 0, to = 0; j < height; j++) {
    for (let i = 0; i < width; i++, to += channels) {
      const value = series.value([i, j, k], time);
      if (channels === 3) data.set(value >= 500 ? [200, 40, 40] : [40, 40, 120], to);
      else data[to] = (value + 1000) / 2;
    }
  }
  return data;
}

function load(imageId: string) {
  const found = parse(imageId);
  if (!found) throw new Error(`no series for ${imageId}`);
  const { series } = found;
  const { channels } = series;
  const isColour = channels > 1;
  const [columns, rows] = series.dimensions;
  const scalarData = storedSlice(found);
  const voxelManager = utilities.VoxelManager.createImageVoxelManager({
    width: columns,
    height: rows,
    scalarData,
    numberOfComponents: channels,
  });
  const image = {
    imageId,
    minPixelValue: 0,
    ...(isColour
      ? { maxPixelValue: 255, slope: 1, intercept: 0, windowCenter: 128, windowWidth: 255 }
      : { maxPixelValue: 2000, slope: 2, intercept: -1000, windowCenter: 500, windowWidth: 2000 }),
    voiLUTFunction: 'LINEAR',
    getPixelData: () => scalarData,
    rows,
    columns,
    height: rows,
    width: columns,
    color: isColour,
    rgba: false,
    numberOfComponents: channels,
    columnPixelSpacing: series.spacing[0],
    rowPixelSpacing: series.spacing[1],
    invert: false,
    sizeInBytes: scalarData.byteLength,
    dataType: isColour ? 'Uint8Array' : 'Int16Array',
    voxelManager,
  } as unknown as Types.IImage;
  return { promise: Promise.resolve(image) };
}

function module(type: string, imageId: unknown) {
  const found = typeof imageId === 'string' ? parse(imageId) : undefined;
  if (!found) return undefined;
  const { series, k, time } = found;
  const isColour = series.channels > 1;
  const [columns, rows] = series.dimensions;
  const [rowCosines, columnCosines] = series.directions;
  switch (type) {
    case 'imagePixelModule':
      if (isColour) {
        return {
          bitsAllocated: 8,
          bitsStored: 8,
          highBit: 7,
          samplesPerPixel: 3,
          pixelRepresentation: 0,
          photometricInterpretation: 'RGB',
        };
      }
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
      return { modality: isColour ? 'US' : 'CT', seriesInstanceUID: series.name };
    case 'TemporalPositionIdentifier':
      return series.times > 1 ? time + 1 : undefined;
    case 'voiLutModule':
      return isColour ? undefined : { windowCenter: [500], windowWidth: [2000], voiLUTFunction: 'LINEAR' };
    case 'modalityLutModule':
      return isColour ? undefined : { rescaleSlope: 2, rescaleIntercept: -1000, rescaleType: 'HU' };
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
  const slices = series.dimensions[2];
  return Array.from(
    { length: slices * series.times },
    (_, at) => `synthetic:${series.name}/${at % slices}/${Math.floor(at / slices)}`,
  );
}

import { imageLoader, metaData, type Types, utilities } from '@cornerstonejs/core';
import type { ImageSeries, SeriesSlice } from '../files/reading/image-series.js';
import { modulesOf } from './image-modules.js';
import { shownWindow } from './shown-window.js';

/** A series whose images Cornerstone can show. */
export interface ShownSeries extends Omit<ImageSeries, 'slices'> {
  /** One for each slice of the source, in its order. */
  readonly imageIds: readonly string[];
  /** The volume of a voxel, mm³; undefined where images lie nowhere. */
  readonly voxelVolume: number | undefined;
  /** Lets go of the images. */
  dispose(): void;
}

/** Of addresses of images: `medicosam:2/17` is slice 17 of the second series that was opened. */
const SCHEME = 'medicosam';

interface Known {
  readonly image: Types.IImage;
  readonly modules: Readonly<Record<string, unknown>>;
}

const known = new Map<string, Known>();

/** Tells Cornerstone where images come from, once. */
export function registerImages(): void {
  imageLoader.registerImageLoader(SCHEME, (imageId) => {
    const found = known.get(imageId);
    const promise = found
      ? Promise.resolve(found.image)
      : Promise.reject(new Error(`The image ${imageId} is no longer open.`));
    return { promise } as never;
  });
  metaData.addProvider((type: string, imageId: unknown) => known.get(String(imageId))?.modules[type], 10_000);
}

/** Makes a series known to Cornerstone, and puts its images into Cornerstone's cache. */
export async function showSeries(series: ImageSeries, number: number): Promise<ShownSeries> {
  const { slices, ...described } = series;
  const usual = shownWindow(series);
  const imageIds = slices.map((slice, k) => {
    const imageId = `${SCHEME}:${number}/${k}`;
    known.set(imageId, {
      image: imageOf(imageId, series, slice, usual),
      modules: modulesOf(series, slice, `series-${number}`),
    });
    return imageId;
  });
  await Promise.all(imageLoader.loadAndCacheImages(imageIds));
  const [across, down, step] = series.spacing;
  return {
    ...described,
    imageIds,
    voxelVolume: series.isPlaced ? across * down * step : undefined,
    dispose() {
      for (const imageId of imageIds) known.delete(imageId);
    },
  };
}

function imageOf(
  imageId: string,
  { width, height, channels, spacing, isInverse, modality }: ImageSeries,
  { data, low, high, windows: [own], rescale }: SeriesSlice,
  usual: ReturnType<typeof shownWindow>,
): Types.IImage {
  const voxelManager = utilities.VoxelManager.createImageVoxelManager({
    width,
    height,
    scalarData: data,
    numberOfComponents: channels,
  });
  const { center, width: windowWidth, function: name = 'linear' } = own ?? usual;
  const { slope, intercept } = rescale;
  return {
    imageId,
    dataType: data.constructor.name,
    voxelManager,
    getPixelData: () => data,
    rows: height,
    columns: width,
    height,
    width,
    color: channels === 3,
    rgba: false,
    numberOfComponents: channels,
    columnPixelSpacing: spacing[0],
    rowPixelSpacing: spacing[1],
    sizeInBytes: data.byteLength,
    minPixelValue: low,
    maxPixelValue: high,
    slope,
    intercept,
    // The values are real ones already.
    preScale: {
      enabled: true,
      scaled: true,
      scalingParameters: { rescaleSlope: slope, rescaleIntercept: intercept, modality },
    },
    windowCenter: center,
    windowWidth,
    voiLUTFunction: name.toUpperCase().replace('-', '_'),
    invert: isInverse,
  } as unknown as Types.IImage;
}

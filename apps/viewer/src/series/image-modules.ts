import type { ImageSeries, SeriesSlice, ShownValues } from '../files/reading/image-series.js';

/** What Cornerstone asks of an image, by the names of its modules. */
export function modulesOf(
  series: ImageSeries,
  { data, windows, rescale, origin }: SeriesSlice,
  name: string,
): Readonly<Record<string, unknown>> {
  const { width, height, row, column, spacing, modality = '' } = series;
  const { slope, intercept, unit } = rescale;
  const isColour = series.channels === 3;
  return {
    imagePixelModule: { ...pixelModule(data, series), rows: height, columns: width },
    imagePlaneModule: {
      frameOfReferenceUID: series.frameOfReference ?? name,
      rows: height,
      columns: width,
      imageOrientationPatient: [...row, ...column],
      rowCosines: [...row],
      columnCosines: [...column],
      imagePositionPatient: [...origin],
      pixelSpacing: [spacing[1], spacing[0]],
      rowPixelSpacing: spacing[1],
      columnPixelSpacing: spacing[0],
      sliceThickness: spacing[2],
      usingDefaultValues: !series.isPlaced,
    },
    generalSeriesModule: { modality, seriesInstanceUID: name },
    // Without windows of its own an image has none, whatever it is shown in.
    ...(!isColour && {
      voiLutModule: {
        windowCenter: windows.map(({ center }) => center),
        windowWidth: windows.map((window) => window.width),
        voiLUTFunction: windows[0]?.function?.toUpperCase().replace('-', '_') ?? 'LINEAR',
      },
      modalityLutModule: {
        rescaleSlope: slope,
        rescaleIntercept: intercept,
        // CT in other units says so; Cornerstone's own loader leaves HU to be guessed.
        rescaleType: unit ?? (modality === 'CT' ? 'US' : undefined),
      },
    }),
  };
}

function pixelModule(data: ShownValues, { channels, isInverse }: ImageSeries) {
  const bits = 8 * data.BYTES_PER_ELEMENT;
  return {
    bitsAllocated: bits,
    bitsStored: bits,
    highBit: bits - 1,
    samplesPerPixel: channels,
    pixelRepresentation: data instanceof Int16Array ? 1 : 0,
    photometricInterpretation: channels === 3 ? 'RGB' : isInverse ? 'MONOCHROME1' : 'MONOCHROME2',
  };
}

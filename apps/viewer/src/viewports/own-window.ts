import { cache, type Types } from '@cornerstonejs/core';

const first = (value: number | readonly number[] | undefined): number | undefined =>
  typeof value === 'number' ? value : value?.[0];

/** Values of an image below which there are 0.5 % and 99.5 % of a sample of its pixels. */
function percentiles(image: Types.IImage): Types.VOIRange | undefined {
  const data = image.voxelManager?.getScalarData() ?? image.getPixelData();
  const step = Math.max(1, Math.floor(data.length / 65_536));
  const sample: number[] = [];
  for (let at = 0; at < data.length; at += step) sample.push(Number(data[at]));
  sample.sort((a, b) => a - b);
  const at = (part: number) => sample[Math.round(part * (sample.length - 1))] ?? 0;
  const [lower, upper] = [at(0.005), at(0.995)];
  return upper > lower ? { lower, upper } : undefined;
}

/**
 * Gives images whose file has a window of no width one that shows something: viewports that were once given none stay
 * inverted. The files' own windows, which the model may go by, are in the metadata and stay as they are.
 */
export function giveUsableWindows(imageIds: readonly string[]): void {
  const images = imageIds.flatMap((imageId) => cache.getImage(imageId) ?? []);
  const blank = images.filter(({ color, windowWidth }) => !color && !((first(windowWidth) ?? 0) > 1));
  const typical = blank[Math.floor(blank.length / 2)];
  const range = typical && percentiles(typical);
  if (!range) return;
  for (const image of blank) {
    image.windowCenter = [(range.lower + range.upper + 1) / 2];
    image.windowWidth = [range.upper - range.lower + 1];
  }
}

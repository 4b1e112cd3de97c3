import { MedicoSamError } from '@medicosam/core';
import type { OpenedFiles, SeriesChoice } from '../files/file-jobs.js';
import { choose } from '../page/choose.js';

/** What becomes of files that were found. */
export type Chosen =
  | { readonly as: 'images'; readonly series: SeriesChoice; readonly warnings: readonly string[] }
  | { readonly as: 'labels' };

/**
 * Which of the series in files is shown, or whether they are labels of the one that is: asked for, wherever there is
 * more than one answer.
 *
 * @param isShown - whether images are open that labels can be of.
 * @returns undefined when the question was closed.
 * @throws MedicoSamError `INVALID_ARGUMENT` of labels without images.
 */
export async function chooseSeries(
  { found, refused, warnings }: OpenedFiles,
  isShown: boolean,
): Promise<Chosen | undefined> {
  const images = found.flatMap((series, item) => (series.isLabels === 'yes' ? [] : [{ ...series, item }]));
  if (images.length === 0 && found.length > 0) {
    if (isShown) return { as: 'labels' };
    throw new MedicoSamError('INVALID_ARGUMENT', {
      message: 'These are labels, which are shown over the images that they are of.',
      hint: 'Open those images first, then the labels.',
    });
  }
  const [only] = found;
  if (found.length === 1 && only?.isLabels === 'maybe' && isShown) {
    const answer = await choose('What is this file?', [
      { label: 'Labels', detail: 'of the images that are open' },
      { label: 'Images', detail: 'in place of those that are open' },
    ]);
    if (answer === undefined) return undefined;
    if (answer === 0) return { as: 'labels' };
  }
  const series = images.length > 1 ? await askWhich(images) : images[0];
  if (!series) return undefined;
  const volume = await askVolume(series.volumes);
  if (volume === 'none') return undefined;
  const labels = found.length - images.length;
  const left =
    labels > 0 ? [`${labels} of the files are labels. Open them by themselves, over the images.`] : [];
  const files = refused.map(({ file, message }) => `${file}: ${message}`);
  return { as: 'images', series: { item: series.item, volume }, warnings: [...warnings, ...left, ...files] };
}

async function askWhich<Image extends { readonly title: string }>(images: readonly Image[]) {
  const answer = await choose(
    `${images.length} series or images are in these files`,
    images.map(({ title }) => ({ label: title })),
  );
  return answer === undefined ? undefined : images[answer];
}

async function askVolume(count: number | undefined): Promise<number | undefined | 'none'> {
  if (count === undefined) return undefined;
  const options = Array.from({ length: count }, (_, index) => ({ label: `Volume ${index + 1}` }));
  return (await choose(`The file holds ${count} volumes`, options)) ?? 'none';
}

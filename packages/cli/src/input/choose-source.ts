import type { ImageItem, OpenedImages, SourceVolume } from '@medicosam/io/open';
import { plainText } from '../text.js';
import { UsageError } from '../usage-error.js';
import type { InputSelection } from './input-selection.js';

/** A list that fits on a screen. */
const MAX_LISTED = 20;

/**
 * Reads the volume that is meant of an input: never a guess where there are several.
 *
 * @throws UsageError that names what there is to choose from; MedicoSamError as the reader of the format does.
 */
export async function chooseSource(
  { items }: OpenedImages,
  { series, frame }: InputSelection,
): Promise<SourceVolume> {
  const item = chooseItem(items, series, frame);
  const { frames, read } = item;
  if (frame === undefined) {
    if (read) return read();
    const { count = 0, name = 'frames' } = frames ?? {};
    throw new UsageError(
      `The input holds ${count} ${name}, and nothing says which.`,
      `Choose one with --frame 0 to --frame ${count - 1}.`,
    );
  }
  if (!frames) {
    throw new UsageError(
      'The input is a series of files, which has slices and no frames.',
      'Choose with --slice.',
    );
  }
  if (frame < frames.count) return frames.read(frame);
  throw new UsageError(
    `There is no frame ${frame}: the input holds ${frames.count} ${frames.name}, counted from 0.`,
    `Choose one with --frame 0 to --frame ${frames.count - 1}.`,
  );
}

function chooseItem(
  items: readonly ImageItem[],
  series: string | undefined,
  frame: number | undefined,
): ImageItem {
  const [first] = items;
  const found = series === undefined ? items : items.filter((item, index) => isMeant(item, index, series));
  const [only] = found;
  // Frames of one file are counted through, whatever volumes they make.
  const isOneFile =
    frame !== undefined && only?.frames && found.every(({ frames }) => frames === only.frames);
  if (only && (found.length === 1 || isOneFile)) return only;
  if (first === undefined) throw new UsageError('The input holds no image.');
  throw new UsageError(
    found.length === 0
      ? `The input has no series ${series}.`
      : `The input holds ${found.length} series or volumes, and nothing says which.`,
    `Choose one with --series and its number:\n${listOf(items)}`,
  );
}

function listOf(items: readonly ImageItem[]): string {
  const lines = items
    .slice(0, MAX_LISTED)
    .map(({ title, seriesUid = '' }, index) => plainText(`  ${index + 1}  ${title}  ${seriesUid}`).trimEnd());
  const rest = items.length - lines.length;
  return [...lines, ...(rest > 0 ? [`  and ${rest} more, which medicosam info lists`] : [])].join('\n');
}

/** A UID has dots, a number of the list has none. */
const isMeant = ({ seriesUid }: ImageItem, index: number, series: string): boolean =>
  /^\d{1,6}$/.test(series) ? Number(series) === index + 1 : seriesUid === series;

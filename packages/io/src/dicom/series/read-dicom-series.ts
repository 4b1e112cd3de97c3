import { isMedicoSamError, type LoadOptions, MedicoSamError } from '@medicosam/core';
import type { DicomInput } from '../dicom-input.js';
import type { DicomOptions } from '../image-reader.js';
import type { DicomFacts } from '../meaning/facts.js';
import { noPixels, openDataSet } from '../open-dicom.js';
import { type DicomWarning, Warnings } from '../warnings.js';
import { readAhead } from './read-ahead.js';
import { type DicomStack, type DicomVolume, stackOf } from './read-stack.js';
import { groupSlices, type Slice, sliceOf } from './slice.js';
import { splitRepeated } from './split-repeated.js';

/** How a series is read. */
export interface DicomSeriesOptions extends DicomOptions, Pick<LoadOptions, 'signal' | 'onProgress'> {
  /** A Series Instance UID: files of others are left aside, without a word. */
  readonly series?: string | undefined;
}

/** An image that does not say where it lies, and so is part of no volume. */
export interface UnplacedImage {
  readonly file: number;
  readonly facts: DicomFacts;
}

/** A file that was not read. */
export interface RefusedFile {
  readonly file: number;
  readonly error: MedicoSamError;
}

/** What the files of a folder hold, of one series or of several. */
export interface DicomCollection {
  /** The largest first. */
  readonly stacks: readonly DicomStack[];
  readonly unplaced: readonly UnplacedImage[];
  readonly refused: readonly RefusedFile[];
  readonly warnings: readonly DicomWarning[];
}

/** The volumes of a series. */
export interface DicomSeries extends Omit<DicomCollection, 'stacks'> {
  /** The largest first. */
  readonly volumes: readonly DicomVolume[];
}

/**
 * Sorts DICOM files into stacks of parallel slices, and decodes none: by series, kind of image, orientation and
 * grid, then by position along the normal; never by file name or instance number alone. What is odd is a warning:
 * gaps, slices in the same place, several orientations, localisers, a tilted gantry, images without a place.
 *
 * @throws MedicoSamError the first file's, when every file is refused; `INVALID_ARGUMENT` when there is none. Rejects
 *   with the signal's reason.
 */
export async function openDicomSeries(
  files: Iterable<DicomInput> | AsyncIterable<DicomInput>,
  options: DicomSeriesOptions = {},
): Promise<DicomCollection> {
  const warnings = new Warnings();
  const slices: Slice[] = [];
  const unplaced: UnplacedImage[] = [];
  const refused: RefusedFile[] = [];
  let file = 0;
  for await (const read of readAhead(files, options.signal)) {
    if (options.signal?.aborted) throw options.signal.reason;
    try {
      if ('error' in read) throw read.error;
      const image = openDataSet(read.bytes, options);
      if (options.series === undefined || image.facts.seriesInstanceUid === options.series) {
        if (image.frameCount === 0) throw noPixels(image.dataSet);
        const isPlaced = placeFrames(image, file, slices);
        if (!isPlaced) unplaced.push({ file, facts: image.facts });
        for (const { code, message } of image.warnings) warnings.add(code, message);
      }
    } catch (error) {
      if (!isMedicoSamError(error)) throw error;
      refused.push({ file, error });
    }
    file++;
    options.onProgress?.({ stage: 'open' });
  }
  warnOf(unplaced, refused, warnings);
  if (slices.length === 0 && unplaced.length === 0) throw refused[0]?.error ?? nothingFound(options.series);
  const groups = groupSlices(slices);
  const stacks = groups.flatMap((group) => {
    const found = new Warnings();
    return splitRepeated(group, found).map((volume) => {
      const own = new Warnings();
      for (const { code, message } of found.list) own.add(code, message);
      return stackOf(volume, own, options);
    });
  });
  warnOfOrientations(groups, warnings);
  stacks.sort((a, b) => b.slices.length - a.slices.length);
  return { stacks, unplaced, refused, warnings: warnings.list };
}

/**
 * Reads DICOM files as volumes of stored values; see {@link openDicomSeries} for how they are sorted and for what
 * becomes a warning.
 *
 * @throws MedicoSamError as {@link openDicomSeries}, and as `readDicom` when a slice's pixels are damaged.
 * @example
 * ```ts
 * const { volumes, warnings } = await readDicomSeries(files);
 * const slice = sliceVolume(volumes[0], 'k', 40);
 * ```
 */
export async function readDicomSeries(
  files: Iterable<DicomInput> | AsyncIterable<DicomInput>,
  options: DicomSeriesOptions = {},
): Promise<DicomSeries> {
  const { stacks, ...rest } = await openDicomSeries(files, options);
  const volumes: DicomVolume[] = [];
  for (const [i, stack] of stacks.entries()) {
    if (options.signal?.aborted) throw options.signal.reason;
    volumes.push(await stack.read());
    options.onProgress?.({ stage: 'read', fraction: (i + 1) / stacks.length });
  }
  return { ...rest, volumes };
}

/** Adds the frames of a file that have a place; false when none has. */
function placeFrames(image: ReturnType<typeof openDataSet>, file: number, slices: Slice[]): boolean {
  const before = slices.length;
  for (let frame = 0; frame < image.frameCount; frame++) {
    const plane = image.plane(frame);
    if (plane) slices.push(sliceOf(image, file, frame, plane));
  }
  return slices.length > before;
}

function nothingFound(series: string | undefined): MedicoSamError {
  return new MedicoSamError('INVALID_ARGUMENT', {
    message:
      series === undefined ? 'There is no file to read.' : 'No file is of the series that was asked for.',
  });
}

function warnOf(
  unplaced: readonly UnplacedImage[],
  refused: readonly RefusedFile[],
  warnings: Warnings,
): void {
  if (unplaced.length > 0) {
    warnings.add(
      'GEOMETRY_MISSING',
      `${unplaced.length} image(s) do not say where they lie in the patient; they are part of no volume.`,
    );
  }
  if (refused.length > 0) {
    const codes = [...new Set(refused.map(({ error }) => error.code))].join(', ');
    warnings.add('FILE_REFUSED', `${refused.length} file(s) were not read (${codes}).`);
  }
}

/** Warns of series whose images are not all parallel. */
function warnOfOrientations(groups: readonly (readonly Slice[])[], warnings: Warnings): void {
  const orientations = new Map<string | undefined, Set<string>>();
  for (const [first] of groups) {
    if (first === undefined) continue;
    const { seriesInstanceUid } = first.image.facts;
    const known = orientations.get(seriesInstanceUid) ?? new Set<string>();
    known.add([...first.plane.row, ...first.plane.column].map((cosine) => cosine.toFixed(3)).join());
    orientations.set(seriesInstanceUid, known);
  }
  for (const { size } of orientations.values()) {
    if (size > 1) {
      warnings.add(
        'ORIENTATIONS_MIXED',
        `A series has images of ${size} orientations; each became a volume of its own.`,
      );
    }
  }
}

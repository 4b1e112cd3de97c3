import { isMedicoSamError, MedicoSamError, type Warning } from '@medicosam/core';
import {
  type CutSlice,
  type ImageItem,
  type OpenedImages,
  openImages,
  type SourceVolume,
  volumeSource,
} from '@medicosam/io/open';
import { takePeeked } from './peeked.js';
import { imageFile, type PickedFile } from './picked-file.js';
import type { ItemChoice, ItemFacts, SlicePlace, VolumeFacts } from './volume-facts.js';
import { volumeName } from './volume-name.js';

/** What was opened, without a choice of what is shown. */
interface OpenedFiles {
  readonly opened: OpenedImages;
  /** The files that it was opened from. */
  readonly files: readonly PickedFile[];
}

let openings = 0;

/** The volume that the worker has open. */
export class OpenedSource {
  readonly facts: VolumeFacts;
  readonly source: SourceVolume;
  readonly #files: OpenedFiles;
  /** All of it in memory: slices across the stored ones come from there. */
  #whole: Promise<SourceVolume> | undefined;

  private constructor(files: OpenedFiles, source: SourceVolume, facts: VolumeFacts) {
    this.#files = files;
    this.source = source;
    this.facts = facts;
  }

  /**
   * Opens files, and of what they hold the largest volume.
   *
   * @throws MedicoSamError as `openImages`.
   */
  static async open(picked: readonly PickedFile[]): Promise<OpenedSource> {
    const { files, opened, warnings } = await openSome(picked);
    const choice = await largestItem(opened.items);
    return OpenedSource.#of({ files, opened }, choice, [
      ...warnings,
      ...opened.warnings,
      ...refusals(opened),
    ]);
  }

  /** Another part of what was opened. @throws MedicoSamError as its reader. */
  choose(choice: ItemChoice): Promise<OpenedSource> {
    return OpenedSource.#of(this.#files, choice, []);
  }

  /** @throws MedicoSamError as the reader of the format does; `INVALID_ARGUMENT` for a slice that is none. */
  async cut({ axis, index }: SlicePlace): Promise<CutSlice> {
    return (axis === 'k' ? this.source : await this.#read()).cut(axis, index);
  }

  #read(): Promise<SourceVolume> {
    this.#whole ??= this.source.read().then(
      (volume) => volumeSource(volume, this.source.affine, []),
      (error: unknown) => {
        this.#whole = undefined;
        throw error;
      },
    );
    return this.#whole;
  }

  static async #of(
    files: OpenedFiles,
    { item, frame }: ItemChoice,
    warnings: readonly Warning[],
  ): Promise<OpenedSource> {
    const { opened } = files;
    const source = await readItem(opened.items[item], frame);
    const { width, height, depth, geometry, affine } = source;
    return new OpenedSource(files, source, {
      id: ++openings,
      name: depth > 1 ? await volumeName(files.files, source, { item, frame }) : undefined,
      format: opened.format,
      items: opened.items.map(itemFacts),
      item,
      frame,
      size: [width, height, depth],
      spacing: geometry?.spacing ?? (affine && columnLengths(affine)),
      affine,
      warnings: [...warnings, ...source.warnings],
    });
  }
}

/** Frames are chosen only of what is no volume as a whole. */
const itemFacts = ({ title, frames, read }: ImageItem): ItemFacts =>
  read || !frames ? { title } : { title, frames: { count: frames.count, name: frames.name } };

/** All of the files where they belong together; else the first, and what became of the others. */
async function openSome(
  files: readonly PickedFile[],
): Promise<OpenedFiles & { readonly warnings: readonly Warning[] }> {
  try {
    const opened = takePeeked(files) ?? (await openImages(files.map(imageFile)));
    return { files, opened, warnings: [] };
  } catch (error) {
    const [first] = files;
    if (!first || files.length < 2 || !isMedicoSamError(error, 'FORMAT_UNSUPPORTED')) throw error;
    const message = `The files are no series and were not opened together: of ${files.length}, ${first.file.name} is open.`;
    const warnings = [{ code: 'FILES_LEFT_OUT', message }];
    return { files: [first], opened: await openImages([imageFile(first)]), warnings };
  }
}

async function readItem(item: ImageItem | undefined, frame: number): Promise<SourceVolume> {
  const source = item?.read ? item.read() : item?.frames?.read(frame);
  if (source) return source;
  throw new MedicoSamError('FORMAT_UNSUPPORTED', {
    message: 'The file holds no image.',
    hint: 'Reports, presentation states and the like have no pixels to work on.',
  });
}

/** The item of most slices, of those the one of most pixels; the first of equal ones. */
async function largestItem(items: readonly ImageItem[]): Promise<ItemChoice> {
  let best = { item: 0, depth: -1, pixels: 0 };
  if (items.length > 1) {
    for (const [item, { read }] of items.entries()) {
      // What cannot be read is found out when it is chosen.
      const source = await Promise.resolve(read?.()).catch(() => undefined);
      const { width = 0, height = 0, depth = 0 } = source ?? {};
      const pixels = width * height;
      if (depth > best.depth || (depth === best.depth && pixels > best.pixels))
        best = { item, depth, pixels };
    }
  }
  return { item: best.item, frame: 0 };
}

function refusals({ refused }: OpenedImages): readonly Warning[] {
  const [first] = refused;
  if (!first) return [];
  const more = refused.length > 1 ? ` ${refused.length - 1} more were not read either.` : '';
  return [{ code: first.code, message: `${first.file} was not read: ${first.message}${more}` }];
}

function columnLengths(affine: NonNullable<SourceVolume['affine']>): readonly [number, number, number] {
  const length = (column: number) => Math.hypot(...[0, 4, 8].map((row) => affine[row + column] as number));
  return [length(0), length(1), length(2)];
}

import { basename, resolve } from 'node:path';
import { type BinaryMask, MedicoSamError, type Warning } from '@medicosam/core';
import {
  formatProblem,
  type LabelFormat,
  type LabelledObject,
  labelFormatOf,
  labelFormats,
  type PlacedMask,
  writeLabels,
} from '@medicosam/io/labels';
import { writeFileAtomic } from '@medicosam/io/node';
import type { InputSlice } from '../input/read-slice.js';
import { VERSION } from '../version.js';

/** What files of labels end in. */
export const LABEL_ENDINGS: readonly string[] = labelFormats.flatMap(({ endings }) => endings);

/** Whether a path names a file that holds the labels of a whole image or volume. */
export const isLabelFile = (path: string): boolean => labelFormatOf(path) !== undefined;

/** An object on a slice. */
export interface LabelledMask {
  readonly name?: string | undefined;
  readonly mask: BinaryMask;
  readonly score?: number | undefined;
}

/** What the files of labels say of the run. */
export interface LabelFileFacts {
  /** The image, series or volume. */
  readonly file: string;
  /** What drew the objects. */
  readonly model: string;
}

/**
 * Checks, before anything is segmented, that a file of labels can hold those of an image.
 *
 * @throws MedicoSamError `FORMAT_UNSUPPORTED`.
 */
export function checkLabelFile(path: string, { source }: Pick<InputSlice, 'source'>): void {
  const message = formatProblem(formatOf(path), source);
  if (message === undefined) return;
  const others = labelFormats.filter((format) => formatProblem(format, source) === undefined);
  throw new MedicoSamError('FORMAT_UNSUPPORTED', {
    message,
    hint: `Name a file that ends in ${['.png', ...others.map(({ endings }) => endings[0])].join(', ')}.`,
  });
}

const formatOf = (path: string): LabelFormat => labelFormatOf(path) as LabelFormat;

/**
 * A file of labels, and the objects that go into it: of one slice, or of several of one input. Objects of the same name
 * on other slices are one object; one without a name is its own.
 */
export class LabelFile {
  readonly #objects: (Omit<LabelledObject, 'masks'> & { readonly masks: PlacedMask[] })[] = [];
  #slice: InputSlice | undefined;

  constructor(readonly path: string) {}

  /** @returns the number that each object has in the file, from 1. */
  add(objects: readonly LabelledMask[], slice: InputSlice): number[] {
    const { axis, index } = slice;
    this.#slice = slice;
    const taken = new Set<LabelledObject>();
    return objects.map(({ name, mask, score }) => {
      const isSame = (other: LabelledObject) =>
        name !== undefined && other.name === name && !taken.has(other);
      const object = this.#objects.find(isSame) ?? { name, score, masks: [] };
      taken.add(object);
      object.masks.push({ axis, index, mask });
      if (!this.#objects.includes(object)) this.#objects.push(object);
      return this.#objects.indexOf(object) + 1;
    });
  }

  /** Writes what was added, if anything was. @throws MedicoSamError as `writeLabels`; `FILE_UNWRITABLE`. */
  async write({ file, model }: LabelFileFacts): Promise<readonly Warning[]> {
    if (this.#slice === undefined) return [];
    const { bytes, warnings } = await writeLabels(this.#objects, this.#slice.source, formatOf(this.path).id, {
      sourceName: basename(resolve(file)),
      algorithmName: model,
      equipment: { softwareVersions: VERSION },
      gzip: !this.path.toLowerCase().endsWith('.nii'),
    });
    await writeFileAtomic(this.path, bytes);
    return warnings;
  }
}

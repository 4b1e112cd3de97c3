import { type BinaryMask, binaryMask, encodeRle, type Rle, type Warning } from '@medicosam/core';
import { OBJECT_COLOURS } from '@medicosam/io';
import {
  formatProblem,
  type LabelFormatId,
  type LabelledObject,
  labelFormats,
  readLabels,
  writeLabels,
} from '@medicosam/io/labels';
import type { NamedFile } from '../page/download.js';
import { stemOf } from '../results/result-names.js';
import type { OpenedSource } from './opened-source.js';
import { imageFile, type PickedFile } from './picked-file.js';
import type { SlicePlace } from './volume-facts.js';

/** What of labels the page keeps and writes again. */
export type LabelFacts = Pick<LabelledObject, 'colour' | 'category' | 'type'>;

/** An object of a label file, and one to be written: masks as run lengths, which cross to the page in little room. */
export interface PlacedObject extends LabelFacts {
  readonly name: string | undefined;
  readonly masks: readonly (SlicePlace & { readonly mask: Rle })[];
}

/** A format that objects can leave in. */
export interface FormatFacts {
  readonly id: LabelFormatId;
  readonly title: string;
  readonly ending: string;
  /** Why it cannot hold labels of what is open; undefined where it can. */
  readonly problem: string | undefined;
}

/** A label file to be read, and the slice that it is of where it does not say. */
export interface LabelsRequest {
  readonly file: PickedFile;
  readonly place: SlicePlace;
  /** Of what is open. */
  readonly fileName: string;
}

/** Objects that are to be written. */
export interface WriteRequest {
  readonly format: LabelFormatId;
  readonly fileName: string;
  /** What drew them. */
  readonly algorithmName: string | undefined;
  readonly objects: readonly (LabelFacts & {
    readonly name: string;
    readonly colorIndex: number;
    readonly masks: readonly (SlicePlace & { readonly mask: BinaryMask | Rle })[];
  })[];
}

/** The formats, without the label image, which is written of the slice that is seen. */
export const formatsOf = ({ source }: Pick<OpenedSource, 'source'>): readonly FormatFacts[] =>
  labelFormats
    .filter(({ id }) => id !== 'label-png')
    .map((format) => ({
      id: format.id,
      title: format.title,
      ending: format.endings[0] ?? '',
      problem: formatProblem(format, source),
    }));

/** Objects of a label file. @throws MedicoSamError as `readLabels`. */
export async function readObjects(
  { file, place, fileName }: LabelsRequest,
  { source }: Pick<OpenedSource, 'source'>,
): Promise<{ readonly objects: readonly PlacedObject[]; readonly warnings: readonly Warning[] }> {
  const { objects, warnings } = await readLabels(imageFile(file), source, {
    slice: place,
    sourceName: fileName,
  });
  return {
    objects: objects.map(({ name, colour, category, type, masks }) => ({
      name,
      colour,
      category,
      type,
      masks: masks.map(({ axis = 'k', index, mask }) => ({ axis, index, mask: encodeRle(mask) })),
    })),
    warnings,
  };
}

/** Objects as a file. @throws MedicoSamError as `writeLabels`. */
export async function writeObjects(
  { format, fileName, algorithmName, objects }: WriteRequest,
  { source }: Pick<OpenedSource, 'source'>,
): Promise<{ readonly file: NamedFile; readonly warnings: readonly Warning[] }> {
  const labelled = objects.map(
    ({ name, colorIndex, colour, category, type, masks }): LabelledObject => ({
      name,
      colour: colour ?? shownColour(colorIndex),
      category,
      type,
      masks: masks.map(({ axis, index, mask }) => ({ axis, index, mask: binaryMask(mask) })),
    }),
  );
  const options = { algorithmName, sourceName: fileName };
  const { bytes, warnings } = await writeLabels(labelled, source, format, options);
  const { endings: [ending] = [], mediaType = '' } = labelFormats.find(({ id }) => id === format) ?? {};
  // By its ending alone it would have the name of the image.
  const kind = format === 'nifti' || format === 'nrrd' ? '.labels' : '';
  const name = `${stemOf(fileName)}${kind}${ending}`;
  return { file: { name, type: mediaType, content: bytes }, warnings };
}

const shownColour = (colorIndex: number): LabelFacts['colour'] => {
  const rgb = OBJECT_COLOURS[(colorIndex - 1) % OBJECT_COLOURS.length];
  return rgb && [rgb[0] / 255, rgb[1] / 255, rgb[2] / 255];
};

import { MedicoSamError } from '@medicosam/core';
import { type CocoImage, readCoco } from '../../coco.js';
import type { LabelSource } from '../label-source.js';
import { checkMaskBytes } from '../mask-limit.js';
import { readObjectProperty, readSliceProperty } from '../own-properties.js';
import { sliceSize } from '../place-masks.js';
import type { SlicePlace } from '../slice-masks.js';
import { checkSliceSize, givenSlice } from './given-slice.js';
import { groupMasks } from './group-masks.js';
import type { ReadLabels, ReadLabelsOptions } from './label-reader.js';

/** A COCO file that was parsed: those of its annotations that are on the source. */
export function readCocoLabels(file: unknown, source: LabelSource, options: ReadLabelsOptions): ReadLabels {
  const { images, annotations, warnings } = readCoco(file);
  const places = placesOf(images, source, options);
  const own = annotations.flatMap((annotation) => {
    const place = places.get(annotation.image);
    return place ? [{ annotation, place }] : [];
  });
  checkMaskBytes(own.length, largestSlice(source));
  const objects = groupMasks(
    own.map(({ annotation, place }) => ({
      key: readObjectProperty(annotation.properties),
      place,
      mask: annotation.toMask(),
      object: { name: annotation.category, score: annotation.score },
    })),
  );
  return { format: 'coco', objects, warnings };
}

const largestSlice = (source: LabelSource): number =>
  Math.max(
    ...(['i', 'j', 'k'] as const).map((axis) => {
      const { width, height } = sliceSize(axis, source);
      return width * height;
    }),
  );

/** Which slices images are, by their index: those that they say, or of one that does not, the one that is given. */
function placesOf(
  images: readonly CocoImage[],
  source: LabelSource,
  options: ReadLabelsOptions,
): ReadonlyMap<number, SlicePlace> {
  const places = new Map<number, SlicePlace>();
  for (const [image, { properties }] of images.entries()) {
    const place = readSliceProperty(properties, source);
    if (place) places.set(image, place);
  }
  const chosen = places.size > 0 ? undefined : chosenImage(images, options.sourceName);
  if (chosen !== undefined) places.set(chosen, givenSlice(source, options));
  for (const [image, place] of places) checkSliceSize(images[image] as CocoImage, place, source);
  return places;
}

const baseName = (path: string) => path.replace(/^.*[\\/]/, '');

function chosenImage(images: readonly CocoImage[], sourceName: string | undefined): number | undefined {
  if (images.length <= 1) return images.length === 0 ? undefined : 0;
  const own = sourceName === undefined ? undefined : baseName(sourceName);
  const index = images.findIndex(({ fileName }) => baseName(fileName) === own);
  if (index >= 0) return index;
  throw new MedicoSamError('INVALID_ARGUMENT', {
    message: `The COCO file has ${images.length} images, and ${own === undefined ? 'nothing says which this is' : `none is called ${own}`}.`,
    hint: 'Give the file name of the image: the option sourceName.',
  });
}

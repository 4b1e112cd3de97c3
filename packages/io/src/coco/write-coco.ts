import { binaryMask, boxOfMask, compressRle, encodeRle, MedicoSamError } from '@medicosam/core';
import { checkMaskSize } from '../polygons/check-mask.js';
import type { CocoFile, CocoFileAnnotation, CocoFileImage } from './coco-file.js';
import type { CocoAnnotationToWrite, CocoImageToWrite, WriteCocoOptions } from './coco-to-write.js';

/**
 * Masks as a COCO file for object detection: run lengths, area, box and category of each. The result is the parsed
 * form; `JSON.stringify` makes the text.
 *
 * Categories take ids from 1 in the order of their first use (0 is the background of many trainers). `iscrowd` is 0
 * unless an annotation says otherwise: COCO's own annotations used run lengths for crowds alone, but readers tell
 * run lengths from polygons by their form, and what is 1 is left out of training (Detectron2, YOLO's converters) and
 * counted as a region to ignore by pycocotools' evaluation.
 *
 * @throws MedicoSamError `INVALID_ARGUMENT` for a size, id, name, index or score that is none, and an id that occurs
 *   twice; `IMAGE_INVALID` for a mask that does not fit its image.
 * @example
 * const file = writeCoco({
 *   images: [{ fileName: 'chest-xray.png', width: 512, height: 512 }],
 *   annotations: [{ image: 0, mask, category: 'lung', score: mask.predictedIou }],
 * });
 * const text = JSON.stringify(file);
 */
export function writeCoco(options: WriteCocoOptions): CocoFile {
  const { info = {}, licenses = [], counts = 'compressed' } = options;
  if (counts !== 'compressed' && counts !== 'plain')
    throw invalid(`Counts are compressed or plain, got ${counts}.`);
  const images = options.images.map(toFileImage);
  checkUnique('image', images);
  const categoryIds = new Map<string, number>();
  const categoryId = (name: string): number => {
    if (typeof name !== 'string' || name === '')
      throw invalid(`A category is a name, got ${JSON.stringify(name)}.`);
    const known = categoryIds.get(name) ?? categoryIds.size + 1;
    categoryIds.set(name, known);
    return known;
  };
  options.categories?.forEach(categoryId);
  const annotations = options.annotations.map((annotation, index) => {
    const image = images[annotation.image];
    if (image === undefined) {
      throw invalid(
        `Annotation ${index} is of image ${annotation.image}; there are ${images.length}, the first being 0.`,
      );
    }
    return toFileAnnotation(annotation, index, image, categoryId(annotation.category), counts);
  });
  checkUnique('annotation', annotations);
  const categories = [...categoryIds].map(([name, id]) => ({ id, name, supercategory: '' }));
  return { info, licenses, images, annotations, categories };
}

const invalid = (message: string) => new MedicoSamError('INVALID_ARGUMENT', { message });

function checkUnique(what: string, entries: readonly { readonly id: number }[]): void {
  const seen = new Set<number>();
  for (const { id } of entries) {
    if (!Number.isSafeInteger(id) || id < 0)
      throw invalid(`The id of an ${what} is a whole number, got ${id}.`);
    if (seen.has(id))
      throw invalid(`Two ${what}s have the id ${id}; those without one take their number, from 1.`);
    seen.add(id);
  }
}

function toFileImage(
  { fileName, width, height, id, properties }: CocoImageToWrite,
  index: number,
): CocoFileImage {
  if (typeof fileName !== 'string' || fileName === '') {
    throw invalid(`Image ${index} has a file name, got ${JSON.stringify(fileName)}.`);
  }
  if (![width, height].every((side) => Number.isSafeInteger(side) && side > 0)) {
    throw invalid(`The size of image ${index} is two whole numbers above 0, got ${width} × ${height}.`);
  }
  return { ...properties, id: id ?? index + 1, file_name: fileName, width, height };
}

function toFileAnnotation(
  { mask, id, score, isCrowd = false, properties }: CocoAnnotationToWrite,
  index: number,
  image: CocoFileImage,
  categoryId: number,
  counts: 'compressed' | 'plain',
): CocoFileAnnotation {
  if (score !== undefined && !Number.isFinite(score)) {
    throw invalid(`The score of annotation ${index} is a number, got ${score}.`);
  }
  const bits = checkMaskSize(binaryMask(mask), image, `annotation ${index}`);
  const rle = encodeRle(bits);
  const [x0, y0, x1, y1] = boxOfMask(bits);
  return {
    ...properties,
    id: id ?? index + 1,
    image_id: image.id,
    category_id: categoryId,
    segmentation: counts === 'plain' ? rle : compressRle(rle),
    area: rle.counts.reduce((area, count, at) => (at % 2 === 0 ? area : area + count), 0),
    bbox: [x0, y0, x1 - x0, y1 - y0],
    iscrowd: isCrowd ? 1 : 0,
    ...(score === undefined ? undefined : { score }),
  };
}

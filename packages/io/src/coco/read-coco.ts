import { encodeRle, type Warning } from '@medicosam/core';
import { checkSize, formatUnsupported } from '../format-errors.js';
import { type JsonValue, parseJson } from '../json/json-value.js';
import type { DecodeLimits } from '../limits.js';
import type { CocoAnnotation, CocoCategory, CocoDataset, CocoImage } from './coco-dataset.js';
import { readSegmentation, type Segmentation } from './read-segmentation.js';

const FORMAT = 'COCO';

/**
 * Reads a COCO file for object detection: annotations with run lengths, compressed or not, and polygons, of which
 * several of one annotation are a union. All is checked before the first mask is asked for.
 *
 * Polygons are filled by pixels' centres, by the even-odd rule; pycocotools rounds their edges to a fifth of a pixel
 * first, so that it may take pixels at slanted edges that are left out here, and the other way. Outlines along the
 * edges of pixels give the same.
 *
 * Warnings: `SEGMENTATION_MISSING` for annotations without one (boxes alone, key points), which are left out.
 *
 * @param json - the bytes of the file, its text, or the parsed value
 * @throws MedicoSamError `FORMAT_INVALID` of a damaged file, naming the field; `FORMAT_UNSUPPORTED` for a list of
 *   results, which lacks the images, and beyond the limits.
 */
export function readCoco(json: unknown, limits: DecodeLimits = {}): CocoDataset {
  const file = parseJson(FORMAT, json);
  if (Array.isArray(file.value)) {
    throw formatUnsupported(
      FORMAT,
      'is a list of results: it says neither images nor categories',
      'Read the file of the images that it belongs to.',
    );
  }
  const images = file
    .field('images')
    .items()
    .map((image) => readImage(image, limits));
  const categories = file.field('categories').items().map(readCategory);
  const imageIndex = indexById(file.field('images'), images);
  const categoryIndex = indexById(file.field('categories'), categories);
  const missing: string[] = [];
  const annotations = file
    .field('annotations')
    .items()
    .flatMap((annotation) => {
      const segmentation = annotation.field('segmentation');
      if (segmentation.isAbsent() || (Array.isArray(segmentation.value) && segmentation.value.length === 0)) {
        missing.push(annotation.path);
        return [];
      }
      const image = lookUp(annotation.field('image_id'), imageIndex, 'the id of an image');
      const category = lookUp(annotation.field('category_id'), categoryIndex, 'the id of a category');
      const size = images[image] as CocoImage;
      return readAnnotation(
        annotation,
        image,
        (categories[category] as CocoCategory).name,
        readSegmentation(segmentation, size, limits),
      );
    });
  const info = file.field('info');
  const licenses = file.field('licenses');
  return {
    images,
    categories,
    annotations,
    info: info.isAbsent() ? {} : info.object(),
    licenses: licenses.isAbsent() ? [] : licenses.array(),
    warnings: missing.length === 0 ? [] : [segmentationMissing(missing)],
  };
}

const segmentationMissing = ([first, ...others]: readonly string[]): Warning => ({
  code: 'SEGMENTATION_MISSING',
  message: `${first}${others.length === 0 ? ' has' : ` and ${others.length} more have`} no segmentation, and ${others.length === 0 ? 'is' : 'are'} left out.`,
});

/** The fields of an object without those that are read otherwise. */
const othersOf = (value: JsonValue, known: ReadonlySet<string>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(value.object()).filter(([key]) => !known.has(key)));

const IMAGE_FIELDS: ReadonlySet<string> = new Set(['id', 'file_name', 'width', 'height']);

function readImage(image: JsonValue, limits: DecodeLimits): CocoImage {
  const [width, height] = [image.field('width').size(), image.field('height').size()];
  checkSize(FORMAT, { width, height }, 1, limits);
  return {
    id: image.field('id').id(),
    fileName: image.field('file_name').text(),
    width,
    height,
    properties: othersOf(image, IMAGE_FIELDS),
  };
}

function readCategory(category: JsonValue): CocoCategory {
  const supercategory = category.field('supercategory');
  return {
    id: category.field('id').id(),
    name: category.field('name').text(),
    ...(typeof supercategory.value === 'string' ? { supercategory: supercategory.value } : undefined),
  };
}

function indexById(list: JsonValue, entries: readonly { readonly id: number | string }[]) {
  const found = new Map<number | string, number>();
  for (const [index, { id }] of entries.entries()) {
    if (found.has(id))
      throw list
        .item(index)
        .field('id')
        .invalid(`the only ${JSON.stringify(id)}`);
    found.set(id, index);
  }
  return found;
}

function lookUp(id: JsonValue, among: ReadonlyMap<number | string, number>, what: string): number {
  const index = among.get(id.id());
  if (index === undefined) throw id.invalid(what);
  return index;
}

const ANNOTATION_FIELDS: ReadonlySet<string> = new Set([
  'id',
  'image_id',
  'category_id',
  'segmentation',
  'area',
  'bbox',
  'iscrowd',
  'score',
]);

function readAnnotation(
  annotation: JsonValue,
  image: number,
  category: string,
  segmentation: Segmentation,
): CocoAnnotation {
  const id = annotation.field('id');
  const score = annotation.field('score');
  const { value: isCrowd } = annotation.field('iscrowd');
  return {
    ...(id.isAbsent() ? undefined : { id: id.id() }),
    image,
    category,
    ...(score.isAbsent() ? undefined : { score: score.number() }),
    isCrowd: isCrowd === 1 || isCrowd === true,
    form: segmentation.form,
    properties: othersOf(annotation, ANNOTATION_FIELDS),
    toMask: () => segmentation.toMask(),
    toRLE: () => encodeRle(segmentation.toMask()),
  };
}

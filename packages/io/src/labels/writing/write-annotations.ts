import { writeCoco } from '../../coco.js';
import { type GeoJsonObjectToWrite, writeGeoJson } from '../../geojson.js';
import { TextEncoder } from '../../platform.js';
import type { LabelSource } from '../label-source.js';
import type { LabelledObject } from '../labelled-object.js';
import type { OwnProperties } from '../own-properties.js';
import { sliceSize } from '../place-masks.js';
import { isImage, masksBySlice, type SliceMasks, type SlicePlace } from '../slice-masks.js';
import type { LabelWriter } from './label-writer.js';

const toBytes = (file: unknown): Uint8Array<ArrayBuffer> => new TextEncoder().encode(JSON.stringify(file));

/** What is said of an object that has no name: a category is no number. */
const UNNAMED = 'object';

/** COCO: an image for each slice with an object, an annotation for each object on it. */
export const writeCocoLabels: LabelWriter = (objects, source, { sourceName = 'image' }) => {
  const slices = slicesToWrite(objects, source);
  const bytes = toBytes(
    writeCoco({
      categories: [...new Set(objects.map(({ name = UNNAMED }) => name))],
      images: slices.map((slice) => {
        const { width, height } = sliceSize(slice.axis, source);
        const fileName = isImage(source) ? sourceName : sliceName(sourceName, slice, source);
        return { fileName, width, height, properties: { ...sliceProperty(slice, source) } };
      }),
      annotations: slices.flatMap(({ masks }, image) =>
        masks.map(({ object, mask }) => ({
          image,
          mask,
          category: objects[object]?.name ?? UNNAMED,
          score: objects[object]?.score,
          properties: { object: object + 1 } satisfies OwnProperties,
        })),
      ),
    }),
  );
  return { bytes, warnings: [] };
};

/** The image itself is there even if nothing is on it. */
function slicesToWrite(objects: readonly LabelledObject[], source: LabelSource): SliceMasks[] {
  const slices = masksBySlice(objects, source);
  if (slices.length > 0 || !isImage(source)) return slices;
  return [{ axis: 'k', index: 0, masks: [] }];
}

const sliceProperty = ({ axis, index }: SlicePlace, source: LabelSource): Pick<OwnProperties, 'slice'> =>
  isImage(source) ? {} : { slice: { axis, index } };

/** `ct-k040.png` for slice 40 of ct.nii.gz: what the picture of a slice would be called. */
function sliceName(sourceName: string, { axis, index }: SlicePlace, source: LabelSource): string {
  const stem = sourceName.replace(/(\.(nii|seg))?\.\w{1,5}$/i, '');
  const digits = `${sliceSize(axis, source).count - 1}`.length;
  return `${stem}-${axis}${`${index}`.padStart(digits, '0')}.png`;
}

/** GeoJSON: a feature for each object on each slice. QuPath shows those across k on the plane that they are on. */
export const writeGeoJsonLabels: LabelWriter = (objects, source) => {
  const slices = masksBySlice(objects, source);
  const placed = slices.flatMap((slice) => slice.masks.map((own) => ({ ...own, slice })));
  const collection = writeGeoJson(
    placed.map(({ object, mask, slice }): GeoJsonObjectToWrite => {
      const { name, colour, type } = objects[object] as LabelledObject;
      const properties: OwnProperties = { ...sliceProperty(slice, source), object: object + 1 };
      return { mask, name, colour, category: type?.meaning, properties: { ...properties } };
    }),
  );
  const features = collection.features.map((feature, at) => {
    const { axis, index } = (placed[at] as (typeof placed)[number]).slice;
    if (isImage(source) || axis !== 'k') return feature;
    return { ...feature, geometry: { ...feature.geometry, plane: { c: -1, z: index, t: 0 } } };
  });
  return { bytes: toBytes({ ...collection, features }), warnings: [] };
};

import { parseJson } from '../../json/json-value.js';
import type { LabelReader } from './label-reader.js';
import { readCocoLabels } from './read-coco-labels.js';
import { readGeoJsonLabels } from './read-geojson-labels.js';

/** Whether bytes begin as JSON does: an object or array, behind white space. */
export function isJson(bytes: Uint8Array): boolean {
  const start = String.fromCharCode(...bytes.subarray(0, 64)).replace(/^\u00ef\u00bb\u00bf/, '');
  return /^[\s]*[{[]/.test(start);
}

/** COCO and GeoJSON. A COCO file has images; what is neither is refused as GeoJSON. */
export const readJsonLabels: LabelReader = (bytes, source, options) => {
  const { value } = parseJson('JSON', bytes);
  const isCoco = typeof value === 'object' && value !== null && 'images' in value;
  return (isCoco ? readCocoLabels : readGeoJsonLabels)(value, source, options);
};

import { writeRtStruct } from '../../rtstruct.js';
import { slicesOfObject } from '../place-masks.js';
import { derivedFrom } from './derived-from.js';
import { algorithmOf, type LabelWriter, nameOf } from './label-writer.js';

/** DICOM RTSTRUCT, each object a region of its own. */
export const writeStructureSet: LabelWriter = async (objects, source, options) => {
  const rois = objects.map((object, index) => ({
    name: nameOf(object, index),
    mask: slicesOfObject(object, source),
    colour: object.colour,
    code: object.type,
    algorithmName: algorithmOf(options),
  }));
  return { bytes: writeRtStruct({ ...(await derivedFrom(source, options)), rois }), warnings: [] };
};

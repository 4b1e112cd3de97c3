import type { BinaryMask } from '@medicosam/core';
import type { ElementValues } from '../dicom/data-set/elements.js';
import { type Keyword, tagOf } from '../dicom/writing/attributes.js';
import { readCodes } from '../dicom-seg/code-items.js';
import { ALGORITHM_TYPES } from '../dicom-seg/segments.js';
import type { Rgb } from '../nrrd/segment-colours.js';
import type { RoiToWrite } from './rois.js';
import type { RtStructWarning } from './warnings.js';

/** A region that was read; it can be written again. */
export interface ReadRoi extends RoiToWrite {
  /** As the file counts. */
  readonly number: number;
  readonly mask: Map<number, BinaryMask>;
}

/** A region without its mask yet, the outlines of it, and where it lies. */
export interface RoiItems {
  readonly roi: ReadRoi;
  readonly contours: readonly ElementValues[];
  readonly frameOfReferenceUid: string | undefined;
}

function byNumber(
  items: readonly ElementValues[],
  keyword: Keyword,
): Map<number | undefined, readonly ElementValues[]> {
  const groups = new Map<number | undefined, ElementValues[]>();
  for (const item of items) {
    const number = item.decimal(tagOf(keyword));
    const group = groups.get(number);
    if (group) group.push(item);
    else groups.set(number, [item]);
  }
  return groups;
}

/** The regions of a structure set: what its three sequences say of each, joined by number. */
export function readRoiItems(values: ElementValues, warnings: RtStructWarning[]): RoiItems[] {
  const described = byNumber(values.items(tagOf('StructureSetROISequence')), 'ROINumber');
  const drawn = byNumber(values.items(tagOf('ROIContourSequence')), 'ReferencedROINumber');
  const observed = byNumber(values.items(tagOf('RTROIObservationsSequence')), 'ReferencedROINumber');
  const rois: RoiItems[] = [];
  for (const number of new Set([...described.keys(), ...drawn.keys()])) {
    const [item, ...others] = described.get(number) ?? [];
    const contourItems = drawn.get(number) ?? [];
    if (number === undefined || others.length > 0) {
      const message =
        number === undefined
          ? 'A region has no number; it was left out.'
          : `Several regions have the number ${number}; the first was read.`;
      warnings.push({ code: 'ROI_DAMAGED', message });
      if (number === undefined) continue;
    }
    if (item === undefined) {
      const message = `Outlines are of a region ${number} that the file does not describe.`;
      warnings.push({ code: 'ROI_UNDESCRIBED', message });
    }
    rois.push({
      roi: readRoi(number, item, contourItems[0], observed.get(number)?.[0]),
      contours: contourItems.flatMap((own) => own.items(tagOf('ContourSequence'))),
      frameOfReferenceUid:
        item?.text(tagOf('ReferencedFrameOfReferenceUID')) ?? values.text(tagOf('FrameOfReferenceUID')),
    });
  }
  return rois;
}

function readRoi(
  number: number,
  item: ElementValues | undefined,
  contour: ElementValues | undefined,
  observation: ElementValues | undefined,
): ReadRoi {
  const text = <Name extends string>(name: Name, from: ElementValues | undefined, keyword: Keyword) => {
    const value = from?.text(tagOf(keyword));
    return (value === undefined ? {} : { [name]: value }) as { readonly [N in Name]?: string };
  };
  const colour = contour?.decimals(tagOf('ROIDisplayColor')) ?? [];
  const isColour = colour.length === 3 && colour.every((part) => part >= 0 && part <= 255);
  const stated = item?.text(tagOf('ROIGenerationAlgorithm'));
  const algorithmType = ALGORITHM_TYPES.find((known) => known === stated) ?? 'UNKNOWN';
  const [code] = observation ? readCodes(observation, 'RTROIIdentificationCodeSequence') : [];
  return {
    number,
    name: item?.text(tagOf('ROIName')) ?? `Region ${number}`,
    mask: new Map(),
    ...text('description', item, 'ROIDescription'),
    ...(isColour ? { colour: colour.map((part) => part / 255) as unknown as Rgb } : {}),
    ...text('interpretedType', observation, 'RTROIInterpretedType'),
    algorithmType,
    ...text('algorithmName', item, 'ROIGenerationDescription'),
    ...(code ? { code } : {}),
  };
}

import type { BinaryMask } from '@medicosam/core';
import type { ElementValues } from '../dicom/data-set/elements.js';
import { type Keyword, tagOf } from '../dicom/writing/attributes.js';
import { formatInvalid } from '../format-errors.js';
import { fromCieLab } from './cielab.js';
import { readCodes } from './code-items.js';
import { ALGORITHM_TYPES, type SegmentToWrite } from './segments.js';

/** A segment that was read; it can be written again. */
export interface ReadSegment extends SegmentToWrite {
  /** As the file counts; pixels of a `LABELMAP` have it as their value. */
  readonly number: number;
  readonly mask: Map<number, BinaryMask>;
}

/**
 * What an item of SegmentSequence says, with an empty mask.
 *
 * @throws MedicoSamError `FORMAT_INVALID` without a number.
 */
export function readSegmentItem(item: ElementValues): ReadSegment {
  const number = item.uint16(tagOf('SegmentNumber'));
  if (number === undefined) throw formatInvalid('DICOM', 'has a segment without a number');
  const text = <Name extends string>(name: Name, keyword: Keyword) => {
    const value = item.text(tagOf(keyword));
    return (value === undefined ? {} : { [name]: value }) as { readonly [N in Name]?: string };
  };
  const [category] = readCodes(item, 'SegmentedPropertyCategoryCodeSequence');
  const [type] = readCodes(item, 'SegmentedPropertyTypeCodeSequence');
  const kind = item.item(tagOf('SegmentedPropertyTypeCodeSequence'));
  const typeModifiers = kind ? readCodes(kind, 'SegmentedPropertyTypeModifierCodeSequence') : [];
  const [anatomicRegion] = readCodes(item, 'AnatomicRegionSequence');
  const stated = item.text(tagOf('SegmentAlgorithmType'));
  const algorithmType = ALGORITHM_TYPES.find((known) => known === stated);
  const lab = [0, 1, 2].map((index) => item.uint16(tagOf('RecommendedDisplayCIELabValue'), index));
  return {
    number,
    label: item.text(tagOf('SegmentLabel')) ?? `Segment ${number}`,
    mask: new Map(),
    ...text('description', 'SegmentDescription'),
    ...(category ? { category } : {}),
    ...(type ? { type } : {}),
    ...(typeModifiers.length > 0 ? { typeModifiers } : {}),
    ...(anatomicRegion ? { anatomicRegion } : {}),
    ...(algorithmType ? { algorithmType } : {}),
    ...text('algorithmName', 'SegmentAlgorithmName'),
    ...(lab.includes(undefined) ? {} : { colour: fromCieLab(lab as [number, number, number]) }),
    ...text('trackingId', 'TrackingID'),
    ...text('trackingUid', 'TrackingUID'),
  };
}

import type { LabelSource } from './label-source.js';
import { sliceSize } from './place-masks.js';
import type { SlicePlace } from './slice-masks.js';

/**
 * Properties of our own in COCO and GeoJSON files, which have no place for volumes: which slice a mask is on, and which
 * masks on several are of one object. Other readers pass over them.
 */
export interface OwnProperties {
  readonly slice?: SlicePlace;
  /** From 1. */
  readonly object?: number;
}

/** The slice that a property names, if it is one of the source. */
export function readSliceProperty(
  properties: Readonly<Record<string, unknown>>,
  source: LabelSource,
): SlicePlace | undefined {
  const slice = properties['slice'] as Readonly<Record<string, unknown>> | null | undefined;
  const [axis, index] = [slice?.['axis'], slice?.['index']];
  if ((axis !== 'i' && axis !== 'j' && axis !== 'k') || !Number.isInteger(index)) return undefined;
  const { count } = sliceSize(axis, source);
  return (index as number) >= 0 && (index as number) < count ? { axis, index: index as number } : undefined;
}

/** Which object a mask is of: what masks of one share. */
export function readObjectProperty(properties: Readonly<Record<string, unknown>>): number | undefined {
  const object = properties['object'];
  return Number.isInteger(object) ? (object as number) : undefined;
}

import { isSameTarget, type ObjectList, type SegmentedObject, type Target } from '@medicosam/core';
import type { VolumeFacts } from '../images/volume-facts.js';

/**
 * An object as it is listed: of an image one of core's, of a volume all of one colour index, which are its masks on slices.
 */
export interface ListedObject {
  /** Tells it from others, also when its masks change. */
  readonly key: string;
  readonly label: string;
  readonly colorIndex: number;
  /** At least one. */
  readonly parts: readonly SegmentedObject[];
}

type Named = Pick<VolumeFacts, 'name'>;

/** The objects of what is open, in their order. */
export function listedObjects(
  objects: readonly SegmentedObject[],
  volume: Named,
  target: Target | undefined,
): readonly ListedObject[] {
  if (volume.name === undefined) {
    const here = target ? objects.filter((object) => isSameTarget(object.target, target)) : [];
    return here.map((object) => ({ ...object, key: object.id, parts: [object] }));
  }
  const byColour = new Map<number, SegmentedObject[]>();
  for (const object of objects) {
    if (object.target.image !== volume.name) continue;
    const parts = byColour.get(object.colorIndex);
    if (parts) parts.push(object);
    else byColour.set(object.colorIndex, [object]);
  }
  return [...byColour].map(([colorIndex, parts]) => ({
    key: `${volume.name} ${colorIndex}`,
    label: parts[0]?.label ?? '',
    colorIndex,
    parts,
  }));
}

/** Where an object was changed between two states of a list: a mask that is in one of them alone. */
export function changedPlace(
  before: readonly SegmentedObject[],
  after: readonly SegmentedObject[],
  name: string,
): NonNullable<Target['slice']> | undefined {
  const masksOf = (list: readonly SegmentedObject[]) => new Set(list.map(({ mask }) => mask));
  const [old, fresh] = [masksOf(before), masksOf(after)];
  const changed = [
    ...after.filter(({ mask }) => !old.has(mask)),
    ...before.filter(({ mask }) => !fresh.has(mask)),
  ];
  return changed.find(({ target }) => target.image === name)?.target.slice;
}

/** Renames a listed object, in one step. @throws MedicoSamError as `ObjectList.rename`. */
export const renameListed = (objects: ObjectList, { parts }: ListedObject, label: string): void =>
  objects.history.group('update', () => {
    for (const { id } of parts) objects.rename(id, label);
  });

/** Removes a listed object with all its masks, in one step. @throws MedicoSamError as `ObjectList.remove`. */
export const removeListed = (objects: ObjectList, { parts }: ListedObject): void =>
  objects.history.group('delete', () => {
    for (const { id } of parts) objects.remove(id);
  });

import { hashImage, type ImageSession, type SegmentedObject, type Target } from '@medicosam/core';
import type { LabelFacts, PlacedObject } from '../images/labels.js';
import type { OpenDocument } from './document.js';

/** An object of a label file that was added: what it is beside its masks. */
export interface AddedObject {
  readonly colorIndex: number;
  readonly facts: LabelFacts;
  readonly parts: readonly SegmentedObject[];
}

/**
 * Adds objects of a label file to a session's list, in one step. Those without a mask are left out.
 *
 * @throws MedicoSamError as `ObjectList.add`.
 */
export async function addLabels(
  objects: readonly PlacedObject[],
  session: ImageSession,
  { volume, image }: OpenDocument,
): Promise<readonly AddedObject[]> {
  const { name } = volume;
  const only = name === undefined ? await imageTarget(session, image) : undefined;
  const list = session.objects;
  return list.history.group('restore', () =>
    objects
      .filter(({ masks }) => masks.length > 0)
      .map(({ name: label, masks, ...facts }) => {
        const colorIndex = list.nextColorIndex;
        const parts = masks.map(({ mask, ...slice }) =>
          list.add({ label, colorIndex, mask, target: only ?? { image: name as string, slice } }),
        );
        return { colorIndex, facts, parts };
      }),
  );
}

/** What a session calls an image that it encodes. */
async function imageTarget(session: ImageSession, image: OpenDocument['image']): Promise<Target> {
  const hash = await hashImage(image);
  if (hash !== undefined) return { image: hash };
  // A page that was not served over HTTPS knows no hash: the session chooses a name.
  const { target } = await session.settled();
  return target ?? { image: 'image' };
}

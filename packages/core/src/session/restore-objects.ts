import { decompressRle } from '../mask/decode-rle.js';
import type { ObjectList } from './object-list.js';
import type { SegmentedObject } from './segmented-object.js';
import type { SessionRecord } from './session-record.js';

/**
 * Adds the objects of a record to a list, in one step: the masks as they were recorded, without asking a model.
 *
 * @returns the objects, with ids of this list.
 * @throws MedicoSamError as `ObjectList.add`; what was added before stays, as one step.
 */
export function restoreObjects(record: SessionRecord, list: ObjectList): readonly SegmentedObject[] {
  return list.history.group('restore', () =>
    record.commits.map(({ mask, origin, ...fields }) =>
      list.add({ ...fields, mask: decompressRle(mask), origin: origin ?? undefined }),
    ),
  );
}

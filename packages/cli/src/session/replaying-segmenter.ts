import { MedicoSamError, type Predictor, type SessionRecord } from '@medicosam/core';
import type { CommandContext } from '../context.js';
import type { Segmenter } from '../segment/segmenter.js';
import { checkRecordModel } from './check-record-model.js';
import { entriesOf } from './part-of-image.js';
import { replayImage } from './replay-image.js';

/**
 * Makes the objects of a record again, each on its own image.
 *
 * @throws MedicoSamError `RECORD_MISMATCH` for a record of another model.
 */
export function replayingSegmenter(
  predictor: Predictor,
  { file, record }: { readonly file: string; readonly record: SessionRecord },
  context: CommandContext,
): Segmenter {
  checkRecordModel(record, predictor.info);
  const { length } = entriesOf(record);
  let [replayed, hasFailed, differs] = [0, false, false];
  return {
    async segment(job) {
      try {
        const image = await replayImage(predictor, job, record, context);
        replayed += image?.count ?? 0;
        differs ||= image?.differs ?? false;
        return image?.result;
      } catch (error) {
        hasFailed = true;
        throw error;
      }
    },
    async finish() {
      if (replayed === 0 && !hasFailed) throw otherImage(length);
      const missing = length - replayed;
      const warnings =
        missing > 0
          ? [
              {
                code: 'REPLAY_PARTIAL',
                message: `${missing} of the record’s ${length} objects lie on images that were not replayed.`,
              },
            ]
          : [];
      return { session: { file, action: 'replayed' }, warnings, differs };
    },
  };
}

const otherImage = (length: number) =>
  new MedicoSamError('RECORD_MISMATCH', {
    message:
      length === 0
        ? 'The session record holds no object.'
        : 'The session was recorded on another image: its pixels, or how they are stored, are not those of the record.',
    hint: 'Name the very image file that the session was recorded on.',
  });

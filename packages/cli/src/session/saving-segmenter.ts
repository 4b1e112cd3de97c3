import type { SessionRecord, StoredPredictor } from '@medicosam/core';
import type { CommandContext } from '../context.js';
import type { Segmenter } from '../segment/segmenter.js';
import { segmentSession } from './segment-session.js';
import { writeSessionFile } from './session-file.js';

/** Makes objects in sessions, and saves them in one record where a file is named. */
export function savingSegmenter(
  predictor: StoredPredictor,
  file: string | undefined,
  context: CommandContext,
): Segmenter {
  const records: SessionRecord[] = [];
  return {
    async segment(job) {
      const { result, record } = await segmentSession(predictor, job, context);
      records.push(record);
      return result;
    },
    async finish() {
      const [first] = records;
      if (file === undefined || first === undefined) return { warnings: [], differs: false };
      context.signal.throwIfAborted();
      await writeSessionFile(file, { ...first, commits: records.flatMap(({ commits }) => commits) });
      context.output.note(`The session was saved to ${file}.`);
      return { session: { file, action: 'saved' }, warnings: [], differs: false };
    },
  };
}

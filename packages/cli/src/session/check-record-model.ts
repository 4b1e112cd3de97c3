import { MedicoSamError, type PredictorInfo, type SessionRecord } from '@medicosam/core';
import { entriesOf } from './part-of-image.js';

/** @throws MedicoSamError `RECORD_MISMATCH` when another model made an object of the record. */
export function checkRecordModel(record: SessionRecord, { manifest: { id, hash } }: PredictorInfo): void {
  const other = entriesOf(record).find(({ origin }) => origin && origin.model.hash !== hash)?.origin?.model;
  if (!other) return;
  throw new MedicoSamError('RECORD_MISMATCH', {
    message: `The session was recorded with the model ${other.id} (${other.hash.slice(0, 8)}…), and this is ${id} (${hash.slice(0, 8)}…).`,
    hint: 'Name the model of the record with --model.',
    details: { recorded: other, model: { id, hash } },
  });
}

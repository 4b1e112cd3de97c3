import * as v from 'valibot';
import { MedicoSamError } from '../errors/medicosam-error.js';
import { decodeRle, decompressRle } from '../mask/decode-rle.js';
import type { CompressedRle } from '../mask/rle.js';
import { TextDecoder } from '../platform.js';
import { type ObjectOrigin, RECORD_VERSION, type SessionRecord } from './session-record.js';
import { sessionRecordSchema } from './session-record-schema.js';

/**
 * Reads a session record: the bytes of its JSON, its text, or the parsed value. Fields that are not known are ignored.
 *
 * @throws MedicoSamError `RECORD_INVALID` naming the field, also for a record of a newer version.
 */
export function readSessionRecord(json: unknown): SessionRecord {
  const value = parseJson(json);
  refuseNewer(value);
  const result = v.safeParse(sessionRecordSchema, value);
  if (!result.success) {
    const [issue] = result.issues;
    throw invalid(`${v.getDotPath(issue) ?? 'The whole'}: ${issue.message}.`);
  }
  const { commits, prompts } = result.output;
  for (const [index, { mask, origin }] of commits.entries()) {
    checkMask(`commits.${index}.mask`, mask, origin ?? undefined);
    if (origin) checkRounds(`commits.${index}.origin`, origin);
  }
  if (prompts) {
    if (prompts.mask) checkMask('prompts.mask', prompts.mask, prompts.origin);
    checkRounds('prompts.origin', prompts.origin);
  }
  return result.output;
}

const invalid = (problem: string, cause?: unknown) =>
  new MedicoSamError('RECORD_INVALID', {
    message: `The session record does not follow its schema. ${problem}`,
    cause,
  });

function parseJson(json: unknown): unknown {
  const isBytes = ArrayBuffer.isView(json);
  if (!isBytes && typeof json !== 'string') return json;
  try {
    return JSON.parse(isBytes ? new TextDecoder('utf-8', { fatal: true }).decode(json as Uint8Array) : json);
  } catch (cause) {
    throw invalid('It is not JSON.', cause);
  }
}

/** Before the schema: a newer version may look otherwise. */
function refuseNewer(value: unknown): void {
  if (typeof value !== 'object' || value === null) throw invalid('It is not an object.');
  const { version } = value as { version?: unknown };
  if (typeof version !== 'number' || version <= RECORD_VERSION) return;
  throw new MedicoSamError('RECORD_INVALID', {
    message: `The session record has version ${version}; this version reads up to ${RECORD_VERSION}.`,
    hint: 'Update the packages.',
  });
}

/** What the schema cannot say: run lengths that make a mask, in the size of its image. */
function checkMask(where: string, mask: CompressedRle, origin: ObjectOrigin | undefined): void {
  const [height, width] = mask.size;
  if (origin && (height !== origin.image.height || width !== origin.image.width)) {
    throw invalid(
      `${where}: a mask has the size of its image, ${origin.image.width} × ${origin.image.height}, got ${width} × ${height}.`,
    );
  }
  try {
    decodeRle(decompressRle(mask));
  } catch (cause) {
    throw invalid(`${where}: its run lengths are damaged.`, cause);
  }
}

function checkRounds(where: string, origin: ObjectOrigin): void {
  for (const [index, { points, box, mask, candidate }] of origin.rounds.entries()) {
    const at = `${where}.rounds.${index}`;
    if (points.length === 0 && !box && !mask) throw invalid(`${at}: a round has a point, a box or a mask.`);
    if (mask && index > 0) throw invalid(`${at}: only a first round has a mask prompt of its own.`);
    if (mask) checkMask(`${at}.mask`, mask, origin);
    if (candidate === null && index < origin.rounds.length - 1) {
      throw invalid(`${at}: only a last round may have no candidate.`);
    }
  }
}

import * as v from 'valibot';
import { RECORD_VERSION, type SessionRecord } from './session-record.js';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const positive = v.pipe(v.number(), v.integer(), v.minValue(1));
const finite = v.pipe(v.number(), v.finite());
const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'a SHA-256 in lower-case hex'));

const compressedRle = v.object({ size: v.tuple([count, count]), counts: v.string() });

const target = v.object({
  image: v.pipe(v.string(), v.minLength(1)),
  slice: v.optional(v.object({ axis: v.picklist(['i', 'j', 'k']), index: count })),
});

const round = v.object({
  points: v.array(v.object({ x: finite, y: finite, label: v.picklist([0, 1]) })),
  box: v.optional(v.tuple([finite, finite, finite, finite])),
  mask: v.optional(compressedRle),
  candidate: v.nullable(count),
});

const origin = v.object({
  image: v.object({ hash: v.nullable(sha256), width: positive, height: positive }),
  model: v.object({ id: v.string(), hash: sha256 }),
  normalisation: v.string(),
  threshold: finite,
  rounds: v.pipe(v.array(round), v.minLength(1)),
});

const commit = v.object({
  target,
  label: v.string(),
  colorIndex: positive,
  locked: v.boolean(),
  mask: compressedRle,
  origin: v.nullable(origin),
});

/** A {@link SessionRecord} as JSON. Fields that are not known are ignored. */
export const sessionRecordSchema: v.GenericSchema<unknown, SessionRecord> = v.object({
  format: v.literal('medicosam-session'),
  version: v.literal(RECORD_VERSION),
  commits: v.array(commit),
  prompts: v.nullable(v.object({ target, mask: v.nullable(compressedRle), origin })),
});

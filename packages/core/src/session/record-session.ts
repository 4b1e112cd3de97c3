import { compressRle } from '../mask/compress-rle.js';
import type { ImageSession } from './image-session.js';
import { RECORD_VERSION, type SessionRecord } from './session-record.js';

/**
 * What a session's list holds, and the prompts that are not yet committed, as plain JSON: see {@link SessionRecord} for
 * what it discloses. Objects on other images than the session's are part of it.
 */
export function recordSession(session: ImageSession): SessionRecord {
  const { objects, mask, status, target } = session.getSnapshot();
  const { origin } = session;
  return {
    format: 'medicosam-session',
    version: RECORD_VERSION,
    commits: objects.map((object) => ({
      target: object.target,
      label: object.label,
      colorIndex: object.colorIndex,
      locked: object.locked,
      mask: compressRle(object.mask),
      origin: object.origin ?? null,
    })),
    prompts:
      origin && target
        ? { target, origin, mask: status === 'ready' && mask ? mask.toCompressedRLE() : null }
        : null,
  };
}

import { MedicoSamError } from '../errors/medicosam-error.js';
import type { Size } from '../geometry/coordinates.js';

/** A place on an image, pixel centres at integers. */
export interface Position {
  readonly x: number;
  readonly y: number;
}

/** The most points of one scribble: the networks were trained on a handful. */
const MOST = 8;

/** Points lie at most this share of the image's longer side apart, until there are {@link MOST}. */
const SPACING = 1 / 16;

/**
 * A scribble as points: its line is cut into equal pieces, and the middle of each is a point, so that the two ends,
 * where a hand slips, are none. There are as many pieces as make each at most 1/16 of the image's longer side long:
 * at least one, at most eight. The middle is measured along the line; corners of the line play no part.
 *
 * @param line the scribble's corners, pixels of the image, in the order drawn; one is enough.
 * @throws MedicoSamError `INVALID_ARGUMENT` for a line without corners, or with coordinates that are not finite.
 */
export function scribblePoints(line: readonly Position[], size: Size): readonly Position[] {
  const [first] = line;
  if (first === undefined || !line.every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y))) {
    throw new MedicoSamError('INVALID_ARGUMENT', {
      message: `A scribble is a line of at least one corner, all with finite coordinates; got ${line.length}.`,
    });
  }
  const lengths = line.map((to, index) => distance(line[index - 1] ?? to, to));
  const length = lengths.reduce((sum, piece) => sum + piece, 0);
  const spacing = SPACING * Math.max(size.width, size.height);
  const count = Math.min(MOST, Math.max(1, Math.ceil(length / spacing)));
  return Array.from({ length: count }, (_, index) => along(line, lengths, ((index + 0.5) / count) * length));
}

const distance = (from: Position, to: Position) => Math.hypot(to.x - from.x, to.y - from.y);

/** The place at `at` pixels from the beginning of the line. */
function along(line: readonly Position[], lengths: readonly number[], at: number): Position {
  let left = at;
  for (const [index, to] of line.entries()) {
    const piece = lengths[index] as number;
    const from = line[index - 1] ?? to;
    if (left <= piece) {
      const share = piece === 0 ? 0 : left / piece;
      return { x: from.x + share * (to.x - from.x), y: from.y + share * (to.y - from.y) };
    }
    left -= piece;
  }
  // Only rounding leads here.
  return line[line.length - 1] as Position;
}

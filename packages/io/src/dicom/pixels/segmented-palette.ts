import { formatInvalid } from '../../format-errors.js';

const DISCRETE = 0;
const LINEAR = 1;
const INDIRECT = 2;

const invalid = () => formatInvalid('DICOM', 'has a segmented palette that contradicts itself');

/**
 * Unfolds a segmented palette (PS3.3, C.7.9.2): runs of values, straight lines from the last value to another, and
 * copies of earlier segments.
 *
 * @param words - the segments, a number each.
 * @param length - how many entries the descriptor states.
 * @throws MedicoSamError `FORMAT_INVALID`.
 */
export function unfoldSegments(words: readonly number[], length: number): Uint16Array {
  const entries = new Uint16Array(length);
  let filled = 0;
  const put = (value: number) => {
    if (filled >= length) throw invalid();
    entries[filled++] = value;
  };
  /** Reads segments from `start`, `count` of them or as many as there are; a copy copies no copies. */
  const read = (start: number, count: number, mayCopy: boolean): void => {
    let at = start;
    for (let segment = 0; segment < count && at < words.length; segment++) {
      const [opcode, size = 0] = words.slice(at, at + 2);
      at += 2;
      if (opcode === DISCRETE) {
        if (at + size > words.length) throw invalid();
        for (const value of words.slice(at, at + size)) put(value);
        at += size;
      } else if (opcode === LINEAR) {
        const [end] = words.slice(at, at + 1);
        if (end === undefined || filled === 0) throw invalid();
        const begin = entries[filled - 1] as number;
        for (let i = 1; i <= size; i++) put(Math.round(begin + ((end - begin) * i) / size));
        at += 1;
      } else if (opcode === INDIRECT && mayCopy) {
        const [low, high] = words.slice(at, at + 2);
        if (low === undefined || high === undefined) throw invalid();
        // Bytes from the beginning of the segments.
        read((low + high * 65536) / 2, size, false);
        at += 2;
      } else throw invalid();
    }
  };
  read(0, words.length, true);
  if (filled < length) throw invalid();
  return entries;
}

import { decodeText } from '../../platform.js';
import { readUint64 } from '../byte-window.js';
import { unreadable } from '../unreadable.js';

/** Thrown where a pickle goes on past the bytes given; a caller that has more of them starts over. */
export class PickleEndsEarly extends Error {
  override readonly name = 'PickleEndsEarly';
}

/** Names of globals are short; a line this long is no name. */
const MAX_LINE = 4096;

/** Reads the operands of a pickle, little-endian, never past its end. */
export class PickleCursor {
  readonly #view: DataView;
  #position = 0;

  constructor(readonly bytes: Uint8Array) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get position(): number {
    return this.#position;
  }

  /** Moves on by `length` bytes and says where they begin. */
  skip(length: number): number {
    const begin = this.#position;
    // Also false for NaN, which a length beyond 2^53 becomes.
    if (!(length >= 0 && length <= this.bytes.byteLength - begin)) throw new PickleEndsEarly();
    this.#position = begin + length;
    return begin;
  }

  uint8 = (): number => this.#view.getUint8(this.skip(1));
  uint16 = (): number => this.#view.getUint16(this.skip(2), true);
  uint32 = (): number => this.#view.getUint32(this.skip(4), true);
  int32 = (): number => this.#view.getInt32(this.skip(4), true);
  uint64 = (): number => readUint64(this.#view, this.skip(8));
  float64BigEndian = (): number => this.#view.getFloat64(this.skip(8), false);

  text(length: number): string {
    const begin = this.skip(length);
    return decodeText(this.bytes.subarray(begin, begin + length));
  }

  /** The text up to the next line feed, which is passed. */
  line(): string {
    const begin = this.#position;
    const end = this.bytes.subarray(begin, begin + MAX_LINE).indexOf(0x0a);
    if (end >= 0) return this.text(end + 1).slice(0, -1);
    if (this.bytes.byteLength - begin < MAX_LINE) throw new PickleEndsEarly();
    throw unreadable(`A name in the pickle at byte ${begin} is longer than ${MAX_LINE} bytes.`);
  }

  /** A two's complement integer; a number where it is exact. Undefined beyond 128 bits. */
  integer(length: number): number | bigint | undefined {
    const begin = this.skip(length);
    if (length > 16) return undefined;
    let value = 0n;
    for (let i = length - 1; i >= 0; i--) value = (value << 8n) | BigInt(this.#view.getUint8(begin + i));
    value = BigInt.asIntN(length * 8, value);
    return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  }
}

import { frameInvalid } from '../frame-codec.js';

/** Codes of so many bits at most are looked up, longer ones, which are rare, searched. */
const LOOKUP_BITS = 8;

/** A Huffman table: short codes by lookup; for each length the first code, and where its values begin. */
export interface HuffmanTable {
  /** By the next bits: a code's length times 256, and its value; 0 where the code is longer. */
  readonly lookup: Uint16Array;
  readonly values: Uint8Array;
  /** Of each length 1 to 16: codes below it belong to it, once those of shorter lengths are ruled out. */
  readonly end: Int32Array;
  /** Of each length: index of a code's value less the code. */
  readonly shift: Int32Array;
}

/** Builds a table from the counts of codes of each length and their values (ITU-T T.81, annex C). */
export function huffmanTable(counts: Uint8Array, values: Uint8Array): HuffmanTable {
  const lookup = new Uint16Array(1 << LOOKUP_BITS);
  const end = new Int32Array(17);
  const shift = new Int32Array(17);
  let code = 0;
  let index = 0;
  for (let length = 1; length <= 16; length++) {
    const count = counts[length - 1] as number;
    const free = LOOKUP_BITS - length;
    for (let i = 0; i < count && free >= 0; i++) {
      const entry = (length << 8) | (values[index + i] ?? 0);
      lookup.fill(entry, (code + i) << free, (code + i + 1) << free);
    }
    shift[length] = index - code;
    code += count;
    index += count;
    end[length] = count > 0 ? code : 0;
    code <<= 1;
  }
  return { lookup, values, end, shift };
}

/** Bits of entropy-coded data, up to the next marker; behind it zeros, and no more than a few. */
export class BitReader {
  /** The last bytes taken, of which `#count` bits are left. */
  #bits = 0;
  #count = 0;
  #missing = 0;

  constructor(
    private readonly bytes: Uint8Array,
    private at: number,
  ) {}

  /** A number of `length` bits, 16 at most, extended as T.81's EXTEND does. */
  signed(length: number): number {
    if (length === 0) return 0;
    const value = this.#peek(length);
    this.#count -= length;
    return value < 1 << (length - 1) ? value - (1 << length) + 1 : value;
  }

  symbol({ lookup, values, end, shift }: HuffmanTable): number {
    const entry = lookup[this.#peek(LOOKUP_BITS)] as number;
    if (entry > 0) {
      this.#count -= entry >> 8;
      return entry & 255;
    }
    for (let length = LOOKUP_BITS + 1; length <= 16; length++) {
      const code = this.#peek(length);
      if (code >= (end[length] as number)) continue;
      this.#count -= length;
      return values[code + (shift[length] as number)] as number;
    }
    throw frameInvalid('has a Huffman code that is not defined');
  }

  /** Goes on behind the next restart marker. */
  restart(): void {
    this.#count = 0;
    this.#missing = 0;
    while (this.at + 1 < this.bytes.byteLength) {
      const next = this.bytes[this.at + 1] as number;
      if (this.bytes[this.at] === 0xff && next >= 0xd0 && next <= 0xd7) {
        this.at += 2;
        return;
      }
      this.at++;
    }
    throw frameInvalid('ends before its last pixel');
  }

  /** The next bits, which are not taken yet. */
  #peek(length: number): number {
    while (this.#count < length) {
      this.#bits = (this.#bits << 8) | this.#nextByte();
      this.#count += 8;
    }
    return (this.#bits >>> (this.#count - length)) & ((1 << length) - 1);
  }

  #nextByte(): number {
    const byte = this.bytes[this.at];
    const isStuffed = byte === 0xff && this.bytes[this.at + 1] === 0;
    if (byte === undefined || (byte === 0xff && !isStuffed)) {
      if (++this.#missing > 8) throw frameInvalid('ends before its last pixel');
      return 0;
    }
    this.at += isStuffed ? 2 : 1;
    return byte;
  }
}

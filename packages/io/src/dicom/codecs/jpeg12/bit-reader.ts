import { frameInvalid } from '../frame-codec.js';

/** A Huffman table: for each length the first code, and where its values begin. */
export interface HuffmanTable {
  readonly values: Uint8Array;
  /** Of each length 1 to 16: codes below it belong to it, once those of shorter lengths are ruled out. */
  readonly end: Int32Array;
  /** Of each length: index of a code's value less the code. */
  readonly shift: Int32Array;
}

/** Builds a table from the counts of codes of each length and their values (ITU-T T.81, annex C). */
export function huffmanTable(counts: Uint8Array, values: Uint8Array): HuffmanTable {
  const end = new Int32Array(17);
  const shift = new Int32Array(17);
  let code = 0;
  let index = 0;
  for (let length = 1; length <= 16; length++) {
    const count = counts[length - 1] as number;
    shift[length] = index - code;
    code += count;
    index += count;
    end[length] = count > 0 ? code : 0;
    code <<= 1;
  }
  return { values, end, shift };
}

/** Bits of entropy-coded data, up to the next marker; behind it zeros, and no more than a few. */
export class BitReader {
  #bits = 0;
  #count = 0;
  #missing = 0;

  constructor(
    private readonly bytes: Uint8Array,
    private at: number,
  ) {}

  bit(): number {
    if (this.#count === 0) this.#fill();
    this.#count--;
    return (this.#bits >> this.#count) & 1;
  }

  /** A number of `length` bits, extended as T.81's EXTEND does. */
  signed(length: number): number {
    let value = 0;
    for (let i = 0; i < length; i++) value = (value << 1) | this.bit();
    return length > 0 && value < 1 << (length - 1) ? value - (1 << length) + 1 : value;
  }

  symbol({ values, end, shift }: HuffmanTable): number {
    let code = 0;
    for (let length = 1; length <= 16; length++) {
      code = (code << 1) | this.bit();
      if (code < (end[length] as number)) return values[code + (shift[length] as number)] as number;
    }
    throw frameInvalid('has a Huffman code that is not defined');
  }

  /** Goes on behind the next restart marker. */
  restart(): void {
    this.#count = 0;
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

  #fill(): void {
    const byte = this.bytes[this.at];
    const isStuffed = byte === 0xff && this.bytes[this.at + 1] === 0;
    if (byte === undefined || (byte === 0xff && !isStuffed)) {
      if (++this.#missing > 8) throw frameInvalid('ends before its last pixel');
      this.#bits = 0;
    } else {
      this.#bits = byte;
      this.at += isStuffed ? 2 : 1;
    }
    this.#count = 8;
  }
}

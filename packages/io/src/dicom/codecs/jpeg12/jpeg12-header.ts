import { frameInvalid } from '../frame-codec.js';
import { type HuffmanTable, huffmanTable } from './bit-reader.js';

/** What a sequential JPEG of one component states before its pixels. */
export interface Jpeg12Header {
  readonly width: number;
  readonly height: number;
  readonly precision: number;
  /** Quantisation steps, in zigzag order. */
  readonly steps: Uint16Array;
  readonly dc: HuffmanTable;
  readonly ac: HuffmanTable;
  /** Blocks between restart markers; 0 for none. */
  readonly restartInterval: number;
  /** Where the entropy-coded data begins. */
  readonly scanOffset: number;
}

/**
 * Reads the segments up to the scan (ITU-T T.81, annex B).
 *
 * @throws MedicoSamError `FORMAT_INVALID`.
 */
export function readJpeg12Header(bytes: Uint8Array): Jpeg12Header {
  const quantisation = new Map<number, Uint16Array>();
  const huffman = new Map<number, HuffmanTable>();
  const uint16 = (at: number) => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
  let frame: { width: number; height: number; precision: number; table: number } | undefined;
  let restartInterval = 0;
  for (let at = 2; at + 4 <= bytes.byteLength; ) {
    const marker = bytes[at + 1] ?? 0;
    if (bytes[at] !== 0xff) break;
    if (marker === 0xff) {
      at++;
      continue;
    }
    const end = at + 2 + uint16(at + 2);
    if (end > bytes.byteLength) break;
    const content = bytes.subarray(at + 4, end);
    if (marker === 0xdb) readQuantisation(content, quantisation);
    if (marker === 0xc4) readHuffman(content, huffman);
    if (marker === 0xdd) restartInterval = uint16(at + 4);
    if (marker === 0xc0 || marker === 0xc1) {
      frame = {
        precision: bytes[at + 4] ?? 0,
        height: uint16(at + 5),
        width: uint16(at + 7),
        table: bytes[at + 12] ?? 0,
      };
    }
    if (marker === 0xda) {
      const tables = content[2] ?? 0;
      const steps = frame && quantisation.get(frame.table);
      const dc = huffman.get(tables >> 4);
      const ac = huffman.get(16 + (tables & 15));
      if (!frame || !steps || !dc || !ac || content[0] !== 1) break;
      return { ...frame, steps, dc, ac, restartInterval, scanOffset: end };
    }
    at = end;
  }
  throw frameInvalid('has no JPEG scan with its tables');
}

function readQuantisation(content: Uint8Array, tables: Map<number, Uint16Array>): void {
  for (let at = 0; at < content.byteLength; ) {
    const kind = content[at++] as number;
    const size = kind >> 4 ? 2 : 1;
    const steps = new Uint16Array(64);
    for (let i = 0; i < 64; i++, at += size) {
      steps[i] = size === 2 ? ((content[at] ?? 0) << 8) | (content[at + 1] ?? 0) : (content[at] ?? 0);
    }
    tables.set(kind & 15, steps);
  }
}

function readHuffman(content: Uint8Array, tables: Map<number, HuffmanTable>): void {
  for (let at = 0; at + 17 <= content.byteLength; ) {
    const id = content[at] as number;
    const counts = content.subarray(at + 1, at + 17);
    const count = counts.reduce((sum, value) => sum + value, 0);
    at += 17;
    const values = new Uint8Array(256);
    values.set(content.subarray(at, Math.min(at + count, at + 256)));
    tables.set(id, huffmanTable(counts, values));
    at += count;
  }
}

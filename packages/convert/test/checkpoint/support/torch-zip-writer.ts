import { join, type Piece } from './pickle-writer.js';

const encoder = new TextEncoder();

/** A torch zip file: `data.pkl` and the storages by their keys, all stored. */
export function torchZip(pickle: Piece, storages: Readonly<Record<string, Uint8Array>> = {}): Uint8Array {
  return zip([
    ['archive/data.pkl', pickle],
    ...Object.entries(storages).map(([key, data]): [string, Uint8Array] => [`archive/data/${key}`, data]),
  ]);
}

/** A zip archive without compression. */
export function zip(entries: readonly (readonly [name: string, data: Uint8Array])[], method = 0): Uint8Array {
  const files: Piece[] = [];
  const directory: Piece[] = [];
  let offset = 0;
  for (const [name, data] of entries) {
    const utf8 = encoder.encode(name);
    const header = new DataView(new ArrayBuffer(30));
    header.setUint32(0, 0x04034b50, true);
    header.setUint16(26, utf8.length, true);
    files.push(new Uint8Array(header.buffer), utf8, data);
    const record = new DataView(new ArrayBuffer(46));
    record.setUint32(0, 0x02014b50, true);
    record.setUint16(10, method, true);
    record.setUint32(20, data.length, true);
    record.setUint32(24, data.length, true);
    record.setUint16(28, utf8.length, true);
    record.setUint32(42, offset, true);
    directory.push(new Uint8Array(record.buffer), utf8);
    offset += 30 + utf8.length + data.length;
  }
  const records = join(...directory);
  const end = new DataView(new ArrayBuffer(22));
  end.setUint32(0, 0x06054b50, true);
  end.setUint16(8, entries.length, true);
  end.setUint16(10, entries.length, true);
  end.setUint32(12, records.length, true);
  end.setUint32(16, offset, true);
  return join(...files, records, new Uint8Array(end.buffer));
}

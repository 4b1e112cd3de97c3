/** Grey pixels of a DICOM file, and the modality that they are of. */
export interface DicomPixels {
  readonly width: number;
  readonly height: number;
  /** Rows from top to bottom, 16 bits each. */
  readonly data: Uint16Array;
  readonly modality: string;
}

type Element = readonly [group: number, element: number, vr: string, value: string | number | Uint8Array];

const SECONDARY_CAPTURE = '1.2.840.10008.5.1.4.1.1.7';
const EXPLICIT_LITTLE_ENDIAN = '1.2.840.10008.1.2.1';
const LONG = new Set(['OB', 'OW']);

function bytesOf(vr: string, value: string | number | Uint8Array): Buffer {
  if (typeof value === 'number') {
    const bytes = Buffer.alloc(vr === 'UL' ? 4 : 2);
    bytes.writeUIntLE(value, 0, bytes.length);
    return bytes;
  }
  if (typeof value !== 'string') return Buffer.from(value);
  const isOdd = value.length % 2 === 1;
  return Buffer.from(isOdd ? value + (vr === 'UI' ? '\0' : ' ') : value, 'latin1');
}

function encode([group, element, vr, value]: Element): Buffer {
  const bytes = bytesOf(vr, value);
  const head = Buffer.alloc(LONG.has(vr) ? 12 : 8);
  head.writeUInt16LE(group, 0);
  head.writeUInt16LE(element, 2);
  head.write(vr, 4, 'latin1');
  if (LONG.has(vr)) head.writeUInt32LE(bytes.length, 8);
  else head.writeUInt16LE(bytes.length, 6);
  return Buffer.concat([head, bytes]);
}

/** A DICOM file of one slice with square pixels of 1 mm. */
export function dicomFile({ width, height, data, modality }: DicomPixels): Buffer {
  const uid = '1.2.826.0.1.3680043.10.1.1';
  const meta = Buffer.concat(
    (
      [
        [0x2, 0x1, 'OB', Uint8Array.of(0, 1)],
        [0x2, 0x2, 'UI', SECONDARY_CAPTURE],
        [0x2, 0x3, 'UI', uid],
        [0x2, 0x10, 'UI', EXPLICIT_LITTLE_ENDIAN],
        [0x2, 0x12, 'UI', '1.2.826.0.1.3680043.10.1'],
      ] as const
    ).map(encode),
  );
  const body = (
    [
      [0x8, 0x16, 'UI', SECONDARY_CAPTURE],
      [0x8, 0x18, 'UI', uid],
      [0x8, 0x60, 'CS', modality],
      [0x18, 0x50, 'DS', '1'],
      [0x20, 0xd, 'UI', `${uid}.1`],
      [0x20, 0xe, 'UI', `${uid}.2`],
      [0x20, 0x13, 'IS', '1'],
      [0x20, 0x32, 'DS', '0\\0\\0'],
      [0x20, 0x37, 'DS', '1\\0\\0\\0\\1\\0'],
      [0x20, 0x52, 'UI', `${uid}.3`],
      [0x28, 0x2, 'US', 1],
      [0x28, 0x4, 'CS', 'MONOCHROME2'],
      [0x28, 0x10, 'US', height],
      [0x28, 0x11, 'US', width],
      [0x28, 0x30, 'DS', '1\\1'],
      [0x28, 0x100, 'US', 16],
      [0x28, 0x101, 'US', 16],
      [0x28, 0x102, 'US', 15],
      [0x28, 0x103, 'US', 0],
      [0x7fe0, 0x10, 'OW', new Uint8Array(data.buffer, data.byteOffset, data.byteLength)],
    ] as const
  ).map(encode);
  const length = encode([0x2, 0x0, 'UL', meta.length]);
  return Buffer.concat([Buffer.alloc(128), Buffer.from('DICM'), length, meta, ...body]);
}

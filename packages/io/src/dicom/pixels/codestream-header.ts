/** What a codestream's own header states. */
export interface CodestreamHeader {
  readonly width: number;
  readonly height: number;
  readonly components: number;
  /** Bits a sample. */
  readonly precision: number;
  /** Whether samples have a sign: JPEG 2000 alone says so. */
  readonly signed: boolean;
  /** The number n of JPEG's SOFn marker; 55 for JPEG-LS; undefined for JPEG 2000. */
  readonly process?: number;
}

const uint16 = (bytes: Uint8Array, at: number): number => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
const uint32 = (bytes: Uint8Array, at: number): number => uint16(bytes, at) * 65536 + uint16(bytes, at + 2);

/** Reads the frame header of JPEG and JPEG-LS, or the SIZ segment of JPEG 2000; undefined where there is none. */
export function readCodestreamHeader(bytes: Uint8Array): CodestreamHeader | undefined {
  return bytes[0] === 0xff && bytes[1] === 0xd8 ? readJpegFrame(bytes) : readJpeg2000Size(bytes);
}

function readJpegFrame(bytes: Uint8Array): CodestreamHeader | undefined {
  for (let at = 2; at + 10 <= bytes.byteLength; ) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at++;
      continue;
    }
    if (marker === 0xda || marker === 0xd9) return undefined;
    const isFrame =
      marker === 0xf7 || (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker));
    if (isFrame) {
      return {
        precision: bytes[at + 4] ?? 0,
        height: uint16(bytes, at + 5),
        width: uint16(bytes, at + 7),
        components: bytes[at + 9] ?? 0,
        signed: false,
        process: marker === 0xf7 ? 55 : marker - 0xc0,
      };
    }
    at += 2 + uint16(bytes, at + 2);
  }
  return undefined;
}

function readJpeg2000Size(bytes: Uint8Array): CodestreamHeader | undefined {
  const start = findJpeg2000(bytes);
  if (start === undefined || uint16(bytes, start + 2) !== 0xff51 || start + 43 > bytes.byteLength)
    return undefined;
  const depth = bytes[start + 42] ?? 0;
  return {
    width: uint32(bytes, start + 8) - uint32(bytes, start + 16),
    height: uint32(bytes, start + 12) - uint32(bytes, start + 20),
    components: uint16(bytes, start + 40),
    precision: (depth & 0x7f) + 1,
    signed: (depth & 0x80) !== 0,
  };
}

/** Where a JPEG 2000 codestream begins: some writers put it into a JP2 file. */
export function findJpeg2000(bytes: Uint8Array): number | undefined {
  if (uint16(bytes, 0) === 0xff4f) return 0;
  if (uint32(bytes, 4) !== 0x6a502020) return undefined;
  for (let at = 0; at + 8 <= bytes.byteLength; ) {
    const length = uint32(bytes, at);
    if (uint32(bytes, at + 4) === 0x6a703263) return at + 8;
    if (length < 8) return undefined;
    at += length;
  }
  return undefined;
}

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = (crc & 1) === 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc;
});

/** CRC-32 of bytes that come in pieces: give each call the last one's result, 0 at first. */
export function updateCrc32(crc: number, bytes: Uint8Array): number {
  let inverted = ~crc;
  for (let i = 0; i < bytes.length; i++) {
    inverted = (TABLE[(inverted ^ (bytes[i] as number)) & 0xff] as number) ^ (inverted >>> 8);
  }
  return ~inverted >>> 0;
}

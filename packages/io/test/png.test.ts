import { crc32, deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { decodePng, encodePng } from '../src/png.js';
import { expectedImages, fixture } from './fixture.js';

const supported = expectedImages.png.filter(({ refused }) => !refused);
const refused = expectedImages.png.filter((entry) => entry.refused);

describe('decodePng', () => {
  it.each(supported)(
    'reads the stored values of $file',
    ({ file, width, height, channels, depth, pixels }) => {
      const image = decodePng(fixture(file));
      expect(image).toMatchObject({ width, height, channels });
      expect(image.data).toBeInstanceOf(depth === 16 ? Uint16Array : Uint8Array);
      expect([...image.data]).toEqual(pixels);
    },
  );

  it.each(refused)('refuses $file', ({ file }) => {
    expect(() => decodePng(fixture(file))).toThrow(expect.objectContaining({ code: 'FORMAT_UNSUPPORTED' }));
  });

  it('refuses a file cut off anywhere', () => {
    const bytes = fixture('rgb_8.png');
    for (let length = 8; length < bytes.byteLength; length += 7) {
      expect(() => decodePng(bytes.subarray(0, length))).toThrow(
        expect.objectContaining({ code: 'FORMAT_INVALID' }),
      );
    }
  });

  it('refuses a changed pixel: the checksum is checked', () => {
    const bytes = fixture('grey_8.png');
    const at = bytes.byteLength - 40;
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    expect(() => decodePng(bytes)).toThrow(expect.objectContaining({ code: 'FORMAT_INVALID' }));
  });

  it('refuses pixels that unfold to more than the header states, without keeping them', () => {
    const bomb = png([8, 8], deflateSync(new Uint8Array(200 << 20)));
    const before = process.memoryUsage().arrayBuffers;
    expect(() => decodePng(bomb)).toThrow(/more than 72 bytes/);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(50 << 20);
  });

  it('refuses a size beyond the limits before anything is decoded', () => {
    const huge = png([60_000, 60_000], deflateSync(new Uint8Array(9)));
    expect(() => decodePng(huge)).toThrow(
      expect.objectContaining({
        code: 'FORMAT_UNSUPPORTED',
        message: expect.stringContaining('60000 × 60000'),
      }),
    );
    expect(() => decodePng(fixture('grey_8.png'), { maxPixels: 19 * 13 })).not.toThrow();
    expect(() => decodePng(fixture('grey_8.png'), { maxPixels: 19 * 13 - 1 })).toThrow(
      expect.objectContaining({ code: 'FORMAT_UNSUPPORTED' }),
    );
  });

  it('is not disturbed by a damaged comment or colour profile', () => {
    const plain = deflateSync(Uint8Array.of(0, 7, 0, 9));
    const image = decodePng(
      png([1, 2], plain, [chunk('tEXt', Uint8Array.of(0)), chunk('iCCP', Uint8Array.of(1))]),
    );
    expect([...image.data]).toEqual([7, 9]);
  });

  it('reads from a view into a larger buffer', () => {
    const bytes = fixture('rgb_16.png');
    const larger = new Uint8Array(bytes.byteLength + 10);
    larger.set(bytes, 5);
    expect(decodePng(larger.subarray(5, 5 + bytes.byteLength))).toEqual(decodePng(bytes));
  });
});

describe('encodePng', () => {
  it.each(supported)('writes what decodePng reads: $file', ({ file }) => {
    const image = decodePng(fixture(file));
    expect(decodePng(encodePng(image))).toEqual(image);
  });

  it('writes a mask as 0 and 255', () => {
    const mask = { bits: Uint8Array.of(1, 0, 0, 1, 1, 0), width: 3, height: 2 };
    expect(decodePng(encodePng(mask))).toMatchObject({ width: 3, height: 2, channels: 1 });
    expect([...decodePng(encodePng(mask)).data]).toEqual([255, 0, 0, 255, 255, 0]);
  });

  it('writes the pixels of ImageData', () => {
    const data = Uint8ClampedArray.of(1, 2, 3, 255, 4, 5, 6, 255);
    expect([...decodePng(encodePng({ data, width: 2, height: 1 })).data]).toEqual([...data]);
  });

  it('refuses values that PNG cannot hold, and sizes that do not fit', () => {
    expect(() => encodePng({ data: new Float32Array(4), width: 2, height: 2 })).toThrow(
      expect.objectContaining({
        code: 'FORMAT_UNSUPPORTED',
        message: expect.stringContaining('Float32Array'),
      }),
    );
    expect(() => encodePng({ data: new Uint8Array(5), width: 2, height: 2 })).toThrow(
      expect.objectContaining({ code: 'IMAGE_INVALID' }),
    );
  });
});

function chunk(type: string, content: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const [length, crc] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.byteLength);
  crc.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, crc]);
}

/** A grey 8-bit PNG put together by hand. */
function png(
  [width, height]: readonly [number, number],
  data: Uint8Array,
  others: readonly Buffer[] = [],
): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width);
  header.writeUInt32BE(height, 4);
  header[8] = 8;
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
  const chunks = [chunk('IHDR', header), ...others, chunk('IDAT', data), chunk('IEND', new Uint8Array())];
  return new Uint8Array(Buffer.concat([signature, ...chunks]));
}

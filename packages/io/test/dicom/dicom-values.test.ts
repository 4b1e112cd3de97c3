import { chooseNormalisation } from '@medicosam/core';
import { describe, expect, it } from 'vitest';
import { ownMemory } from '../../src/dicom/codecs/frame-memory.js';
import { decodeHtj2k } from '../../src/dicom/codecs/jpeg-2000.js';
import { openDataSet } from '../../src/dicom/open-dicom.js';
import { applyVoiLut, openDicom, readDicom, readDicomSeries } from '../../src/dicom.js';
import { dicomFixtures, fileOf } from './expected-dicom.js';
import { dataSetOf, element, item, joined, withText, words } from './patch-dicom.js';

const only = async (bytes: Uint8Array) => {
  const { frames, warnings, facts } = await readDicom(bytes);
  const [frame] = frames;
  if (frame === undefined || frames.length > 1) throw new Error('one frame is expected');
  return {
    ...frame,
    facts,
    codes: warnings.map(({ code }) => code).filter((code) => !IN_BARE.includes(code)),
  };
};
/** What every bare data set of these tests is warned of. */
const IN_BARE = ['PREAMBLE_MISSING', 'TRANSFER_SYNTAX_MISSING'] as readonly string[];

describe('values', () => {
  it('of CT without a type are HU, and its window is the default', async () => {
    const bytes = withText(fileOf(dicomFixtures, 'CT_small.dcm'), 'GE MEDICAL SYSTEMS', 'X');
    const { rescale, facts } = await only(bytes);
    expect(rescale).toEqual({ slope: 1, intercept: -1024, unit: 'HU' });
    expect(facts.padding).toEqual({ low: -2000, high: -2000 });
    const windowed = dataSetOf([0, 1], {
      middle: [
        element('00281050', 'DS', '40\\-600'),
        element('00281051', 'DS', '400\\1500'),
        element('00281052', 'DS', '-1024'),
        element('00281053', 'DS', '2'),
        element('00281055', 'LO', 'soft\\lung'),
      ],
    });
    const ct = await only(withText(windowed, 'OT', 'CT'));
    expect(ct.windows).toEqual([
      { center: 40, width: 400, function: 'linear', explanation: 'soft' },
      { center: -600, width: 1500, function: 'linear', explanation: 'lung' },
    ]);
    expect(chooseNormalisation(ct, 'none').normalisation).toEqual({
      mode: 'window',
      center: 40,
      width: 400,
      function: 'linear',
    });
    expect((await only(windowed)).rescale).toEqual({ slope: 2, intercept: -1024 });
  });

  it('keep the function of their window, and lose a window that none can use', async () => {
    const windows = (widths: string, name: string) =>
      dataSetOf([0, 1], {
        middle: [
          element('00281050', 'DS', '40\\50'),
          element('00281051', 'DS', widths),
          element('00281056', 'CS', name),
        ],
      });
    expect((await only(windows('0.5\\300', 'SIGMOID'))).windows).toEqual([
      { center: 40, width: 0.5, function: 'sigmoid' },
      { center: 50, width: 300, function: 'sigmoid' },
    ]);
    const linear = await only(windows('0.5\\300', 'LINEAR'));
    expect(linear.windows).toEqual([{ center: 50, width: 300, function: 'linear' }]);
    expect(linear.codes).toEqual(['WINDOW_UNUSABLE']);
    expect((await only(windows('0.5\\300', 'LINEAR_EXACT'))).windows).toHaveLength(2);
  });

  it('go through a modality LUT, whose first value may be negative', async () => {
    const lut = item(
      element('00283002', 'US', words(3, -1, 16)),
      element('00283004', 'LO', 'OD'),
      element('00283006', 'OW', words(10, 20, 60000)),
    );
    const frame = await only(
      dataSetOf([-5, -1, 0, 1, 7], { signed: true, middle: [element('00283000', 'SQ', lut)] }),
    );
    expect(frame.data).toEqual(Uint16Array.of(10, 10, 20, 60000, 60000));
    expect(frame.rescale).toEqual({ slope: 1, intercept: 0, unit: 'OD' });
    expect(frame.codes).toEqual(['MODALITY_LUT_APPLIED']);
  });

  it('are shown by a VOI LUT where the file has one', async () => {
    const lut = item(
      element('00283002', 'US', words(3, 100, 8)),
      element('00283003', 'LO', 'STEEP'),
      element('00283006', 'OW', words(0, 51, 255)),
    );
    const frame = await only(
      dataSetOf([0, 100, 101, 102, 500], { middle: [element('00283010', 'SQ', lut)] }),
    );
    expect(frame.voiLuts).toMatchObject([{ first: 100, bits: 8, explanation: 'STEEP' }]);
    const [first] = frame.voiLuts;
    expect(first && applyVoiLut(frame, first).data).toEqual(Uint8Array.of(0, 0, 51, 255, 255));
  });

  it('are what is stored, without the bits beside them', async () => {
    const twelve = (bytes: Uint8Array) =>
      withText(withText(bytes, '\x10\0(\0\x02', '\x0c\0(\0\x02'), '\x0f\0(\0\x03', '\x0b\0(\0\x03');
    const unsigned = await only(twelve(dataSetOf([0x0fff, 0xf001], {})));
    expect(unsigned.data).toEqual(Uint16Array.of(4095, 1));
    expect(unsigned.codes).toEqual(['BITS_UNUSED']);
    const signed = await only(twelve(dataSetOf([0x0fff, 0x0001], { signed: true })));
    expect(signed.data).toEqual(Int16Array.of(-1, 1));
  });
});

describe('colours', () => {
  it('of a palette have 8 bits, and those outside are its ends', async () => {
    const table = (...entries: number[]) => entries.map((entry) => entry * 257);
    const frame = await only(
      dataSetOf([0, 5, 6, 9], {
        bits: 8,
        photometric: 'PALETTE COLOR',
        middle: [
          ...['00281101', '00281102', '00281103'].map((tag) => element(tag, 'US', words(2, 5, 16))),
          element('00281201', 'OW', words(...table(10, 200))),
          element('00281202', 'OW', words(...table(20, 201))),
          element('00281203', 'OW', words(...table(30, 202))),
        ],
      }),
    );
    expect(frame.photometric).toBe('RGB');
    expect(frame.data).toEqual(Uint8Array.of(10, 20, 30, 10, 20, 30, 200, 201, 202, 200, 201, 202));
  });

  it('of a segmented palette are runs, lines and copies', async () => {
    // 0 and 100 as they are, four up to 200 in a line, and the first two again: times 256, 16 bits.
    const segments = words(0, 2, 0, 25_600, 1, 4, 51_200, 2, 1, 0, 0);
    const frame = await only(
      dataSetOf([0, 1, 2, 3, 4, 5, 6, 7], {
        bits: 8,
        photometric: 'PALETTE COLOR',
        middle: [
          ...['00281101', '00281102', '00281103'].map((tag) => element(tag, 'US', words(8, 0, 16))),
          ...['00281221', '00281222', '00281223'].map((tag) => element(tag, 'OW', segments)),
        ],
      }),
    );
    const red = [...frame.data].filter((_, i) => i % 3 === 0);
    expect(red).toEqual([0, 100, 125, 150, 175, 200, 0, 100]);
  });

  it('of YBR become RGB', async () => {
    const ybr = [76, 85, 255, 149, 43, 21, 29, 255, 107, 128, 128, 128];
    const frame = await only(dataSetOf(ybr, { bits: 8, photometric: 'YBR_FULL', channels: 3 }));
    // Red, green, blue and grey, as BT.601 rounds them.
    const expected = [254, 0, 0, 0, 255, 1, 0, 0, 254, 128, 128, 128];
    for (const [i, value] of expected.entries())
      expect(Math.abs((frame.data[i] as number) - value)).toBeLessThan(2);
    expect(frame.photometric).toBe('RGB');
  });

  it.each([
    'SC_rgb_dcmtk_pebpcypnp.dcm',
    'SC_rgb_dcmtk_pebpcr.dcm',
    'SC_rgb_small_odd_jpeg.dcm',
    'SC_ybr_full_422_uncompressed.dcm',
  ])('of %s are those of the picture', async (file) => {
    const frame = await only(fileOf(dicomFixtures, file));
    // A band of red, or the brown of the small one.
    const [r, g, b] = file.includes('odd') ? [166, 141, 52] : [254, 0, 0];
    for (const [i, value] of [r, g, b].entries()) {
      expect(Math.abs((frame.data[i] as number) - (value as number))).toBeLessThan(6);
    }
  });
});

describe('a file', () => {
  it('opens without its pixels being read, and gives frames one by one', async () => {
    const image = await openDicom(fileOf(dicomFixtures, 'emri_small.dcm'));
    expect(image).toMatchObject({ frameCount: 10, facts: { modality: 'MR', bitsStored: 12 } });
    const frame = await image.frame(9);
    expect(frame.data).toHaveLength(64 * 64);
    await expect(image.frame(10)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    const plan = await openDicom(fileOf(dicomFixtures, 'rtplan.dcm'));
    expect(plan.frameCount).toBe(0);
    await expect(plan.frame(0)).rejects.toMatchObject({ code: 'FORMAT_UNSUPPORTED' });
  });

  it('is read as it is written, whatever it states', async () => {
    const stated = withText(
      fileOf(dicomFixtures, 'MR_small.dcm'),
      '1.2.840.10008.1.2.1',
      '1.2.840.10008.1.2',
    );
    const { data, codes } = await only(stated);
    expect(codes).toEqual(['TRANSFER_SYNTAX_WRONG']);
    expect(data).toEqual((await only(fileOf(dicomFixtures, 'MR_small.dcm'))).data);
  });

  it.each([
    'JPEG-LL.dcm',
    'MR_small_jp2klossless.dcm',
    'MR_small_jpeg_ls_lossless.dcm',
    'SC_rgb_dcmtk_pebpcr.dcm',
    'JPGExtended.dcm',
    'MR_small_RLE.dcm',
  ])('whose pixels end early is no half image: %s', async (name) => {
    const bytes = fileOf(dicomFixtures, name);
    const { dataSet } = openDataSet(bytes, {});
    const { position = 0, length = 0 } = dataSet.values.elements['x7fe00010']?.fragments?.at(-1) ?? {};
    // The last third of the fragment is what fills up a fragment.
    bytes.fill(0, position + Math.floor((length * 2) / 3), position + length);
    await expect(readDicom(bytes)).rejects.toMatchObject({ code: 'FORMAT_INVALID' });
  });

  it('is read from a Blob', async () => {
    const blob = new Blob([fileOf(dicomFixtures, 'MR_small.dcm')]);
    expect((await readDicom(blob)).frames).toHaveLength(1);
  });

  it('that claims more than the limits is refused before it takes the memory', async () => {
    const bytes = fileOf(dicomFixtures, 'MR_small.dcm');
    await expect(readDicom(bytes, { maxPixels: 4095 })).rejects.toMatchObject({ code: 'FORMAT_UNSUPPORTED' });
    await expect(readDicom(bytes, { maxMemoryBytes: 8191 })).rejects.toMatchObject({
      code: 'FORMAT_UNSUPPORTED',
    });
    const deflated = fileOf(dicomFixtures, 'image_dfl.dcm');
    await expect(readDicom(deflated, { maxMemoryBytes: 100_000 })).rejects.toMatchObject({
      code: 'FORMAT_UNSUPPORTED',
    });
  });

  it('whose codestream has another size than the file says is damaged', async () => {
    const bytes = fileOf(dicomFixtures, 'MR_small_jp2klossless.dcm');
    const size = Buffer.from([0x28, 0, 0x10, 0, 0x55, 0x53, 2, 0, 64, 0]);
    bytes[Buffer.from(bytes).indexOf(size) + 8] = 65;
    await expect(readDicom(bytes)).rejects.toMatchObject({
      code: 'FORMAT_INVALID',
      message: expect.stringContaining('64 × 64 pixels'),
    });
  });
});

describe('HTJ2K', () => {
  it('gives the samples that OpenJPH packed', async () => {
    const { default: factory } = await import('@cornerstonejs/codec-openjph/wasmjs');
    const codec = (await factory({})) as { HTJ2KEncoder: new () => Htj2kEncoder };
    const encoder = new codec.HTJ2KEncoder();
    const samples = Uint16Array.from({ length: 32 * 24 }, (_, i) => (i * 37) % 4096);
    const room = encoder.getDecodedBuffer({
      width: 32,
      height: 24,
      bitsPerSample: 12,
      componentCount: 1,
      isSigned: false,
      isUsingColorTransform: false,
    });
    room.set(new Uint8Array(samples.buffer));
    encoder.setQuality(true, 0);
    encoder.encode();
    const codestream = Uint8Array.from(encoder.getEncodedBuffer());
    const decoded = await decodeHtj2k(
      codestream,
      {
        width: 32,
        height: 24,
        frameCount: 1,
        samples: 1,
        photometric: 'MONOCHROME2',
        planar: false,
        kind: 'integer',
        bitsAllocated: 16,
        bitsStored: 12,
        highBit: 11,
        signed: false,
        tag: 'x7fe00010',
      },
      false,
      ownMemory,
    );
    expect(new Uint16Array(decoded.bytes.buffer)).toEqual(samples);
  });
});

interface Htj2kEncoder {
  getDecodedBuffer(frame: object): Uint8Array;
  setQuality(lossless: boolean, quantization: number): void;
  encode(): void;
  getEncodedBuffer(): Uint8Array;
}

describe('functional groups', () => {
  it('give each frame its place, rescale and window', async () => {
    const group = (tag: string, ...elements: Uint8Array[]) => element(tag, 'SQ', item(...elements));
    const frame = (z: number, slope: number) =>
      item(
        group('00209113', element('00200032', 'DS', `1\\2\\${z}`)),
        group('00289132', element('00281050', 'DS', `${slope}`), element('00281051', 'DS', '10')),
        group(
          '00289145',
          element('00281052', 'DS', '0'),
          element('00281053', 'DS', `${slope}`),
          element('00281054', 'LO', 'HU'),
        ),
      );
    const shared = item(
      group('00209116', element('00200037', 'DS', '1\\0\\0\\0\\1\\0')),
      group('00289110', element('00180050', 'DS', '3'), element('00280030', 'DS', '0.5\\0.25')),
    );
    const bytes = dataSetOf([10, 20], {
      frames: 2,
      middle: [
        element('52009229', 'SQ', shared),
        element('52009230', 'SQ', [...frame(7, 2), ...frame(5, 3)]),
      ],
      pixels: element('7fe00010', 'OW', words(10, 20, 30, 40)),
    });
    const { frames } = await readDicom(bytes);
    expect(frames.map(({ rescale, windows }) => [rescale, windows?.[0]?.center])).toEqual([
      [{ slope: 2, intercept: 0, unit: 'HU' }, 2],
      [{ slope: 3, intercept: 0, unit: 'HU' }, 3],
    ]);
    expect(frames[1]?.geometry).toEqual({
      origin: [1, 2, 5],
      spacing: [0.25, 0.5, 3],
      direction: [1, 0, 0, 0, 1, 0, 0, 0, 1],
    });
    const { volumes } = await readDicomSeries([bytes]);
    expect(volumes[0]).toMatchObject({
      data: Float32Array.of(90, 120, 20, 40),
      rescale: { slope: 1, intercept: 0, unit: 'HU' },
    });
    expect(volumes[0]?.geometry?.origin).toEqual([1, 2, 5]);
    expect(volumes[0]?.warnings.map(({ code }) => code)).toContain('RESCALE_MIXED');
  });
});

describe('encapsulated pixels', () => {
  /** Two frames of three bytes and a pad each, in three fragments, behind an extended offset table of 64-bit words. */
  const file = (offsets: readonly number[]) => {
    const fragment = (...bytes: number[]) => [0xfe, 0xff, 0, 0xe0, bytes.length, 0, 0, 0, ...bytes];
    const syntax = element('00020010', 'UI', '1.2.840.10008.1.2.1.98');
    const table = element(
      '7fe00001',
      'OV',
      offsets.flatMap((offset) => [offset, 0, 0, 0, 0, 0, 0, 0]),
    );
    const pixels = [...fragment(), ...fragment(1, 2), ...fragment(3, 0), ...fragment(4, 5, 6, 0)];
    return dataSetOf([0, 0, 0], {
      bits: 8,
      meta: [syntax],
      frames: 2,
      pixels: joined(
        table,
        Uint8Array.of(0xe0, 0x7f, 0x10, 0, 79, 66, 0, 0, 255, 255, 255, 255, ...pixels),
        Uint8Array.of(0xfe, 0xff, 0xdd, 0xe0, 0, 0, 0, 0),
      ),
    });
  };

  it('are divided by an extended offset table', async () => {
    const { frames } = await readDicom(file([0, 20]));
    expect(frames.map(({ data }) => [...data])).toEqual([
      [1, 2, 3],
      [4, 5, 6],
    ]);
  });

  it('are refused where nothing says how they are divided', async () => {
    await expect(readDicom(file([0, 7]))).rejects.toMatchObject({ code: 'FORMAT_INVALID' });
  });
});

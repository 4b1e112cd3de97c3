import dicomParser from 'dicom-parser';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDataSet } from '../../../src/dicom/data-set/parse-data-set.js';
import { Warnings } from '../../../src/dicom/warnings.js';
import { ATTRIBUTES, tagOf } from '../../../src/dicom/writing/attributes.js';
import { createUid } from '../../../src/dicom/writing/create-uid.js';
import { decimalString } from '../../../src/dicom/writing/decimal-string.js';
import { encodeFile } from '../../../src/dicom/writing/encode-file.js';

const instance = { SOPClassUID: '1.2.840.10008.5.1.4.1.1.66.4', SOPInstanceUID: '2.25.1' };

describe('a data set that is written', () => {
  const file = encodeFile({
    ...instance,
    PixelData: Uint8Array.of(1, 2, 3),
    PatientName: 'Müller^Jürg=山田',
    PatientID: '',
    StudyDescription: undefined,
    ImageType: ['DERIVED', 'PRIMARY'],
    Rows: 513,
    PixelSpacing: [0.1, 1 / 3],
    DimensionIndexSequence: [
      { DimensionIndexPointer: 'ImagePositionPatient', DimensionDescriptionLabel: 'odd' },
      {},
      { DimensionOrganizationSequence: [{ DimensionOrganizationUID: '1.2' }] },
    ],
    DimensionIndexValues: undefined,
    FrameContentSequence: [{ DimensionIndexValues: [70_000, 2] }],
    TrackingID: 'long form',
  });

  it('is read by dicom-parser: explicit little endian, tags ascending, lengths even', () => {
    const { elements } = dicomParser.parseDicom(file);
    const tags = Object.keys(elements).filter((tag) => !tag.startsWith('x0002'));
    expect(tags).toEqual([...tags].sort());
    expect(Object.values(elements).filter(({ length }) => length % 2 !== 0)).toEqual([]);
    const keywords = Object.entries(ATTRIBUTES).filter(([, [tag]]) => elements[tag]);
    for (const [, [tag, vr]] of keywords) expect(elements[tag]?.vr).toBe(vr);
    expect(keywords).toHaveLength(Object.keys(elements).length);
  });

  it('keeps what was written', () => {
    const warnings = new Warnings();
    // The reader takes UTF-8 from the data set alone.
    const { values, syntax } = parseDataSet(
      encodeFile({ ...instance, SpecificCharacterSet: 'ISO_IR 192', PatientName: 'Müller^Jürg=山田' }),
      {},
      warnings,
    );
    expect(values.text(tagOf('PatientName'))).toBe('Müller^Jürg=山田');
    expect(syntax.name).toBe('Explicit VR Little Endian');
    const { values: all } = parseDataSet(file, {}, warnings);
    expect(all.has(tagOf('PatientID'))).toBe(false);
    expect(all.elements[tagOf('PatientID')]?.length).toBe(0);
    expect(all.elements[tagOf('StudyDescription')]).toBeUndefined();
    expect(all.texts(tagOf('ImageType'))).toEqual(['DERIVED', 'PRIMARY']);
    expect(all.uint16(tagOf('Rows'))).toBe(513);
    expect(all.decimals(tagOf('PixelSpacing'))).toEqual([0.1, 0.33333333333333]);
    const items = all.items(tagOf('DimensionIndexSequence'));
    expect(items).toHaveLength(3);
    expect(items[0]?.uint16(tagOf('DimensionIndexPointer'), 0)).toBe(0x20);
    expect(items[0]?.uint16(tagOf('DimensionIndexPointer'), 1)).toBe(0x32);
    expect(items[0]?.text(tagOf('DimensionDescriptionLabel'))).toBe('odd');
    const nested = items[2]?.item(tagOf('DimensionOrganizationSequence'));
    expect(nested?.text(tagOf('DimensionOrganizationUID'))).toBe('1.2');
    const content = all.item(tagOf('FrameContentSequence'));
    expect(content?.uint32(tagOf('DimensionIndexValues'), 0)).toBe(70_000);
    expect(content?.uint32(tagOf('DimensionIndexValues'), 1)).toBe(2);
    expect(all.text(tagOf('TrackingID'))).toBe('long form');
    expect([...(all.raw(tagOf('PixelData')) ?? [])]).toEqual([1, 2, 3, 0]);
    expect(warnings.list).toEqual([]);
  });

  it('has no value longer than its representation permits', () => {
    expect(() => encodeFile({ ...instance, PatientComments: 'x'.repeat(70_000) })).toThrow(
      'PatientComments has 70000 bytes',
    );
  });
});

it('a decimal string has 16 characters at most and is the nearest that does', () => {
  fc.assert(
    fc.property(fc.double({ min: -1e9, max: 1e9, noNaN: true }), (value) => {
      const text = decimalString(value);
      expect(text.length).toBeLessThanOrEqual(16);
      expect(text).toMatch(/^-?\d+(\.\d+)?(e[+-]?\d+)?$/);
      expect(Math.abs(Number(text) - value)).toBeLessThanOrEqual(Math.abs(value) * 1e-7 + Number.MIN_VALUE);
    }),
    { numRuns: 500 },
  );
  expect(decimalString(-83.9063)).toBe('-83.9063');
  expect(decimalString(-10 / 81)).toBe('-0.1234567901235');
});

it('UIDs are 2.25 and a number that is never the same', () => {
  const uids = Array.from({ length: 100 }, createUid);
  expect(new Set(uids).size).toBe(100);
  for (const uid of uids) expect(uid).toMatch(/^2\.25\.[1-9]\d{30,38}$/);
});

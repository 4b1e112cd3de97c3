import { describe, expect, test } from 'vitest';
import { meaningOf } from '../src/slice/stored-values.js';

const CT = { modality: 'CT', photometricInterpretation: 'MONOCHROME2' };

describe('what stored values mean', () => {
  test('is slope and intercept where the loader did not apply them', () => {
    const { rescale } = meaningOf({ slope: 2, intercept: -1024 }, CT);
    expect(rescale).toEqual({ slope: 2, intercept: -1024, unit: 'HU' });
  });

  test('is never both: a loader that rescaled leaves slope and intercept beside the values', () => {
    const { rescale } = meaningOf({ slope: 2, intercept: -1024, preScale: { scaled: true } }, CT);
    expect(rescale).toEqual({ slope: 1, intercept: 0, unit: 'HU' });
  });

  test('has Hounsfield units of CT alone, and not where the file names another unit', () => {
    expect(meaningOf({}, { modality: 'MR' }).rescale).toBeUndefined();
    expect(meaningOf({ slope: 3 }, { ...CT, rescaleType: 'US' }).rescale).toEqual({ slope: 3, intercept: 0 });
  });

  test('is inverse of MONOCHROME1, as the metadata says it before the image', () => {
    expect(meaningOf({ invert: true }, {}).photometric).toBe('MONOCHROME1');
    expect(meaningOf({}, { photometricInterpretation: 'MONOCHROME1' }).photometric).toBe('MONOCHROME1');
    expect(meaningOf({ invert: true }, CT).photometric).toBe('MONOCHROME2');
  });

  test('has the windows of the file, all of them, with their function', () => {
    const modules = {
      ...CT,
      windowCenter: [40, -600],
      windowWidth: [400, 1500],
      voiLUTFunction: 'LINEAR_EXACT',
    };
    expect(meaningOf({ windowCenter: 1, windowWidth: 2 }, modules).windows).toEqual([
      { center: 40, width: 400, function: 'linear-exact' },
      { center: -600, width: 1500, function: 'linear-exact' },
    ]);
    expect(meaningOf({ windowCenter: 1, windowWidth: 2 }, CT).windows).toEqual([
      { center: 1, width: 2, function: undefined },
    ]);
  });

  test('of colour is its channels and nothing else', () => {
    expect(meaningOf({ numberOfComponents: 3, slope: 2, invert: true }, {})).toEqual({ channels: 3 });
  });
});

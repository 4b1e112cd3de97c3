import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  chooseNormalisation,
  formatNormalisation,
  type PixelImage,
  parseNormalisation,
} from '../../src/index.js';

describe('parseNormalisation', () => {
  it.each([
    'none',
    'minmax',
    'minmax-joint',
    'microsam',
    'percentile:0.5,99.5',
    'percentile:0,100',
    'window:40,400',
    'window:-600,1500,linear',
    'window:0.5,0.25,linear-exact',
    'window:40,1e-7,sigmoid',
  ])('reads %s, and formatNormalisation writes it', (text) => {
    expect(formatNormalisation(parseNormalisation(text))).toBe(text);
  });

  it('reads spaces after commas', () => {
    expect(parseNormalisation('window: 40, 400, sigmoid')).toEqual({
      mode: 'window',
      center: 40,
      width: 400,
      function: 'sigmoid',
    });
  });

  it.each([
    '',
    'None',
    'none:',
    'minmax:1',
    'percentile',
    'percentile:1',
    'percentile:99,1',
    'percentile:1,1',
    'percentile:-1,50',
    'percentile:1,101',
    'percentile:1,99,5',
    'percentile:a,b',
    'window',
    'window:40',
    'window:,400',
    'window:40,0',
    'window:40,-1',
    'window:40,Infinity',
    'window:40,400,cubic',
    'window:40,0.5,linear',
    'window:40,400,linear,2',
    'window:40,400:linear',
  ])('refuses %j', (text) => {
    expect(() => parseNormalisation(text)).toThrow(
      expect.objectContaining({ code: 'NORMALISATION_INVALID' }),
    );
  });

  it('reads back whatever formatNormalisation writes', () => {
    const finite = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
    fc.assert(
      fc.property(finite, finite, (center, raw) => {
        const width = Math.abs(raw) || 1;
        const normalisation = { mode: 'window', center: center === 0 ? 0 : center, width } as const;
        expect(parseNormalisation(formatNormalisation(normalisation))).toEqual(normalisation);
      }),
    );
  });
});

describe('chooseNormalisation', () => {
  const ct: PixelImage = {
    data: new Int16Array(4),
    width: 2,
    height: 2,
    rescale: { slope: 1, intercept: -1024, unit: 'HU' },
    windows: [
      { center: 40, width: 400 },
      { center: -600, width: 1500 },
    ],
  };
  const chosen = (image: PixelImage, trained: string) => {
    const { normalisation, warnings } = chooseNormalisation(image, trained);
    return [formatNormalisation(normalisation), ...warnings.map(({ code }) => code)];
  };

  it('takes the first window of CT, with DICOM’s default function', () => {
    expect(chosen(ct, 'percentile:1,99')).toEqual(['window:40,400,linear']);
  });

  it('takes the window’s own function', () => {
    const windows = [{ center: 40, width: 400, function: 'sigmoid' }] as const;
    expect(chosen({ ...ct, windows }, 'none')).toEqual(['window:40,400,sigmoid']);
  });

  it('passes over a window that is none', () => {
    const windows = [{ center: 40, width: 0 }, ...(ct.windows ?? [])];
    expect(chosen({ ...ct, windows }, 'none')).toEqual(['window:40,400,linear']);
  });

  it('leaves windows of other modalities aside', () => {
    const mr: PixelImage = { data: new Uint16Array(4), width: 2, height: 2, windows: ct.windows };
    expect(chosen(mr, 'percentile:1,99')).toEqual(['percentile:1,99']);
  });

  it('takes what the model was trained with for 8-bit images', () => {
    const image: PixelImage = { data: new Uint8ClampedArray(4), width: 2, height: 2 };
    expect(chosen(image, 'none')).toEqual(['none']);
    expect(chosen(image, 'microsam')).toEqual(['microsam']);
  });

  it('takes percentiles for more than 8 bits under none, and warns', () => {
    const expected = ['percentile:0.5,99.5', 'NORMALISATION_CHOSEN'];
    expect(chosen({ data: new Float32Array(4), width: 2, height: 2 }, 'none')).toEqual(expected);
    expect(
      chosen({ data: new Uint8Array(4), width: 2, height: 2, rescale: { slope: 10, intercept: 0 } }, 'none'),
    ).toEqual(expected);
  });
});

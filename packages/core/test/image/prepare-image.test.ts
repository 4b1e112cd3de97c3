import { readFileSync } from 'node:fs';
import { decode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { modelInput, type PixelImage, prepareImage } from '../../src/index.js';
import { type GoldenArray, readGolden, readManifest } from '../fixtures/read-golden.js';
import { hasSharedGoldens, NEEDS_SHARED, SHARED_GOLDENS } from '../fixtures/shared-goldens.js';

const SAM = { mean: [123.675, 116.28, 103.53], std: [58.395, 57.12, 57.375] } as const;
const sam = { ...SAM, size: 8, preprocess: 'sam' as const };
const medsam = { ...SAM, size: 8, preprocess: 'medsam' as const };

const ramp = (width: number, height: number): PixelImage => ({
  data: Uint8Array.from({ length: width * height }, (_, i) => (i * 37) % 256),
  width,
  height,
});

describe('prepareImage', () => {
  it('pads with zeros after mean and std', () => {
    const { input, transform, resized } = prepareImage(ramp(8, 4), sam);
    expect(transform.input).toEqual({ width: 8, height: 4 });
    expect(resized).toHaveLength(8 * 4 * 3);
    const fround = Math.fround;
    for (let channel = 0; channel < 3; channel++) {
      const plane = input.subarray(channel * 64, (channel + 1) * 64);
      expect(plane[1]).toBe(
        fround(fround(37 - fround(SAM.mean[channel] ?? 0)) / fround(SAM.std[channel] ?? 1)),
      );
      expect(plane.subarray(32).every((value) => value === 0)).toBe(true);
      expect(plane.subarray(0, 32).every((value) => value !== 0)).toBe(true);
    }
  });

  it('squashes to 0..1 as MedSAM', () => {
    const { input, transform, resized } = prepareImage(ramp(8, 4), medsam);
    expect(transform.input).toEqual({ width: 8, height: 8 });
    expect(resized).toHaveLength(8 * 8 * 3);
    expect([Math.min(...input), Math.max(...input)]).toEqual([0, 1]);
  });

  it('gives MedSAM zeros of a constant image', () => {
    const { input } = prepareImage({ data: new Uint8Array(20).fill(9), width: 5, height: 4 }, medsam);
    expect(input.every((value) => value === 0)).toBe(true);
  });

  it.each([sam, medsam])('can make the input again from what it keeps: $preprocess', (options) => {
    const { input, resized, transform } = prepareImage(ramp(5, 7), options);
    expect(modelInput(resized, transform, options)).toEqual(input);
  });

  it('records the normalisation it chose, and the warning', () => {
    const { normalisation, warnings } = prepareImage({ ...ramp(8, 4), data: new Uint16Array(32) }, sam);
    expect(normalisation).toBe('percentile:0.5,99.5');
    expect(warnings.map(({ code }) => code)).toEqual(['NORMALISATION_CHOSEN']);
  });

  it('obeys a normalisation that is named', () => {
    const named = prepareImage(ramp(8, 4), { ...sam, normalisation: 'window:40,400', trained: 'minmax' });
    expect(named).toMatchObject({ normalisation: 'window:40,400', warnings: [] });
    expect(prepareImage(ramp(8, 4), { ...sam, trained: 'minmax' }).normalisation).toBe('minmax');
  });
});

interface VitMini {
  cases: {
    image: string;
    height: number;
    width: number;
    input_size: [number, number];
    resized: GoldenArray;
    tensor_valid?: GoldenArray;
  }[];
}

describe.skipIf(!hasSharedGoldens)(`prepareImage on the golden images (${NEEDS_SHARED})`, () => {
  const { cases } = hasSharedGoldens ? readManifest<VitMini>('vit_mini', SHARED_GOLDENS) : { cases: [] };

  it.each(cases)('is byte-equal on $image', (golden_case) => {
    const png = decode(readFileSync(new URL(golden_case.image, SHARED_GOLDENS)));
    const { width, height } = golden_case;
    const options = { ...SAM, size: 256, preprocess: 'sam' as const };
    const prepared = prepareImage({ data: png.data, width, height }, options);
    expect([prepared.transform.input.height, prepared.transform.input.width]).toEqual(golden_case.input_size);
    const [h = 0, w = 0, channels = 1] = golden_case.resized.shape;
    const want = readGolden(golden_case.resized, SHARED_GOLDENS);
    const have = channels === 1 ? prepared.resized.filter((_, i) => i % 3 === 0) : prepared.resized;
    expect(Buffer.compare(have, new Uint8Array(want.buffer))).toBe(0);
    if (golden_case.tensor_valid === undefined) return;
    const tensor = readGolden(golden_case.tensor_valid, SHARED_GOLDENS);
    for (let i = 0; i < tensor.length; i++) {
      const [c, y, x] = [Math.floor(i / (h * w)), Math.floor(i / w) % h, i % w];
      if (prepared.input[(c * 256 + y) * 256 + x] !== tensor[i])
        throw new Error(`differs at ${c}, ${y}, ${x}`);
    }
  });
});

import { describe, expect, it } from 'vitest';
import { imageToMask, maskToImage, maskToPng, OBJECT_COLOURS, overlay } from '../src/index.js';
import { decodePng } from '../src/png.js';

const width = 9;
const height = 7;
const grey = { data: new Uint8Array(width * height).fill(100), width, height, channels: 1 };
/** A block of x 2..6, y 1..5. */
const block = {
  bits: Uint8Array.from({ length: width * height }, (_, i) => {
    const [x, y] = [i % width, Math.floor(i / width)];
    return x >= 2 && x <= 6 && y >= 1 && y <= 5 ? 1 : 0;
  }),
  width,
  height,
};
const pixel = (image: { data: ArrayLike<number> }, x: number, y: number) =>
  [0, 1, 2].map((c) => image.data[(y * width + x) * 3 + c]);

describe('overlay', () => {
  it('leaves pixels outside the mask as they are', () => {
    const result = overlay(grey, [block]);
    expect(result).toMatchObject({ width, height, channels: 3 });
    expect(pixel(result, 0, 0)).toEqual([100, 100, 100]);
    expect(pixel(result, 7, 3)).toEqual([100, 100, 100]);
  });

  it('mixes the colour inside and draws the outline on the mask’s own border', () => {
    const result = overlay(grey, [block], { colours: [[200, 0, 100]], opacity: 0.5, outline: 1 });
    expect(pixel(result, 4, 3)).toEqual([150, 50, 100]);
    expect(pixel(result, 2, 3)).toEqual([200, 0, 100]);
    expect(pixel(result, 6, 5)).toEqual([200, 0, 100]);
  });

  it('draws no outline when it is 0 wide', () => {
    const result = overlay(grey, [block], { colours: [[200, 0, 100]], opacity: 0.5, outline: 0 });
    expect(pixel(result, 2, 3)).toEqual([150, 50, 100]);
  });

  it('gives each mask a colour of its own', () => {
    const shifted = { ...block, bits: new Uint8Array(width * height) };
    shifted.bits[0] = 1;
    const result = overlay(grey, [block, shifted], { outline: 1 });
    expect(pixel(result, 2, 1)).toEqual([...(OBJECT_COLOURS[0] ?? [])]);
    expect(pixel(result, 0, 0)).toEqual([...(OBJECT_COLOURS[1] ?? [])]);
  });

  it('marks foreground points green, background points red, and boxes', () => {
    const black = { data: new Uint8Array(900), width: 30, height: 30, channels: 1 };
    const at = (image: { data: ArrayLike<number> }, x: number, y: number) =>
      [0, 1, 2].map((c) => image.data[(y * 30 + x) * 3 + c] ?? 0) as [number, number, number];
    const result = overlay(black, [], {
      prompts: [
        {
          points: [
            { x: 8, y: 8, label: 1 },
            { x: 20, y: 20, label: 0 },
          ],
          box: [1, 2, 28, 27],
        },
      ],
      colours: [[1, 2, 250]],
    });
    const [red, green] = at(result, 8, 8);
    expect(green).toBeGreaterThan(red);
    const [backgroundRed, backgroundGreen] = at(result, 20, 20);
    expect(backgroundRed).toBeGreaterThan(backgroundGreen);
    expect(at(result, 1, 15)).toEqual([1, 2, 250]);
    expect(at(result, 28, 27)).toEqual([1, 2, 250]);
    expect(at(result, 15, 15)).toEqual([0, 0, 0]);
  });

  it('shows stored values as the normalisation says', () => {
    const data = new Int16Array(width * height).fill(-160);
    data[0] = 240;
    const result = overlay({ data, width, height, channels: 1 }, [], { normalisation: 'window:40,400' });
    expect(pixel(result, 0, 0)).toEqual([255, 255, 255]);
    expect(pixel(result, 1, 0)).toEqual([0, 0, 0]);
  });

  it('does not change its input', () => {
    const rgb = { data: new Uint8Array(width * height * 3).fill(9), width, height, channels: 3 };
    overlay(rgb, [block], { prompts: [{ box: [0, 0, 8, 6] }] });
    expect(rgb.data.every((value) => value === 9)).toBe(true);
  });

  it('refuses a mask of another size', () => {
    expect(() => overlay(grey, [{ bits: new Uint8Array(4), width: 2, height: 2 }])).toThrow(
      expect.objectContaining({ code: 'SHAPE_MISMATCH' }),
    );
  });
});

describe('masks as images', () => {
  it('come back the same', () => {
    expect(imageToMask(maskToImage(block))).toEqual(block);
    expect(imageToMask(decodePng(maskToPng(block)))).toEqual(block);
  });

  it('ignore alpha', () => {
    const data = Uint8Array.of(0, 0, 0, 255, 0, 0, 7, 0);
    expect([...imageToMask({ data, width: 2, height: 1, channels: 4 }).bits]).toEqual([0, 1]);
  });

  it('need pixels', () => {
    const mask = { width: 1, height: 1, candidate: 0, predictedIou: 1, stabilityScore: 1, area: 1 };
    const empty = {
      ...mask,
      box: [0, 0, 1, 1] as const,
      toRLE: () => ({ size: [1, 1] as const, counts: [0, 1] }),
      toCompressedRLE: () => ({ size: [1, 1] as const, counts: '01' }),
      toContours: () => [],
    };
    expect(() => maskToPng(empty)).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }));
  });
});

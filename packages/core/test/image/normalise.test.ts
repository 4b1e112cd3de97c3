import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import {
  chooseNormalisation,
  jointRange,
  normalise,
  type PixelData,
  type PixelImage,
} from '../../src/index.js';
import { type GoldenArray, readGolden, readManifest } from '../fixtures/read-golden.js';

interface Manifest {
  joint_group: string[];
  arrays: {
    name: string;
    input: GoldenArray;
    results: Record<string, { output: GoldenArray; range?: [number, number] }>;
  }[];
}

const NAMES: Record<string, string> = {
  none: 'none',
  minmax: 'minmax',
  minmax_joint: 'minmax-joint',
  percentile_1_99: 'percentile:1,99',
  window_40_400: 'window:40,400',
  microsam: 'microsam',
};

const { arrays, joint_group: group } = readManifest<Manifest>('normalize');

function imageOf({ input }: Manifest['arrays'][number]): PixelImage {
  const [height = 0, width = 0, channels = 1] = input.shape;
  return { data: readGolden(input), width, height, channels };
}

const asRgb = (values: ArrayLike<number>, pixels: number) =>
  values.length === 3 * pixels
    ? Array.from(values)
    : Array.from(values).flatMap((value) => [value, value, value]);

const joint = jointRange(arrays.filter(({ name }) => group.includes(name)).map(imageOf));

describe('normalise', () => {
  const cases = arrays.flatMap((array) =>
    Object.entries(array.results).map(([mode, result]) => ({ array, mode, result, name: array.name })),
  );

  it.each(cases)('is byte-equal to the golden of $name in mode $mode', ({ array, mode, result }) => {
    const image = imageOf(array);
    const { data, width, height } = normalise(image, NAMES[mode] ?? mode, joint);
    expect([width, height]).toEqual([image.width, image.height]);
    expect(Array.from(data)).toEqual(asRgb(readGolden(result.output), image.width * image.height));
  });

  it('covers every mode of the goldens', () => {
    expect(new Set(cases.map(({ mode }) => mode))).toEqual(new Set(Object.keys(NAMES)));
  });
});

const grey = (values: number[], rest: Partial<PixelImage> = {}): PixelImage => ({
  data: Float64Array.from(values),
  width: values.length,
  height: 1,
  ...rest,
});

const firstChannel = (image: PixelImage, text: string) =>
  Array.from(normalise(image, text).data.filter((_, i) => i % 3 === 0));

describe('normalise, windows', () => {
  // DICOM PS3.3 C.11.2.1.2.1: of center 2048 and width 4096, 0 and below are black, 4095 and above white.
  it('follows DICOM linear', () => {
    expect(firstChannel(grey([-1, 0, 2047.5, 4094.9, 4095, 5000]), 'window:2048,4096,linear')).toEqual([
      0, 0, 128, 255, 255, 255,
    ]);
  });

  it('makes a step of a linear window of width 1', () => {
    expect(firstChannel(grey([99, 99.5, 99.6, 100]), 'window:100,1,linear')).toEqual([0, 0, 255, 255]);
  });

  it('follows DICOM linear between whole values of a narrow window', () => {
    const values = [98.9, 99, 99.25, 99.5, 99.9, 100, 100.1];
    const expected = values.map((x) =>
      x <= 99 ? 0 : x > 100 ? 255 : Math.floor((x - 99.5 + 0.5) * 255 + 0.5),
    );
    expect(firstChannel(grey(values), 'window:100,2,linear')).toEqual(expected);
    expect(expected[2]).toBe(64);
  });

  it('follows DICOM linear-exact, which is the window without a function', () => {
    const values = grey([-161, -160, 40, 239, 240, 241]);
    expect(firstChannel(values, 'window:40,400,linear-exact')).toEqual([0, 0, 128, 254, 255, 255]);
    expect(firstChannel(values, 'window:40,400')).toEqual(firstChannel(values, 'window:40,400,linear-exact'));
  });

  it('follows DICOM sigmoid', () => {
    const expected = [-400, 40, 140, 1000].map((x) =>
      Math.round(255 / (1 + Math.exp((-4 * (x - 40)) / 400))),
    );
    expect(firstChannel(grey([-400, 40, 140, 1000]), 'window:40,400,sigmoid')).toEqual(expected);
    expect(firstChannel(grey([Number.NaN, -Infinity, Infinity]), 'window:40,400,sigmoid')).toEqual([
      0, 0, 255,
    ]);
  });

  it('works on real values: rescale comes first', () => {
    const rescale = { slope: 2, intercept: -1024 };
    expect(firstChannel(grey([432, 532, 632], { rescale }), 'window:40,400')).toEqual([0, 128, 255]);
  });
});

describe('normalise, order and channels', () => {
  it('turns a range round with a negative slope', () => {
    const rescale = { slope: -2, intercept: 5 };
    for (const mode of ['minmax', 'percentile:0,100', 'microsam']) {
      expect(firstChannel(grey([10, 20, 30], { rescale }), mode)).toEqual([
        255,
        mode === 'microsam' ? 127 : 128,
        0,
      ]);
    }
  });

  it('inverts MONOCHROME1 last', () => {
    const image = grey([0, 100, 255]);
    expect(firstChannel({ ...image, photometric: 'MONOCHROME1' }, 'none')).toEqual([255, 155, 0]);
  });

  it('leaves alpha out of the range and the result', () => {
    const data = Uint8ClampedArray.from([10, 20, 30, 255, 40, 50, 60, 0]);
    const expected = Array.from(
      normalise({ data: data.filter((_, i) => i % 4 !== 3), width: 2, height: 1 }, 'minmax').data,
    );
    for (const mode of ['minmax', 'percentile:0,100']) {
      expect(Array.from(normalise({ data, width: 2, height: 1 }, mode).data)).toEqual(expected);
    }
    expect(normalise({ data, width: 2, height: 1 }, 'microsam').data).toHaveLength(6);
  });

  it('gives the same bytes by table as value by value', () => {
    const values = Array.from({ length: 70_000 }, (_, i) => ((i * 7919) % 65536) - 32768);
    const rescale = { slope: -0.5, intercept: 3 };
    for (const mode of [
      'none',
      'minmax',
      'percentile:1,99',
      'window:40,400,sigmoid',
      'window:0,20000,linear',
    ]) {
      const stored = { width: 70_000, height: 1, rescale };
      const table = normalise({ ...stored, data: Int16Array.from(values) }, mode);
      const plain = normalise({ ...stored, data: Float64Array.from(values) }, mode);
      expect(Buffer.compare(table.data, plain.data)).toBe(0);
    }
  });

  it('maps an image without any finite value to 0, and to 255 where a fixed range says so', () => {
    const image = grey([Number.NaN, Infinity, -Infinity]);
    for (const mode of ['minmax', 'percentile:1,99', 'microsam']) {
      expect(firstChannel(image, mode)).toEqual([0, 0, 0]);
    }
    expect(firstChannel(image, 'window:40,400')).toEqual([0, 255, 0]);
    expect(firstChannel(image, 'none')).toEqual([0, 255, 0]);
  });

  it('takes arrays of another realm for what they are', () => {
    const values = Array.from({ length: 70_000 }, (_, i) => (i % 300) - 150);
    const foreign = (type: string): PixelData => runInNewContext(`${type}.from(values)`, { values });
    const size = { width: 70_000, height: 1 };
    for (const mode of ['none', 'percentile:1,99']) {
      const same = normalise({ ...size, data: Int16Array.from(values) }, mode);
      expect(Buffer.compare(normalise({ ...size, data: foreign('Int16Array') }, mode).data, same.data)).toBe(
        0,
      );
      expect(
        Buffer.compare(normalise({ ...size, data: foreign('Float32Array') }, mode).data, same.data),
      ).toBe(0);
    }
    const bytes = { ...size, data: foreign('Uint8Array') };
    expect(chooseNormalisation(bytes, 'none').warnings).toEqual([]);
  });

  it('refuses minmax-joint without the joint range', () => {
    expect(() => normalise(grey([1, 2]), 'minmax-joint')).toThrow(
      expect.objectContaining({ code: 'NORMALISATION_INVALID' }),
    );
  });
});

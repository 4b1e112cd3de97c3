import { isMedicoSamError } from '@medicosam/core';
import { describe, expect, it } from 'vitest';
import { isNrrd, type NrrdFile, readNrrd } from '../../src/nrrd.js';
import { inCOrder, sha256Of } from './c-order.js';
import {
  cornersOf,
  expectedCorners,
  expectedVolumes,
  expectValues,
  furthest,
  type MadeFile,
  toRas,
  volumeFixture,
} from './volume-fixtures.js';

function readFixture(file: string, volume?: number): NrrdFile {
  const data = file.endsWith('.nhdr') ? volumeFixture(file.replace('.nhdr', '.raw.gz')) : undefined;
  return readNrrd(volumeFixture(file), { data, volume });
}

describe('NRRD files that pynrrd wrote', () => {
  it.each(expectedVolumes.nrrd)('$file', ({ file, dtype, shape, sha256, affine, volumes = 1 }: MadeFile) => {
    expect(isNrrd(volumeFixture(file))).toBe(true);
    const read = readFixture(file);
    const { width, height, depth, channels = 1 } = read.volume;
    expect([width, height, depth, ...(channels > 1 ? [channels] : [])]).toEqual(shape);
    expect(read.volumeCount).toBe(volumes);
    expect(sha256Of(inCOrder([read.volume]), dtype)).toBe(sha256);
    expect(read.affine?.length).toBe(16);
    for (const [index, value] of (affine ?? []).flat().entries()) {
      expect(toRas(read.affine)[index]).toBeCloseTo(value, 12);
    }
    expect(read.volume.geometry).toBeDefined();
    expect(read.warnings).toEqual([]);
  });

  it('of several volumes give each', () => {
    for (const file of ['list_first.nrrd', 'list_last.nrrd']) {
      const first = readFixture(file).volume.data;
      expect(readFixture(file, 2).volume.data).toEqual(first.map((value) => 3 * value));
      expect(() => readFixture(file, 3)).toThrow('0 to 2');
    }
  });
});

it('a label map of pyradiomics is read as pynrrd reads it', () => {
  const expected = expectedVolumes.copied.find(({ file }) => file === 'breast_mr_label.nrrd');
  if (!expected) throw new Error('The fixture is missing.');
  const read = readNrrd(volumeFixture(expected.file));
  expectValues([read], expected);
  const corners = expectedCorners[`volumes/${expected.file}`] ?? [];
  expect(furthest(cornersOf(toRas(read.affine), read.volume), corners)).toBeLessThan(1e-4);
});

describe('NRRD files that are not read', () => {
  const text = (...lines: string[]) => new TextEncoder().encode(`NRRD0004\n${lines.join('\n')}\n\n`);
  const plain = ['type: short', 'dimension: 3', 'sizes: 2 2 2', 'encoding: raw', 'endian: little'];
  const withLine = (line: string) =>
    text(...plain.filter((other) => !other.startsWith(line.split(' ')[0] ?? '')), line);

  it.each([
    ['no NRRD', new TextEncoder().encode('P5 2 2'), 'FORMAT_UNSUPPORTED'],
    ['too few bytes', text(...plain), 'FORMAT_INVALID'],
    ['sizes beyond any memory', withLine('sizes: 300000 300000 300000'), 'FORMAT_UNSUPPORTED'],
    ['gzip that claims more than it can hold', withLine('encoding: gzip'), 'FORMAT_INVALID'],
    ['a size of zero', withLine('sizes: 0 2 2'), 'FORMAT_INVALID'],
    ['another number of sizes', withLine('sizes: 2 2'), 'FORMAT_INVALID'],
    ['a type that does not exist', withLine('type: quad'), 'FORMAT_INVALID'],
    ['blocks', withLine('type: block'), 'FORMAT_UNSUPPORTED'],
    ['bzip2', withLine('encoding: bzip2'), 'FORMAT_UNSUPPORTED'],
    ['no byte order', text(...plain.slice(0, 4)), 'FORMAT_INVALID'],
    ['a detached header without its data', text(...plain, 'data file: x.raw'), 'FORMAT_UNSUPPORTED'],
    ['a line that is none', text(...plain, 'nonsense'), 'FORMAT_INVALID'],
    [
      'four axes in space',
      text(
        'type: uint8',
        'dimension: 4',
        'sizes: 1 1 1 1',
        'encoding: raw',
        'kinds: space space space space',
      ),
      'FORMAT_UNSUPPORTED',
    ],
    [
      'text that is no number',
      new TextEncoder().encode('NRRD0004\ntype: int\ndimension: 2\nsizes: 2 1\nencoding: ascii\n\n1 x'),
      'FORMAT_INVALID',
    ],
  ] as const)('%s', (_, bytes, code) => {
    let error: unknown;
    try {
      readNrrd(bytes);
    } catch (caught) {
      error = caught;
    }
    expect(isMedicoSamError(error, code), String(error)).toBe(true);
  });

  it('name no file', () => {
    expect(() => readNrrd(text(...plain, 'data file: doe_john.raw'))).toThrow(/^(?!.*doe_john)/);
  });
});

describe('the place of a NRRD file', () => {
  const read = (...fields: string[]) =>
    readNrrd(
      new TextEncoder().encode(
        [
          'NRRD0004',
          'type: uint8',
          'dimension: 3',
          'sizes: 1 1 1',
          'encoding: ascii',
          ...fields,
          '',
          '7',
        ].join('\n'),
      ),
    );
  const directions = 'space directions: (2,0,0) (0,3,0) (0,0,4)';

  it('is assumed from sizes alone', () => {
    const {
      volume: { geometry },
      warnings,
    } = read('spacings: 2 3 4');
    expect(geometry?.spacing).toEqual([2, 3, 4]);
    expect(warnings.map(({ code }) => code)).toEqual(['GEOMETRY_ASSUMED']);
  });
  it('is missing where nothing is said, or in a space that is none of the body', () => {
    expect(read().warnings.map(({ code }) => code)).toEqual(['GEOMETRY_MISSING']);
    const scanner = read('space: scanner-xyz', directions);
    expect(scanner.volume.geometry).toBeUndefined();
    expect(scanner.warnings.map(({ code }) => code)).toEqual(['GEOMETRY_MISSING']);
  });
  it('is brought to mm', () => {
    const {
      volume: { geometry },
      warnings,
    } = read('space: LPS', 'space units: "um" "um" "um"', directions, 'space origin: (1000,0,0)');
    expect(geometry?.spacing).toEqual([0.002, 0.003, 0.004]);
    expect(geometry?.origin).toEqual([1, 0, 0]);
    expect(warnings.map(({ code }) => code)).toEqual(['UNIT_CONVERTED']);
  });
  it('is no geometry when it shears', () => {
    const {
      volume: { geometry },
      affine,
      warnings,
    } = read('space: LPS', 'space directions: (2,0,0) (1,3,0) (0,0,4)', 'space origin: (0,0,0)');
    expect(geometry).toBeUndefined();
    expect(affine?.[1]).toBe(1);
    expect(warnings.map(({ code }) => code)).toEqual(['GEOMETRY_SHEARED']);
  });
});

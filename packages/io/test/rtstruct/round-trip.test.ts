import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { readRtStruct, writeRtStruct } from '../../src/rtstruct.js';
import { type Opened, openSeries, smallFiles } from '../dicom-seg/small-series.js';
import { drawn, type MadeGrid, madeGrid, mapOf, picture } from './made-grid.js';

const real = (min: number, max: number) => fc.double({ min, max, noNaN: true });

const grid = fc
  .record({
    width: fc.integer({ min: 1, max: 16 }),
    height: fc.integer({ min: 1, max: 16 }),
    spacing: fc.tuple(real(0.05, 4), real(0.05, 4)),
    tilt: fc.tuple(real(-3, 3), real(-3, 3)),
    steps: fc.array(real(1, 1.5), { minLength: 1, maxLength: 4 }),
    shear: real(-0.5, 0.5),
  })
  .map(({ steps, ...parts }) => {
    let depth = 0;
    return madeGrid({ ...parts, depths: steps.map((step) => (depth += step)) });
  });

const withMask = grid.chain((made) => {
  const { width, height } = made.volume.facts;
  const length = width * height * made.volume.slices.length;
  // Of noise, and of what is mostly inside: holes, islands in holes, and both at the border.
  const noise = fc.uint8Array({ minLength: length, maxLength: length, max: 4 });
  return fc.record({
    made: fc.constant(made),
    mask: fc.tuple(noise, fc.integer({ min: 1, max: 4 })).map(([values, level]) => {
      const map = values.map((value) => (value < level ? 1 : 0));
      map[0] = 1;
      return map;
    }),
  });
});

describe('masks come back from the outlines of their pixels', () => {
  it('any, on any grid: oblique, sheared, uneven', async () => {
    await fc.assert(
      fc.asyncProperty(withMask, async ({ made, mask }) => {
        const file = writeRtStruct({ source: made.source, rois: [{ name: 'Noise', mask }] });
        const { rois, unplaced, warnings } = await readRtStruct(file, made.volume);
        expect({ unplaced, warnings }).toEqual({ unplaced: [], warnings: [] });
        expect(rois.map((roi) => mapOf(roi, made))).toEqual([mask]);
      }),
      { numRuns: 150 },
    );
  });

  const shapes: [string, ...string[]][] = [
    ['a pixel', '', '', '', '     #'],
    ['a corner pixel', '#'],
    ['diagonal neighbours', '#', ' #', '# #', ' #'],
    ['a hole', '#####', '#   #', '#   #', '#####'],
    ['a bay', '####', '#  #', '#### '],
    ['two holes that touch', '#####', '# ###', '## ##', '#####'],
    ['an island in a hole', '#######', '#     #', '#  #  #', '#     #', '#######'],
    [
      'a hole in an island in a hole',
      '#########',
      '#       #',
      '# ##### #',
      '# # # # #',
      '# ##### #',
      '#       #',
      '#########',
    ],
    ['islands that touch the hole’s corner', '######', '##  ##', '# ## #', '##  ##', '######'],
    ['a staircase of holes', '########', '# ######', '## #####', '### ####', '#### ###', '########'],
    ['the whole slice', ...Array<string>(9).fill('############')],
    ['all but a corner', ' ###########', ...Array<string>(8).fill('############')],
  ];
  it.each(shapes)('%s', async (_, ...lines) => {
    const made: MadeGrid = madeGrid({ tilt: [0.4, -1.1] });
    const mask = drawn(12, 9, ...lines);
    const file = writeRtStruct({
      source: made.source,
      rois: [{ name: 'Shape', mask: new Map([[1, mask]]) }],
    });
    const { rois } = await readRtStruct(file, made.volume);
    const [roi] = rois;
    expect([...(roi?.mask.keys() ?? [])]).toEqual([1]);
    expect(picture(roi?.mask.get(1) ?? drawn(1, 1))).toEqual(picture(mask));
  });
});

describe('a series', () => {
  let opened: Opened;
  beforeAll(async () => {
    opened = await openSeries(smallFiles);
  });

  it('values of a label map are regions of their own, and lie on the slices of a longer series', async () => {
    const { volume, source } = opened;
    const size = 64 * 64;
    const map = new Uint8Array(4 * size);
    map.fill(1, 0, 200);
    map.fill(2, size + 70, size + 300);
    map[3 * size + 5] = 2;
    const rois = [1, 2].map((labelValue) => ({ name: `Part ${labelValue}`, mask: map, labelValue }));
    const file = writeRtStruct({ source, rois });
    const same = await readRtStruct(file, volume);
    for (const [at, roi] of same.rois.entries()) {
      expect(mapOf(roi, { source, volume })).toEqual(map.map((value) => (value === at + 1 ? 1 : 0)));
    }
    const fewer = await openSeries(smallFiles.filter((_, i) => i !== 3));
    const read = await readRtStruct(file, fewer.volume);
    expect(read.rois.map(({ mask }) => [...mask.keys()])).toEqual([[0], [2]]);
    expect(read.unplaced).toEqual([{ roi: 2, contour: 0 }]);
    expect(read.warnings).toMatchObject([{ code: 'CONTOURS_UNPLACED' }]);
  });

  it('is written again, with one more, and nothing is lost', async () => {
    const { volume, source } = opened;
    const first = {
      name: 'Niere links',
      mask: new Map([[2, drawn(64, 64, '###', '# #', '###')]]),
      description: 'mit Zyste,\r\nzwei Schichten',
      colour: [1, 0.2, 0] as const,
      interpretedType: 'ORGAN',
      algorithmType: 'AUTOMATIC' as const,
      algorithmName: 'sam_vit_b',
      code: { value: '64033007', scheme: 'SCT', meaning: 'Kidney' },
    };
    const once = await readRtStruct(writeRtStruct({ source, rois: [first] }), volume);
    const more = { name: 'More', mask: new Map([[1, drawn(64, 64, '', ' #')]]) };
    const twice = await readRtStruct(writeRtStruct({ source, rois: [...once.rois, more] }), volume);
    expect(twice.rois).toMatchObject([
      { number: 1, ...first },
      { number: 2, name: 'More', algorithmType: 'SEMIAUTOMATIC', algorithmName: 'MedicoSAM' },
    ]);
    expect(twice.label).toBe('MedicoSAM');
  });
});

import { type BinaryMask, boxOfMask, createMask, encodeRle } from '@medicosam/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CocoFile, readCoco, writeCoco } from '../../src/coco.js';
import { arbitraryMask, areaOf, HARD_MASKS, maskOf } from './masks.js';

const written = (
  masks: readonly BinaryMask[],
  counts: 'compressed' | 'plain' = 'compressed',
  category = (index: number) => `kind ${index % 2}`,
): CocoFile =>
  writeCoco({
    images: masks.map(({ width, height }, index) => ({ fileName: `${index}.png`, width, height })),
    annotations: masks.map((mask, image) => ({ image, mask, category: category(image) })),
    counts,
  });

/** A file of an image of 4 × 3 pixels and one annotation, as JSON that may be changed. */
const small = (annotation: Record<string, unknown>, image: Record<string, unknown> = {}) => ({
  images: [{ id: 7, file_name: 'a.png', width: 4, height: 3, ...image }],
  categories: [{ id: 3, name: 'cell' }],
  annotations: [
    { id: 1, image_id: 7, category_id: 3, segmentation: [[0, 0, 1, 0, 1, 1, 0, 1]], ...annotation },
  ],
});

describe('a file that is written', () => {
  it('has what COCO wants of a mask', () => {
    const mask = maskOf('....', '.##.', '.#..');
    expect(written([mask])).toEqual({
      info: {},
      licenses: [],
      images: [{ id: 1, file_name: '0.png', width: 4, height: 3 }],
      categories: [{ id: 1, name: 'kind 0', supercategory: '' }],
      annotations: [
        {
          id: 1,
          image_id: 1,
          category_id: 1,
          segmentation: { size: [3, 4], counts: '421O3' },
          area: 3,
          bbox: [1, 1, 2, 2],
          iscrowd: 0,
        },
      ],
    });
    const [plain] = written([mask], 'plain').annotations;
    expect(plain?.segmentation).toEqual({ size: [3, 4], counts: [4, 2, 1, 1, 4] });
  });

  it('numbers categories by first use, after those that are given', () => {
    const mask = maskOf('#');
    const { categories, annotations } = writeCoco({
      images: [{ fileName: 'a', width: 1, height: 1, id: 40, properties: { axis: 'k', slice: 3, id: 5 } }],
      categories: ['liver', 'spleen'],
      annotations: ['tumour', 'liver', '__proto__', 'tumour'].map((category) => ({
        image: 0,
        mask,
        category,
      })),
      info: { description: 'x' },
      licenses: [{ id: 1 }],
    });
    expect(categories.map(({ id, name }) => [id, name])).toEqual([
      [1, 'liver'],
      [2, 'spleen'],
      [3, 'tumour'],
      [4, '__proto__'],
    ]);
    expect(annotations.map(({ id, image_id, category_id }) => [id, image_id, category_id])).toEqual([
      [1, 40, 3],
      [2, 40, 1],
      [3, 40, 4],
      [4, 40, 3],
    ]);
  });

  it('takes predicted masks and run lengths as they are', () => {
    const mask = maskOf('.#', '##');
    const predicted = createMask({
      mask,
      candidate: 0,
      area: 3,
      box: boxOfMask(mask),
      predictedIou: 0.5,
      stabilityScore: 1,
    } as Parameters<typeof createMask>[0]);
    const images = [{ fileName: 'a', width: 2, height: 2 }];
    const segmentations = [mask, predicted, encodeRle(mask)].map(
      (one) => writeCoco({ images, annotations: [{ image: 0, mask: one, category: 'c' }] }).annotations[0],
    );
    expect(segmentations[0]?.area).toBe(3);
    expect(segmentations[1]).toEqual(segmentations[0]);
    expect(segmentations[2]).toEqual(segmentations[0]);
  });

  it.each([
    ['an image that is not there', { image: 1 }, 'INVALID_ARGUMENT'],
    ['a mask of another size', { mask: maskOf('##') }, 'IMAGE_INVALID'],
    ['bits that do not fit', { mask: { bits: new Uint8Array(3), width: 1, height: 1 } }, 'IMAGE_INVALID'],
    ['a category without a name', { category: '' }, 'INVALID_ARGUMENT'],
    ['a score that is no number', { score: Number.NaN }, 'INVALID_ARGUMENT'],
    ['an id that is no whole number', { id: 1.5 }, 'INVALID_ARGUMENT'],
  ])('is refused for %s', (_, change, code) => {
    const annotation = { image: 0, mask: maskOf('#'), category: 'c', ...change };
    const images = [{ fileName: 'a', width: 1, height: 1 }];
    expect(() => writeCoco({ images, annotations: [annotation] })).toThrow(expect.objectContaining({ code }));
  });

  it.each([
    ['no file name', [{ fileName: '', width: 1, height: 1 }]],
    ['no size', [{ fileName: 'a', width: 0, height: 1 }]],
    [
      'an id twice',
      [
        { fileName: 'a', width: 1, height: 1, id: 2 },
        { fileName: 'b', width: 1, height: 1 },
      ],
    ],
  ])('is refused for an image of %s', (_, images) => {
    expect(() => writeCoco({ images, annotations: [] })).toThrow(
      expect.objectContaining({ code: 'INVALID_ARGUMENT' }),
    );
  });
});

describe('a file that is read back', () => {
  it.each(['compressed', 'plain'] as const)('has any mask, with counts %s', (counts) => {
    fc.assert(
      fc.property(fc.array(arbitraryMask, { maxLength: 4 }), (masks) => {
        const file = written(masks, counts);
        const { annotations, images, warnings } = readCoco(JSON.stringify(file));
        expect(warnings).toEqual([]);
        expect(images).toHaveLength(masks.length);
        expect(annotations.map((annotation) => annotation.toMask())).toEqual(masks);
        expect(annotations.map((annotation) => annotation.toRLE())).toEqual(masks.map(encodeRle));
        expect(file.annotations.map(({ area }) => area)).toEqual(masks.map(areaOf));
      }),
      { numRuns: 150 },
    );
  });

  it.each(Object.entries(HARD_MASKS))('has %s', (_, mask) => {
    const bytes = new TextEncoder().encode(JSON.stringify(written([mask])));
    expect(readCoco(bytes).annotations[0]?.toMask()).toEqual(mask);
  });

  it('has what it was written with, to be written again', () => {
    const mask = maskOf('.#');
    const options = {
      images: [{ fileName: 'x/ä.png', width: 2, height: 1, id: 9, properties: { slice: 4 } }],
      annotations: [
        {
          ...{ image: 0, mask, category: 'Käse', score: 0.25, isCrowd: true, id: 12 },
          properties: { attributes: { sure: false } },
        },
      ],
      info: { year: 2026 },
      licenses: [{ id: 1, name: 'CC0' }],
    };
    const first = writeCoco(options);
    const read = readCoco(first);
    expect(read.images).toEqual(options.images);
    expect(read.categories).toEqual([{ id: 1, name: 'Käse', supercategory: '' }]);
    const again = writeCoco({
      images: read.images.map((image) => ({ ...image, id: image.id as number })),
      annotations: read.annotations.map((one) => ({ ...one, mask: one.toMask(), id: one.id as number })),
      info: read.info,
      licenses: read.licenses,
    });
    expect(again).toEqual(first);
  });
});

describe('a file of others', () => {
  it('has polygons, several of which are a union', () => {
    const { annotations } = readCoco(
      small({
        segmentation: [
          [0, 0, 2, 0, 2, 2, 0, 2],
          [1, 1, 4, 1, 4, 3, 1, 3],
          [3, 0, 4, 0],
        ],
      }),
    );
    expect(annotations[0]?.form).toBe('polygons');
    expect(annotations[0]?.toMask()).toEqual(maskOf('##..', '####', '.###'));
  });

  it('has polygons beyond the image, which are cut off', () => {
    const { annotations } = readCoco(small({ segmentation: [[-9, -9, 2, -9, 2, 2, -9, 2]] }));
    expect(annotations[0]?.toMask()).toEqual(maskOf('##..', '##..', '....'));
  });

  it('has boxes without a segmentation, which are left out with a warning', () => {
    const file = small({});
    const boxes = [[], null, undefined].map((segmentation) => ({ ...file.annotations[0], segmentation }));
    const { annotations, warnings } = readCoco({ ...file, annotations: [...boxes, ...file.annotations] });
    expect(annotations).toHaveLength(1);
    expect(warnings).toEqual([
      {
        code: 'SEGMENTATION_MISSING',
        message: 'annotations[0] and 2 more have no segmentation, and are left out.',
      },
    ]);
  });

  it.each([
    ['no JSON', '{"images": [', 'is not JSON'],
    ['bytes that are no UTF-8', Uint8Array.of(0x22, 0xff, 0x22), 'is not UTF-8'],
    ['a number', 3, 'the whole is not an object'],
    ['no images', { annotations: [], categories: [] }, 'images is not an array'],
    ['an image without a name', small({}, { file_name: 3 }), 'images[0].file_name is not a text'],
    ['an image without a size', small({}, { width: 0.5 }), 'images[0].width is not a whole number above 0'],
    [
      'an id twice',
      {
        ...small({}),
        categories: [
          { id: 3, name: 'a' },
          { id: 3, name: 'b' },
        ],
      },
      'categories[1].id',
    ],
    ['another image', small({ image_id: 8 }), 'annotations[0].image_id is not the id of an image'],
    ['another category', small({ category_id: 'toString' }), 'annotations[0].category_id is not the id'],
    ['half a point', small({ segmentation: [[1, 2, 3]] }), 'annotations[0].segmentation[0] is not pairs'],
    ['a place that is none', small({ segmentation: [[1, null, 3, 4]] }), 'segmentation[0] is not pairs'],
    ['a far place', small({ segmentation: [[1, 1e300, 3, 4]] }), 'segmentation[0] is not pairs'],
    [
      'run lengths of another size',
      small({ segmentation: { size: [4, 3], counts: [12] } }),
      '.size is not [3, 4]',
    ],
    [
      'run lengths without counts',
      small({ segmentation: { size: [3, 4] } }),
      'segmentation.counts is not an array',
    ],
    ['counts that are short', small({ segmentation: { size: [3, 4], counts: [11] } }), 'but of 11'],
    [
      'counts beyond',
      small({ segmentation: { size: [3, 4], counts: [1, 1e15, 1e15] } }),
      'but of 1000000000000001 or more',
    ],
    [
      'counts below 0',
      small({ segmentation: { size: [3, 4], counts: [1, -1, 12] } }),
      'whole numbers of 0 or more',
    ],
    [
      'counts that are texts',
      small({ segmentation: { size: [3, 4], counts: ['12'] } }),
      'whole numbers of 0 or more',
    ],
    [
      'a string cut off',
      small({ segmentation: { size: [3, 4], counts: 'o' } }),
      'annotations[0].segmentation.counts',
    ],
    [
      'a string of an endless count',
      small({ segmentation: { size: [3, 4], counts: 'oooooooooooo0' } }),
      'more than 7',
    ],
    [
      'a string of other letters',
      small({ segmentation: { size: [3, 4], counts: '<ü' } }),
      'segmentation.counts',
    ],
    ['a score that is no number', small({ score: 'high' }), 'annotations[0].score is not a number'],
  ])('is FORMAT_INVALID for %s', (_, file, message) => {
    expect(() => readCoco(file)).toThrow(expect.objectContaining({ code: 'FORMAT_INVALID' }));
    expect(() => readCoco(file)).toThrow(message);
  });

  it.each([
    ['an image of a gigapixel', small({}, { width: 1e9, height: 1e9 }), {}],
    ['more pixels than asked for', small({}), { maxPixels: 11 }],
    ['a list of results', [{ image_id: 1, category_id: 1, score: 1 }], {}],
    [
      'edges that cross more rows than memory holds',
      small(
        { segmentation: [Array.from({ length: 40_000 }, (_, i) => (i % 2 === 0 ? i / 4 : (i % 4) * 2500))] },
        { width: 10_000, height: 10_000 },
      ),
      {},
    ],
  ])('is FORMAT_UNSUPPORTED for %s', (_, file, limits) => {
    expect(() => readCoco(file, limits)).toThrow(expect.objectContaining({ code: 'FORMAT_UNSUPPORTED' }));
  });

  it('does not reach the prototype of anything', () => {
    const text = JSON.stringify(small({ extra: 1 }))
      .replace(
        '"extra"',
        '"__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}}, "extra"',
      )
      .replace('"name"', '"__proto__": {"name": "x"}, "name"');
    const [annotation] = readCoco(text).annotations;
    expect(Object.keys(annotation?.properties ?? {})).toEqual(['__proto__', 'constructor', 'extra']);
    expect(Object.getPrototypeOf(annotation?.properties)).toBe(Object.prototype);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    const inherited = small({});
    expect(() => readCoco({ ...inherited, images: [Object.create(inherited.images[0] as object)] })).toThrow(
      'images[0].width is not',
    );
  });
});

import { iou, type PixelImage } from '@medicosam/core';
import { type ConformanceCase, group } from '../suite/conformance-case.js';
import { check } from '../suite/expectations.js';
import { isEmpty, load, pixelsOf } from '../suite/mini-predictor.js';

/** A bright ellipse on a dark ground, and the mask that it is. */
function ellipse(): { image: PixelImage; bits: Uint8Array; width: number; height: number } {
  const [width, height] = [320, 240];
  const bits = Uint8Array.from({ length: width * height }, (_, i) =>
    Number((((i % width) - 150) / 70) ** 2 + ((Math.floor(i / width) - 110) / 50) ** 2 <= 1),
  );
  const data = bits.map((isInside, i) => (isInside ? 200 : 40) + ((i * 7919) % 13));
  return { image: { data, width, height, channels: 1 }, bits, width, height };
}

/** The model that ships with the SDK: 40 times the work of the mini models, and weights that were trained. */
export const defaultModelCases: readonly ConformanceCase[] = group(
  'default model',
  {
    'the default model finds a bright ellipse by its box': async (context) => {
      const { defaultModel } = context;
      check(
        defaultModel !== undefined,
        'defaultModel is given. A runtime that cannot bear it is a reason to skip this test.',
      );
      const predictor = await load(context, { model: defaultModel });
      const { image, bits, width, height } = ellipse();
      const embedding = await predictor.encode(image);
      const mask = pixelsOf(await predictor.predict(embedding, { box: [80, 60, 221, 161] }));
      const overlap = iou(mask, { bits, width, height });
      check(overlap >= 0.9, `The mask of the default model is the ellipse; their IoU is ${overlap}.`);
      await predictor.dispose();
      await isEmpty(context.backend);
    },
  },
  'any',
);

import { type GraphRunner, iou, isMedicoSamError } from '@medicosam/core';
import { readGoldens } from '../models/goldens.js';
import { type ConformanceCase, group } from '../suite/conformance-case.js';
import { check, rejectsWith, same } from '../suite/expectations.js';
import { addBias, rows } from '../suite/micro-graphs.js';
import { isEmpty, load, pixelsOf } from '../suite/mini-predictor.js';

const NO_LOSS = 'create() gives loseDevice. A device that cannot be lost is a reason to skip this test.';

const graphCases = group('device loss', {
  'a lost device is DEVICE_LOST, and says so or works again after a new opening': async (context) => {
    const { loseDevice, backend } = context;
    check(loseDevice !== undefined, NO_LOSS);
    const runner = await context.open(addBias());
    same(await context.values(runner, rows(1), 'y'), [11, 21, 31], 'A run before the loss');
    await loseDevice();
    await rejectsWith(context.run(runner, rows(1)), 'DEVICE_LOST', 'A run after the loss');
    await runner.dispose();
    let again: GraphRunner | undefined;
    try {
      again = await context.open(addBias());
      same(await context.values(again, rows(1), 'y'), [11, 21, 31], 'A run after a new opening');
    } catch (error) {
      if (!isMedicoSamError(error, 'DEVICE_LOST')) throw error;
      await again?.dispose();
      same([(await backend.live()).graphs], [0], 'The graphs left on the lost device');
    }
  },
});

const predictorCases = group(
  'device loss',
  {
    'a predictor answers after its device was lost, or says DEVICE_LOST': async (context) => {
      const { loseDevice } = context;
      check(loseDevice !== undefined, NO_LOSS);
      const predictor = await load(context);
      const { image } = await readGoldens('tinyvit-mini');
      const embedding = await predictor.encode(image);
      const ask = () => predictor.predict(embedding, { box: [30, 40, 120, 150] });
      const before = pixelsOf(await ask());
      await loseDevice();
      try {
        const overlap = iou(before, pixelsOf(await ask()));
        check(overlap >= 0.999, `The mask is the same after the loss; their IoU is ${overlap}.`);
      } catch (error) {
        if (!isMedicoSamError(error, 'DEVICE_LOST')) throw error;
      }
      await predictor.dispose();
      await isEmpty(context.backend);
    },
  },
  'any',
);

/** A device that goes away while it is in use. */
export const deviceLossCases: readonly ConformanceCase[] = [...graphCases, ...predictorCases];

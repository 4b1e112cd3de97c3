import type { PredictorInfo } from '@medicosam/core';
import { readGoldens } from '../models/goldens.js';
import { type ConformanceCase, group } from '../suite/conformance-case.js';
import { check, same } from '../suite/expectations.js';
import { load, pixelsOf } from '../suite/mini-predictor.js';
import type { Observations } from '../suite/report.js';

/** What a predictor knows of its work; that it stays there is core's to say, and the runtime's to show. */
function told({ lowering, storage, realm, devices, device }: PredictorInfo): Observations {
  const [first = '', ...others] = new Set(Object.values(lowering));
  const parts = Object.entries(lowering).map(([part, name]) => `${part} ${name}`);
  return {
    lowering: others.length === 0 ? first : parts.join(', '),
    storage,
    realm,
    runtime: devices.find((report) => report.device === device)?.runtime ?? '',
  };
}

/** Where work was really done: a runtime that falls back in silence gives the right numbers. */
export const observationCases: readonly ConformanceCase[] = group(
  'observation',
  {
    'the device observed at work is the one asked for': async (context) => {
      const { device } = await context.device();
      const { observe, observedSession: session } = context.tested;
      const predictor = await load(context, { session });
      const { image } = await readGoldens('tinyvit-mini');
      const embedding = await predictor.encode(image);
      pixelsOf(await predictor.predict(embedding, { box: [30, 40, 120, 150] }));
      const { info } = predictor;
      const observed: Observations = { ...told(info), ...(await observe?.(predictor)) };
      await predictor.dispose();
      context.record.observed(observed);
      same([info.device], [device], 'The device that the predictor chose');
      const expected = { ...('device' in observed && { device }), ...context.expected };
      for (const [name, value] of Object.entries(expected)) {
        const seen = observed[name] ?? 'not observed';
        check(seen === value, `The ${name} observed at work is ${value}; it is ${seen}.`);
      }
    },
  },
  'any',
);

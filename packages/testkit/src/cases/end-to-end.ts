import { type Backend, iou, type Realm } from '@medicosam/core';
import { readGoldens } from '../models/goldens.js';
import { AbortController } from '../platform.js';
import { type ConformanceCase, group } from '../suite/conformance-case.js';
import { check, rejection, rejectsWith, same } from '../suite/expectations.js';
import { answersGoldens, isEmpty, load, pixelsOf, toPrompt } from '../suite/mini-predictor.js';

const callerCases = group('end to end', {
  'a predictor where it is loaded gives PyTorch’s answers, and leaves nothing': async (context) => {
    const predictor = await load(context, { inRealm: true });
    const goldens = await readGoldens('tinyvit-mini');
    const embedding = await predictor.encode(goldens.image);
    await answersGoldens(predictor, embedding, goldens, context);
    embedding.release();
    await predictor.dispose();
    await isEmpty(context.backend);
  },
});

const anyRealmCases = group(
  'end to end',
  {
    'a predictor in a realm of its own gives the same, or says that there is none': async (context) => {
      const { backend } = context;
      const predictor = await load(context, { inRealm: false });
      const goldens = await readGoldens('tinyvit-mini');
      const embedding = await predictor.encode(goldens.image);
      await answersGoldens(predictor, embedding, goldens, context);
      await predictor.dispose();
      await isEmpty(backend);
    },
    'objects asked for together get the masks that they get alone': async (context) => {
      const predictor = await load(context);
      const { image, prompts } = await readGoldens('tinyvit-mini');
      const embedding = await predictor.encode(image);
      const asked = [...prompts.map(toPrompt), { box: [30, 40, 120, 150] as const }];
      const together = await predictor.predictMany(embedding, asked);
      same([together.length], [asked.length], 'The objects answered');
      for (const [i, prompt] of asked.entries()) {
        const alone = pixelsOf(await predictor.predict(embedding, prompt));
        const overlap = iou(alone, pixelsOf(together[i] ?? []));
        check(overlap >= 0.999, `Object ${i} has the same mask in a batch; their IoU is ${overlap}.`);
      }
      await predictor.dispose();
      await isEmpty(context.backend);
    },
    'predictions asked for while an image is encoded are all answered': async (context) => {
      const predictor = await load(context);
      const { image, prompts } = await readGoldens('tinyvit-mini');
      const embedding = await predictor.encode(image);
      const asked = prompts.map(toPrompt);
      const ask = () => Promise.all(asked.map((prompt) => predictor.predict(embedding, prompt)));
      const [before, , during] = [await ask(), ...(await Promise.all([predictor.encode(image), ask()]))];
      for (const [i, masks] of during.entries()) {
        const overlap = iou(pixelsOf(before[i] ?? []), pixelsOf(masks));
        check(overlap >= 0.999, `Prompt ${i} has the same mask beside an encoding; their IoU is ${overlap}.`);
      }
      await predictor.dispose();
      await isEmpty(context.backend);
    },
    'an encoding that is aborted rejects with the reason and leaves nothing': async (context) => {
      const predictor = await load(context);
      const { image } = await readGoldens('tinyvit-mini');
      const controller = new AbortController();
      const encoding = predictor.encode(image, { signal: controller.signal });
      controller.abort('enough');
      same([await rejection(encoding, 'An aborted encoding rejects')], ['enough'], 'What it rejects with');
      (await predictor.encode(image)).release();
      await predictor.dispose();
      await isEmpty(context.backend);
    },
    'a realm that ends rejects what is asked of it with REALM_LOST': async (context) => {
      const { backend } = context;
      const { spawn } = backend;
      if (!spawn) return check(context.realm === 'caller', 'A backend that has realms has spawn().');
      let realm: Realm | undefined;
      const watched: Backend = {
        ...backend,
        spawn: async () => {
          realm = await spawn.call(backend);
          return realm;
        },
      };
      const predictor = await load(context, { backend: watched, inRealm: false });
      const { image } = await readGoldens('tinyvit-mini');
      const lost = rejectsWith(predictor.encode(image), 'REALM_LOST', 'An encoding in a realm that ends');
      await Promise.all([lost, realm?.terminate()]);
      await predictor.dispose();
    },
  },
  'any',
);

/** From an image and a prompt to masks. */
export const endToEndCases: readonly ConformanceCase[] = [...callerCases, ...anyRealmCases];

import { referenceBackend } from '../../../src/index.js';
import { broken, type Defect } from './defect.js';

/** Defects that show where a predictor is used. */
export const predictorDefects: readonly Defect[] = [
  {
    does: 'keeps what it made of an image after its embedding was released',
    fails: 'an embedding that was released is freed where it lies',
    create: () => {
      const late: (() => void)[] = [];
      return broken({
        run:
          (run, { inputs }) =>
          async (feeds, options) => {
            const outputs = await run(feeds, options);
            // A cache of image keys, as it were, which is emptied when graphs are disposed of.
            const areKeys = inputs.length === 1 && inputs[0]?.name === 'image_embedding';
            if (!areKeys) return outputs;
            for (const tensor of Object.values(outputs)) {
              late.push(tensor.dispose.bind(tensor));
              tensor.dispose = () => {};
            }
            return outputs;
          },
        runner: (right) => ({
          dispose: async () => {
            for (const dispose of late.splice(0)) dispose();
            await right.dispose();
          },
        }),
      });
    },
  },
  {
    does: 'works on another device than it says, in silence',
    fails: 'the device observed at work is the one asked for',
    create: () => {
      const { backend, loseDevice } = referenceBackend();
      return {
        backend: {
          ...backend,
          devices: async () => (await backend.devices()).map((report) => ({ ...report, device: 'gpu' })),
          open: (source, options) =>
            backend.open(source, { ...options, device: options.device === 'gpu' ? 'cpu' : options.device }),
        },
        loseDevice,
        observe: () => ({ device: 'cpu' }),
      };
    },
  },
];

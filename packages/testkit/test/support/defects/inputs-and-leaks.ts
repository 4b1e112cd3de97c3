import { broken, changed, type Defect } from './defect.js';

/** Defects of checking what is fed, and of counting what is held. */
export const inputAndLeakDefects: readonly Defect[] = [
  {
    does: 'passes over inputs that the graph does not have',
    fails: 'a missing or unknown input is INVALID_ARGUMENT',
    create: () =>
      broken({
        run:
          (run, { inputs }) =>
          (feeds, options) => {
            const known = Object.entries(feeds).filter(([name]) =>
              inputs.some((input) => input.name === name),
            );
            return run(Object.fromEntries(known), options);
          },
      }),
  },
  {
    does: 'takes integers for floats',
    fails: 'values of another type are TYPE_UNSUPPORTED',
    create: () =>
      broken({
        run: (run) => (feeds, options) => {
          const float = (data: ArrayLike<number>) => Float32Array.from(data);
          const fed = changed(feeds, 'x', (x) => ({ ...x, type: 'float32', data: float(x.data) }));
          return run(fed, options);
        },
      }),
  },
  {
    does: 'takes the tensors of another backend',
    fails: 'a tensor of another backend is TENSOR_FOREIGN',
    create: () =>
      broken({
        run: (run) => async (feeds, options) => {
          if (Object.values(feeds).every((feed) => 'data' in feed)) return run(feeds, options);
          const entries = Object.entries(feeds).map(async ([name, feed]) => {
            const data = 'data' in feed ? feed.data : await feed.read();
            return [name, { type: feed.type, dims: feed.dims, data }] as const;
          });
          return run(Object.fromEntries(await Promise.all(entries)), options);
        },
      }),
  },
  {
    does: 'leaks every tensor',
    fails: 'live() counts graphs and tensors until they are disposed of',
    create: () => {
      let made = 0;
      return broken({
        run: (run) => async (feeds, options) => {
          const outputs = await run(feeds, options);
          made += Object.keys(outputs).length;
          return outputs;
        },
        backend: (right) => ({ live: async () => ({ ...(await right.live()), tensors: made }) }),
      });
    },
  },
  {
    does: 'leaks the outputs that nobody asked for',
    fails: 'outputs that were not asked for are not held',
    create: () =>
      broken({
        run:
          (run, { outputs }) =>
          async (feeds, options) => {
            const wanted = options?.outputs ?? outputs.map(({ name }) => name);
            const isKnown = wanted.every((name) => outputs.some((output) => output.name === name));
            const made = await run(feeds, isKnown ? { ...options, outputs: undefined } : options);
            return Object.fromEntries(Object.entries(made).filter(([name]) => wanted.includes(name)));
          },
      }),
  },
  {
    does: 'counts a graph that did not open',
    fails: 'what fails leaves nothing behind',
    create: () => {
      let failed = 0;
      return broken({
        backend: (right) => ({
          async open(source, options) {
            try {
              return await right.open(source, options);
            } catch (error) {
              failed++;
              throw error;
            }
          },
          async live() {
            const { graphs, tensors } = await right.live();
            return { graphs: graphs + failed, tensors };
          },
        }),
      });
    },
  },
];

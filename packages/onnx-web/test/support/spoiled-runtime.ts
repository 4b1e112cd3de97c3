import type { OrtRuntime } from '@medicosam/onnx-web';

/** What is done to each value that a run gives. */
export type Spoiling = (value: number) => number;

/** The real runtime, whose float outputs are changed: a device that computes wrongly. */
export function spoiled(runtime: unknown, spoil: Spoiling): OrtRuntime {
  const ort = runtime as OrtRuntime;
  return {
    ...ort,
    InferenceSession: {
      async create(model, options) {
        const session = await ort.InferenceSession.create(model, options);
        const run: typeof session.run = async (feeds, fetches) => {
          const outputs = await session.run(feeds, fetches);
          for (const { data } of Object.values(outputs)) {
            if (data instanceof Float32Array)
              data.forEach((value, i) => {
                data[i] = spoil(value);
              });
          }
          return outputs;
        };
        return new Proxy(session, {
          get: (own, name) => (name === 'run' ? run : Reflect.get(own, name, own)),
        });
      },
    },
  };
}

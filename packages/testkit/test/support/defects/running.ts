import { MedicoSamError, type TensorData } from '@medicosam/core';
import { referenceBackend } from '../../../src/index.js';
import { OPERATORS } from '../../../src/reference/operators/index.js';
import { broken, type Defect, withCapabilities, withValues } from './defect.js';

/** A stack of square matrices with rows and columns changed. */
const transposed = (values: ArrayLike<number>, side: number) =>
  Float32Array.from(values, (_, i) => {
    const matrix = Math.floor(i / side ** 2) * side ** 2;
    const [row, column] = [Math.floor((i - matrix) / side), i % side];
    return values[matrix + column * side + row] ?? 0;
  });

/** Defects of opening, running and disposing. */
export const runningDefects: readonly Defect[] = [
  {
    does: 'does not say why a device cannot be used',
    fails: 'devices() names at least one usable device, and of each other the reason why not',
    create: () =>
      broken({
        backend: (right) => ({
          devices: async () => {
            const reports = await right.devices();
            return [...reports, ...reports.map((report) => ({ ...report, device: 'gpu', usable: false }))];
          },
        }),
      }),
  },
  {
    does: 'states a free size as 1',
    fails: 'a runner states the inputs and outputs of its graph',
    create: () =>
      broken({
        runner: ({ inputs }) => ({
          inputs: inputs.map((spec) => ({
            ...spec,
            dims: spec.dims.map((dim) => (typeof dim === 'string' ? 1 : dim)),
          })),
        }),
      }),
  },
  {
    does: 'reads every weight from the start of the file',
    fails: 'weights come from their place in the weights file',
    create: () =>
      broken({
        source: (source) => ({
          ...source,
          weights: { ...source.weights, read: (_, length) => source.weights.read(0, length) },
        }),
      }),
  },
  {
    does: 'transposes the second matrix of a product',
    fails: 'matrices are multiplied row by column',
    create: () =>
      broken({
        operators: {
          MatMul: (inputs, node) => {
            const [a, b] = inputs;
            const side = b?.dims.at(-1) ?? 0;
            const isSquare = b !== undefined && side === b.dims.at(-2);
            const second = isSquare ? { ...b, data: transposed(b.data, side) } : b;
            return OPERATORS['MatMul']?.([a, second], node) ?? [];
          },
        },
      }),
  },
  {
    does: 'writes into its feeds',
    fails: 'feeds stay as they were',
    create: () =>
      broken({
        run: (run) => async (feeds, options) => {
          const outputs = await run(feeds, options);
          for (const feed of Object.values(feeds)) if ('data' in feed) feed.data.fill(0);
          return outputs;
        },
      }),
  },
  {
    does: 'gives every output',
    fails: 'run gives the outputs asked for, all where none is named',
    create: () =>
      broken({ run: (run) => (feeds, options) => run(feeds, { ...options, outputs: undefined }) }),
  },
  {
    does: 'keeps the sizes of its first run',
    fails: 'a graph runs again with another free size',
    create: () =>
      broken({
        run: (run) => {
          let first: string | undefined;
          return (feeds, options) => {
            const sizes = JSON.stringify(Object.values(feeds).map(({ dims }) => dims));
            first ??= sizes;
            if (sizes === first) return run(feeds, options);
            throw new MedicoSamError('SHAPE_MISMATCH', { message: `Sizes are ${first}, fed were ${sizes}.` });
          };
        },
      }),
  },
  {
    does: 'writes its outputs where those of the run before lie',
    fails: 'outputs outlive later runs and their runner',
    create: () =>
      broken({
        run: (run) => {
          const memory = new Map<string, TensorData>();
          return async (feeds, options) => {
            const outputs = await run(feeds, options);
            const entries = Object.entries(outputs).map(async ([name, tensor]) => {
              const values = await tensor.read();
              const place = memory.get(name);
              if (place?.length === values.length) place.set(values);
              else memory.set(name, values);
              return [name, withValues(tensor, memory.get(name) ?? values)] as const;
            });
            return Object.fromEntries(await Promise.all(entries));
          };
        },
      }),
  },
  {
    does: 'claims device tensors and gives the host’s',
    fails: 'an output stays on the device where it is to be kept and can be, else it is the host’s',
    create: () => withCapabilities({ deviceTensors: true }),
  },
  {
    does: 'disposes of the tensors that it is fed',
    fails: 'the tensors of one runner feed another, and stay the caller’s',
    create: () =>
      broken({
        run: (run) => async (feeds, options) => {
          const outputs = await run(feeds, options);
          for (const feed of Object.values(feeds)) if ('dispose' in feed) feed.dispose();
          return outputs;
        },
      }),
  },
  {
    does: 'breaks a run in flight off when it is disposed of',
    fails: 'dispose may be called twice and lets a run in flight end',
    create: () => {
      const { backend, loseDevice } = referenceBackend();
      const open: typeof backend.open = async (source, options) => {
        const right = await backend.open(source, options);
        let isOver = false;
        return {
          ...right,
          inputs: right.inputs,
          outputs: right.outputs,
          async run(feeds, how) {
            const made = await right.run(feeds, how);
            if (isOver) throw new MedicoSamError('DISPOSED', { message: 'It was disposed of meanwhile.' });
            return made;
          },
          dispose() {
            isOver = true;
            return right.dispose();
          },
        };
      };
      return { backend: { ...backend, open }, loseDevice };
    },
  },
  {
    does: 'runs after it was disposed of',
    fails: 'a run after dispose is DISPOSED',
    create: () => broken({ runner: () => ({ dispose: async () => {} }) }),
  },
];

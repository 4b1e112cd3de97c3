import {
  type Backend,
  checkFeeds,
  createQueue,
  type DeviceReport,
  elementCount,
  type Feeds,
  type GraphRunner,
  type GraphSource,
  MedicoSamError,
  type OpenOptions,
  type Outputs,
  PART_NAMES,
  type Tensor,
  type TensorSpec,
} from '../../../src/index.js';
import { SIDE } from './fake-manifest.js';

interface FakeGraph {
  readonly inputs: readonly TensorSpec[];
  readonly outputs: readonly TensorSpec[];
  /** Values of each output, and its dims. */
  compute(
    read: (name: string) => { dims: readonly number[]; data: ArrayLike<number> },
  ): Record<string, [number[], Float32Array]>;
}

const float = (name: string, dims: (number | string)[]): TensorSpec => ({ name, type: 'float32', dims });
const { imageKeys, decoder } = PART_NAMES;
const embedding = float('image_embedding', [1, 4, 2, 2]);
const keys = [
  float(imageKeys.imageTokens, [4, 4]),
  float(imageKeys.imageK0, [4, 2]),
  float(imageKeys.imageV0, [4, 2]),
  float(imageKeys.imageQ0, [4, 2]),
];
const prompts: TensorSpec[] = [
  float(decoder.points, ['n', 'p', 2]),
  { name: decoder.labels, type: 'int32', dims: ['n', 'p'] },
];
const decoded = [float(decoder.lowResLogits, ['n', 4, 8, 8]), float(decoder.predictedIou, ['n', 4])];

/** Predicted IoU of the four candidates, whatever is asked. */
export const IOUS = [0.5, 0.6, 0.9, 0.7];

/** Logits of an object: `base` of its prompt plus 1000 for each candidate. */
function decode(n: number, base: (object: number, pixel: number) => number) {
  const logits = new Float32Array(n * 4 * 64);
  for (let i = 0; i < logits.length; i++) {
    logits[i] = base(Math.floor(i / 256), i % 64) + 1000 * (Math.floor(i / 64) % 4);
  }
  const ious = Float32Array.from({ length: n * 4 }, (_, i) => IOUS[i % 4] as number);
  return {
    [decoder.lowResLogits]: [[n, 4, 8, 8], logits] as [number[], Float32Array],
    [decoder.predictedIou]: [[n, 4], ious] as [number[], Float32Array],
  };
}

/** What the parts of the fake network compute: simple enough to be foretold in a test. */
export const FAKE_GRAPHS: Record<string, FakeGraph> = {
  /** Value k of the embedding is the first pixel's red plus k. */
  encoder: {
    inputs: [float('image', [1, 3, SIDE, SIDE])],
    outputs: [embedding],
    compute: (read) => {
      const first = read('image').data[0] as number;
      return { image_embedding: [[1, 4, 2, 2], Float32Array.from({ length: 16 }, (_, k) => first + k)] };
    },
  },
  'image-keys': {
    inputs: [embedding],
    outputs: keys,
    compute: (read) =>
      Object.fromEntries(
        keys.map(({ name, dims }) => [
          name,
          [
            dims as number[],
            Float32Array.from(
              { length: elementCount(dims as number[]) },
              (_, k) => read('image_embedding').data[k] as number,
            ),
          ],
        ]),
      ),
  },
  /** The embedding's first value plus the sum of the object's coordinates, absent tokens left out. */
  decoder: {
    inputs: [...keys, ...prompts],
    outputs: decoded,
    compute: (read) => {
      const { dims, data } = read('points');
      const [n = 0, p = 0] = dims;
      const labels = read('labels').data;
      const image = read(imageKeys.imageTokens).data[0] as number;
      return decode(n, (object) => {
        let sum = image;
        for (let k = object * p; k < (object + 1) * p; k++) {
          if (labels[k] !== -2) sum += (data[2 * k] as number) + (data[2 * k + 1] as number);
        }
        return sum;
      });
    },
  },
  /** The mask prompt plus the embedding's first value. */
  'decoder-mask': {
    inputs: [embedding, ...prompts, float(decoder.maskInput, ['n', 1, 8, 8])],
    outputs: decoded,
    compute: (read) => {
      const mask = read(decoder.maskInput).data;
      const image = read('image_embedding').data[0] as number;
      return decode(
        read('points').dims[0] ?? 0,
        (object, pixel) => image + (mask[object * 64 + pixel] as number),
      );
    },
  },
};

/** A backend that computes {@link FAKE_GRAPHS} and writes down what is asked of it. */
export class FakeBackend implements Backend {
  readonly id = 'fake';
  readonly queue = createQueue();
  /** `open part`, `run part`, `run part 3` (with three objects), `dispose part`. */
  readonly log: string[] = [];
  graphs: Record<string, FakeGraph> = { ...FAKE_GRAPHS };
  reports: DeviceReport[] = [fakeDevice('cpu')];
  location: Tensor['location'] = 'host';
  /** What a run waits for before it computes. */
  gate: (part: string) => Promise<void> | undefined = () => undefined;
  #tensors = 0;
  #opened = 0;

  async devices() {
    return this.reports;
  }

  async live() {
    return { graphs: this.#opened, tensors: this.#tensors };
  }

  async open(source: GraphSource, options: OpenOptions): Promise<GraphRunner> {
    this.log.push(`open ${source.part}${options.device === 'cpu' ? '' : ` on ${options.device}`}`);
    await source.graph.read(0, source.graph.size);
    const graph = this.graphs[source.part];
    if (!graph) throw new MedicoSamError('GRAPH_UNSUPPORTED', { message: `No fake graph ${source.part}.` });
    this.#opened++;
    let isDisposed = false;
    return {
      inputs: graph.inputs,
      outputs: graph.outputs,
      run: async (feeds, runOptions) => {
        checkFeeds(graph.inputs, feeds);
        const objects = feeds['points']?.dims[0];
        this.log.push(`run ${source.part}${objects === undefined ? '' : ` ${objects}`}`);
        await this.gate(source.part);
        const values = await this.#read(feeds);
        const made = graph.compute(
          (name) => values[name] as { dims: readonly number[]; data: ArrayLike<number> },
        );
        const wanted = Object.entries(made).filter(([name]) => runOptions?.outputs?.includes(name) ?? true);
        return Object.fromEntries(
          wanted.map(([name, [dims, data]]) => [name, this.#tensor(dims, data)]),
        ) as Outputs;
      },
      dispose: async () => {
        if (isDisposed) return;
        isDisposed = true;
        this.#opened--;
        this.log.push(`dispose ${source.part}`);
      },
    };
  }

  async #read(feeds: Feeds) {
    const entries = Object.entries(feeds).map(async ([name, feed]) => {
      const data = 'data' in feed ? feed.data : await feed.read();
      return [name, { dims: feed.dims, data }] as const;
    });
    return Object.fromEntries(await Promise.all(entries));
  }

  #tensor(dims: number[], data: Float32Array): Tensor {
    this.#tensors++;
    let isDisposed = false;
    return {
      type: 'float32',
      dims,
      location: this.location,
      read: async () => {
        if (isDisposed) throw new MedicoSamError('TENSOR_DISPOSED', { message: 'Disposed.' });
        return data;
      },
      dispose: () => {
        if (!isDisposed) this.#tensors--;
        isDisposed = true;
      },
    };
  }
}

export const fakeDevice = (device: string, fields: Partial<DeviceReport> = {}): DeviceReport => ({
  device,
  usable: true,
  capabilities: {
    lowerings: ['tiled', 'fused'],
    storages: ['fp32', 'w16'],
    offThread: false,
    concurrency: 1,
    deviceTensors: false,
    limits: {},
  },
  ...fields,
});

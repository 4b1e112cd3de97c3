import {
  checkFeeds,
  checkOutputs,
  type Feeds,
  foreignTensor,
  type GraphRunner,
  type HostTensor,
  MedicoSamError,
  type Outputs,
  type RunOptions,
  TENSOR_ARRAYS,
  type Tensor,
  type TensorData,
  type TensorSpec,
  type TensorType,
} from '@medicosam/core';
import { NodeTensor } from './node-tensor.js';
import type { OrtRuntime, OrtSession, OrtTensor, OrtValueMetadata } from './ort-like.js';
import { wrapError } from './wrap-error.js';

/** What a backend counts for its `live()`. */
export interface LiveCounts {
  graphs: number;
  tensors: number;
}

/** What a runner is made of. */
export interface OrtRunnerParts {
  readonly ort: OrtRuntime;
  readonly session: OrtSession;
  readonly part: string;
  readonly device: string;
  /** The backend: its tensors are taken, another's are not. */
  readonly owner: object;
  readonly live: LiveCounts;
}

/** A session of ONNX Runtime as a {@link GraphRunner}. */
export class OrtRunner implements GraphRunner {
  readonly inputs: readonly TensorSpec[];
  readonly outputs: readonly TensorSpec[];
  readonly #parts: OrtRunnerParts;
  readonly #running = new Set<Promise<unknown>>();
  #disposed: Promise<void> | undefined;

  /** @throws MedicoSamError `TYPE_UNSUPPORTED` for an input or output of a type that the contract does not carry. */
  constructor(parts: OrtRunnerParts) {
    this.#parts = parts;
    this.inputs = parts.session.inputMetadata.map(toSpec);
    this.outputs = parts.session.outputMetadata.map(toSpec);
    parts.live.graphs++;
  }

  async run(feeds: Feeds, { outputs, signal }: RunOptions = {}): Promise<Outputs> {
    const { part, device } = this.#parts;
    if (signal?.aborted) throw signal.reason;
    if (this.#disposed) {
      throw new MedicoSamError('DISPOSED', { message: `The part ${part} was run after dispose().` });
    }
    checkFeeds(this.inputs, feeds);
    const fetches = checkOutputs(this.outputs, outputs);
    const given = Object.fromEntries(Object.entries(feeds).map(([name, feed]) => [name, this.#toOrt(feed)]));
    const running = this.#parts.session.run(given, fetches);
    this.#running.add(running);
    let results: Readonly<Record<string, OrtTensor>>;
    try {
      results = await running;
    } catch (error) {
      throw wrapError(error, { doing: 'run', part, device });
    } finally {
      this.#running.delete(running);
    }
    if (signal?.aborted) throw signal.reason;
    return Object.fromEntries(fetches.map((name) => [name, this.#fromOrt(name, results[name])]));
  }

  dispose(): Promise<void> {
    this.#disposed ??= this.#release();
    return this.#disposed;
  }

  async #release(): Promise<void> {
    await Promise.allSettled(this.#running);
    await this.#parts.session.release();
    this.#parts.live.graphs--;
  }

  #toOrt(feed: HostTensor | Tensor): OrtTensor {
    const { ort, owner } = this.#parts;
    if ('data' in feed) return new ort.Tensor(feed.type, feed.data, feed.dims);
    if (feed instanceof NodeTensor && feed.owner === owner) {
      return new ort.Tensor(feed.type, feed.values(), feed.dims);
    }
    throw foreignTensor();
  }

  #fromOrt(name: string, tensor: OrtTensor | undefined): NodeTensor {
    const { owner, live, part } = this.#parts;
    const spec = this.outputs.find((output) => output.name === name);
    if (!tensor || !spec) {
      throw new MedicoSamError('BACKEND_FAILED', { message: `The part ${part} gave no output ${name}.` });
    }
    live.tensors++;
    return new NodeTensor(owner, spec.type, tensor.dims, tensor.data as TensorData, () => live.tensors--);
  }
}

function toSpec({ name, isTensor, type = 'no tensor', shape = [] }: OrtValueMetadata): TensorSpec {
  if (!isTensor || !(type in TENSOR_ARRAYS)) {
    throw new MedicoSamError('TYPE_UNSUPPORTED', {
      message: `Inputs and outputs of a graph are ${Object.keys(TENSOR_ARRAYS).join(', ')}; ${name} is ${type}.`,
    });
  }
  return { name, type: type as TensorType, dims: shape };
}

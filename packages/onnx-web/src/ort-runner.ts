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
  type TensorSpec,
  type TensorType,
} from '@medicosam/core';
import type { DeviceWatch } from './device-watch.js';
import type { OrtRuntime, OrtSession, OrtTensor, OrtValueMetadata } from './runtime/ort-like.js';
import { WebTensor } from './web-tensor.js';
import { deviceLost, wrapError } from './wrap-error.js';

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
  /** Of the GPU device that the session runs on; absent on wasm. */
  readonly watch: DeviceWatch | undefined;
}

/** A session of ONNX Runtime Web as a {@link GraphRunner}. */
export class OrtRunner implements GraphRunner {
  readonly inputs: readonly TensorSpec[];
  readonly outputs: readonly TensorSpec[];
  readonly #parts: OrtRunnerParts;
  readonly #running = new Set<Promise<unknown>>();
  /** Tensors on the GPU that this runner made: their memory is the session's. */
  readonly #onDevice = new Set<WebTensor>();
  #disposed: Promise<void> | undefined;
  #isReleased = false;

  /** @throws MedicoSamError `TYPE_UNSUPPORTED` for an input or output of a type that the contract does not carry. */
  constructor(parts: OrtRunnerParts) {
    this.#parts = parts;
    this.inputs = parts.session.inputMetadata.map(toSpec);
    this.outputs = parts.session.outputMetadata.map(toSpec);
    parts.live.graphs++;
  }

  async run(feeds: Feeds, { outputs, signal }: RunOptions = {}): Promise<Outputs> {
    const { part, device, watch } = this.#parts;
    if (signal?.aborted) throw signal.reason;
    if (this.#disposed) {
      throw new MedicoSamError('DISPOSED', { message: `The part ${part} was run after dispose().` });
    }
    if (watch?.lost !== undefined) throw deviceLost(part, watch.lost);
    checkFeeds(this.inputs, feeds);
    const fetches = checkOutputs(this.outputs, outputs);
    const given = Object.entries(feeds).map(([name, feed]) => [name, this.#toOrt(feed)] as const);
    try {
      const results = await this.#runSession(Object.fromEntries(given), fetches);
      const made = fetches.map((name) => [name, this.#fromOrt(name, results[name])] as const);
      if (!signal?.aborted) return Object.fromEntries(made);
      for (const [, tensor] of made) tensor.dispose();
    } catch (error) {
      if (watch?.lost !== undefined) throw deviceLost(part, watch.lost);
      throw wrapError(error, { doing: 'run', part, device });
    }
    throw signal.reason;
  }

  dispose(): Promise<void> {
    this.#disposed ??= this.#end();
    return this.#disposed;
  }

  /** A run on a device that goes away may never end: its caller is told all the same. */
  async #runSession(
    feeds: Readonly<Record<string, OrtTensor>>,
    fetches: readonly string[],
  ): Promise<Readonly<Record<string, OrtTensor>>> {
    const { session, watch, part } = this.#parts;
    const running = session.run(feeds, fetches);
    const settled = watch?.orLost(running, part) ?? running;
    this.#running.add(settled);
    try {
      return await settled;
    } finally {
      this.#running.delete(settled);
    }
  }

  async #end(): Promise<void> {
    await Promise.allSettled(this.#running);
    this.#parts.live.graphs--;
    await this.#releaseWhenUnused();
  }

  /** A session is kept until the last tensor in its memory is disposed of, or the device has gone. */
  async #releaseWhenUnused(): Promise<void> {
    const isLost = this.#parts.watch?.lost !== undefined;
    if (this.#isReleased || (this.#onDevice.size > 0 && !isLost)) return;
    this.#isReleased = true;
    try {
      await this.#parts.session.release();
    } catch (error) {
      // Of what was on a lost device nothing is left to free.
      if (!isLost)
        throw wrapError(error, { doing: 'run', part: this.#parts.part, device: this.#parts.device });
    }
  }

  #toOrt(feed: HostTensor | Tensor): OrtTensor {
    const { ort, owner } = this.#parts;
    if ('data' in feed) return new ort.Tensor(feed.type, feed.data, feed.dims);
    if (feed instanceof WebTensor && feed.owner === owner) return feed.handle();
    throw foreignTensor();
  }

  #fromOrt(name: string, tensor: OrtTensor | undefined): WebTensor {
    const { owner, live, part, device, watch } = this.#parts;
    const spec = this.outputs.find((output) => output.name === name);
    if (!tensor || !spec) {
      throw new MedicoSamError('BACKEND_FAILED', { message: `The part ${part} gave no output ${name}.` });
    }
    live.tensors++;
    const made = new WebTensor(owner, spec.type, tensor, {
      part,
      device,
      watch,
      onDispose: (disposed) => {
        live.tensors--;
        this.#onDevice.delete(disposed);
        if (this.#disposed) void this.#releaseWhenUnused();
      },
    });
    if (made.location === 'device') this.#onDevice.add(made);
    return made;
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

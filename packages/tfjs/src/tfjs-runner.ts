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
  type Tensor,
  type TensorSpec,
} from '@medicosam/core';
import type { Program } from './graph/program.js';
import { nextTurn, now } from './platform.js';
import { onBackend } from './runtime/engine.js';
import { wrapError } from './runtime/wrap-error.js';
import type { TfLike } from './tf-like.js';
import { download, isData, type TensorContent, type TensorMaker, TfjsTensor } from './tfjs-tensor.js';
import { Value } from './value.js';

/** A run gives the thread back after so many milliseconds, between two nodes: messages and aborts are heard. */
const SLICE_MS = 50;

/** What a runner is made of. */
export interface TfjsRunnerParts {
  readonly tf: TfLike;
  readonly program: Program;
  readonly inputs: readonly TensorSpec[];
  readonly outputs: readonly TensorSpec[];
  /** Names of outputs that stay where they are computed. */
  readonly keptOnDevice: ReadonlySet<string>;
  readonly maker: TensorMaker & { readonly live: { graphs: number; tensors: number } };
}

/** A program as a {@link GraphRunner}. */
export class TfjsRunner implements GraphRunner {
  readonly inputs: readonly TensorSpec[];
  readonly outputs: readonly TensorSpec[];
  readonly #parts: TfjsRunnerParts;
  readonly #running = new Set<Promise<unknown>>();
  #disposed: Promise<void> | undefined;

  constructor(parts: TfjsRunnerParts) {
    this.#parts = parts;
    this.inputs = parts.inputs;
    this.outputs = parts.outputs;
    parts.maker.live.graphs++;
  }

  async run(feeds: Feeds, { outputs, signal }: RunOptions = {}): Promise<Outputs> {
    const { part, device, watch } = this.#parts.maker;
    if (signal?.aborted) throw signal.reason;
    if (this.#disposed) {
      throw new MedicoSamError('DISPOSED', { message: `The part ${part} was run after dispose().` });
    }
    watch.check();
    checkFeeds(this.inputs, feeds);
    const wanted = [...new Set(checkOutputs(this.outputs, outputs))];
    const given = Object.entries(feeds).map(([name, feed]) => [name, this.#take(feed)] as const);
    const running = this.#run(new Map(given), wanted, signal);
    this.#running.add(running);
    try {
      return await running;
    } catch (error) {
      if (signal?.aborted) throw signal.reason;
      watch.check();
      throw wrapError(error, { doing: 'run', part, device });
    } finally {
      this.#running.delete(running);
    }
  }

  dispose(): Promise<void> {
    this.#disposed ??= Promise.allSettled(this.#running).then(() => {
      this.#parts.program.dispose();
      this.#parts.maker.live.graphs--;
    });
    return this.#disposed;
  }

  async #run(
    feeds: Map<string, Value>,
    wanted: readonly string[],
    signal: RunOptions['signal'],
  ): Promise<Outputs> {
    const { tf, program, maker } = this.#parts;
    const steps = program.run(feeds, wanted);
    try {
      for (;;) {
        await nextTurn();
        if (signal?.aborted) throw signal.reason;
        maker.watch.check();
        const values = await onBackend(tf, maker.device, () => advance(steps));
        if (values) return await this.#hand(values, wanted, signal);
      }
    } finally {
      steps.return([]);
    }
  }

  /** Outputs as tensors of the caller's. */
  async #hand(
    values: readonly Value[],
    wanted: readonly string[],
    signal: RunOptions['signal'],
  ): Promise<Outputs> {
    const { tf, maker, keptOnDevice } = this.#parts;
    const kept = new Set<Value>();
    try {
      const contents = await Promise.all(
        values.map(async (value, index) => {
          if (value.host) return value.host.data.slice();
          if (!keptOnDevice.has(wanted[index] ?? '')) return download(value.tensor(tf), value.type, maker);
          kept.add(value);
          return value.tensor(tf);
        }),
      );
      // An abort that came while the thread was blocked is heard.
      await nextTurn();
      if (signal?.aborted) throw signal.reason;
      return Object.fromEntries(
        values.map(({ type, dims }, index) => [
          wanted[index],
          new TfjsTensor(maker, type, dims, contents[index] as TensorContent),
        ]),
      );
    } catch (error) {
      kept.clear();
      throw error;
    } finally {
      for (const value of values) if (!kept.has(value)) value.dispose();
    }
  }

  #take(feed: HostTensor | Tensor): Value {
    const { owner, device } = this.#parts.maker;
    const { type, dims } = feed;
    // A copy: the caller may write into its array once the call has returned.
    if ('data' in feed) return Value.onHost({ type, dims, data: feed.data.slice() });
    if (!(feed instanceof TfjsTensor) || feed.maker.owner !== owner) {
      throw foreignTensor();
    }
    const content = feed.content();
    if (isData(content)) return Value.onHost({ type, dims, data: content });
    if (feed.maker.device === device) return Value.borrow(content);
    throw new MedicoSamError('TENSOR_FOREIGN', {
      message: `A tensor that lies on ${feed.maker.device} was fed to a graph on ${device}.`,
      hint: 'Read the tensor and feed its values.',
    });
  }
}

/** Computes for a while. Undefined while it has not come to the end. */
function advance(steps: Generator<void, readonly Value[]>): readonly Value[] | undefined {
  const end = now() + SLICE_MS;
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    if (now() > end) return undefined;
  }
}

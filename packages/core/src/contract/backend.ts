import type { ErrorCode } from '../errors/codes.js';
import type { AbortSignalLike } from '../platform.js';
import type { Queue } from '../queue/queue.js';
import type { GraphSource, LoadOptions } from './sources.js';
import type { Feeds, Outputs, TensorSpec } from './tensor.js';

/** Facts about a device, as data. */
export interface Capabilities {
  /** Lowerings that run, best first: `tiled`, `fused`. */
  readonly lowerings: readonly string[];
  /** Weight storages that run, best first: `fp32`, `w16`, `fp16`, `int8`. */
  readonly storages: readonly string[];
  /** Whether a running graph leaves the calling thread free. */
  readonly offThread: boolean;
  /** How many runs may overlap. */
  readonly concurrency: number;
  /** Whether outputs can stay in device memory between runs. */
  readonly deviceTensors: boolean;
  /** Limits in bytes or counts, by name, where the device states them. */
  readonly limits: Readonly<Record<string, number>>;
}

/** One device of a backend, usable or with the reason why not. */
export interface DeviceReport {
  /** The user's word: `cpu`, `cuda`, `webgpu`, `wasm`, … */
  readonly device: string;
  readonly usable: boolean;
  /** Why it cannot be used here, in a sentence. */
  readonly reason?: string | undefined;
  /** What to do about it, where something can be done. */
  readonly hint?: string | undefined;
  /** `BACKEND_UNAVAILABLE` where the runtime itself is missing; `DEVICE_UNAVAILABLE` when absent. */
  readonly code?: ErrorCode | undefined;
  /** Names and versions of the runtime and driver: verdicts of probes are kept for each. */
  readonly runtime?: string | undefined;
  readonly capabilities: Capabilities;
}

/** How a graph is opened. */
export interface OpenOptions extends LoadOptions {
  /** One of the names that `devices()` reports. */
  readonly device: string;
  /** Names of outputs that should stay on the device where it can. */
  readonly keepOnDevice?: readonly string[] | undefined;
  /** Passed to the runtime as it is: threads and the like. */
  readonly session?: Readonly<Record<string, unknown>> | undefined;
}

/** An opened graph. */
export interface GraphRunner {
  /** What `run` must be fed, as the graph itself states it. */
  readonly inputs: readonly TensorSpec[];
  /** What `run` gives, as the graph itself states it. */
  readonly outputs: readonly TensorSpec[];
  /**
   * Runs the graph. Inputs stay the caller's, outputs become the caller's.
   *
   * @throws MedicoSamError `SHAPE_MISMATCH`, `TYPE_UNSUPPORTED` or `INVALID_ARGUMENT` for feeds that do not fit,
   *   `TENSOR_FOREIGN`, `TENSOR_DISPOSED`, `BACKEND_FAILED`, `OUT_OF_MEMORY`, `DEVICE_LOST`, `DISPOSED`;
   *   the signal's reason when aborted.
   */
  run(feeds: Feeds, options?: RunOptions): Promise<Outputs>;
  /** Idempotent; a run in flight ends first. */
  dispose(): Promise<void>;
}

/** How a graph is run. */
export interface RunOptions {
  /** The outputs wanted; all when absent. */
  readonly outputs?: readonly string[] | undefined;
  readonly signal?: AbortSignalLike | undefined;
}

/**
 * A message port: `MessagePort`, `Worker` and Node's `parentPort` are easily given this shape (see
 * `wrapMessagePort`). `onmessage` gets the message itself, not an event.
 */
export interface Port {
  /**
   * Sends a structured clone of `message`. Buffers among `transfer` are moved, not copied: they are empty here
   * afterwards. Throws where the message cannot be cloned.
   */
  postMessage(message: unknown, transfer?: readonly unknown[]): void;
  /** Called for each message of the other side, in the order sent; null while nobody listens. */
  onmessage: ((message: unknown) => void) | null;
  /** Ends the connection: nothing is delivered afterwards, in either direction. */
  close(): void;
  /** Keeps the process alive while a call is pending. Absent where a process does not end by itself. */
  ref?(): void;
  /** Lets the process end. */
  unref?(): void;
}

/** A realm (worker thread, web worker) in which a `LocalPredictor` runs. */
export interface Realm {
  readonly port: Port;
  /** Settles when the realm has ended, however it did. */
  readonly closed: Promise<{ readonly reason: string }>;
  /** Ends the realm at once, with whatever runs in it. Idempotent; settles when `closed` has. */
  terminate(): Promise<void>;
}

/**
 * A runtime that runs graphs. It knows nothing of Segment Anything: a new network part is a new graph, not a
 * new method here. See `docs/architecture.md`.
 */
export interface Backend {
  /** For logs and cache keys: `onnx-node`. */
  readonly id: string;
  /** Devices in order of preference. Never throws, and never leaves the realm unusable for a later `open`. */
  devices(): Promise<readonly DeviceReport[]>;
  /**
   * Opens a graph, by path where both parts have one, else from bytes. Memory while opening is bounded: aim at
   * 2.2 times the weights and 150 MB.
   *
   * @throws MedicoSamError `BACKEND_UNAVAILABLE`, `DEVICE_UNAVAILABLE`, `GRAPH_UNSUPPORTED`, `GRAPH_INVALID`,
   *   `BACKEND_FAILED`, `OUT_OF_MEMORY`; the signal's reason when aborted.
   */
  open(graph: GraphSource, options: OpenOptions): Promise<GraphRunner>;
  /** A realm for a predictor. Absent: the predictor runs where it is loaded. */
  spawn?(): Promise<Realm>;
  /**
   * One for each instance of the runtime. Core passes every `open` and `run` through it; a backend does not, or
   * a run would wait for itself.
   */
  readonly queue: Queue;
  /** What is not yet disposed, for leak tests. */
  live(): Promise<{ readonly graphs: number; readonly tensors: number }>;
}

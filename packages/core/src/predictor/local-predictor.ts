import type { Backend } from '../contract/backend.js';
import type { LoadOptions, ModelSource } from '../contract/sources.js';
import type { WantedArtifact } from '../manifest/choose-artifact.js';
import { chooseProven } from '../model/choose-proven.js';
import { Model } from '../model/model.js';
import type { VerdictStore } from '../model/probe-verdicts.js';
import type { AbortSignalLike } from '../platform.js';
import { unknownOperation } from './connection.js';
import { type InvokeOptions, OperationPredictor } from './operation-predictor.js';
import { OPERATIONS, type Operation } from './operations.js';
import type { PredictorInfo } from './predictor.js';

/** Of what a {@link LocalPredictor} is loaded. */
export interface LocalPredictorOptions extends LoadOptions, WantedArtifact {
  readonly model: ModelSource;
  readonly backend: Backend;
  /** Passed to the runtime as it is: threads and the like. */
  readonly session?: Readonly<Record<string, unknown>> | undefined;
  /** Where verdicts of probes are kept; in the process when absent. */
  readonly verdicts?: VerdictStore | undefined;
  /** What it does beside the operations that every predictor has. */
  readonly operations?: Readonly<Record<string, Operation>> | undefined;
}

/** A predictor that works in the realm it was made in. */
export class LocalPredictor extends OperationPredictor {
  readonly #operations: Readonly<Record<string, Operation>>;

  constructor(
    readonly model: Model,
    readonly info: PredictorInfo,
    operations: Readonly<Record<string, Operation>> = {},
  ) {
    super();
    this.#operations = { ...OPERATIONS, ...operations };
  }

  /**
   * Reads the manifest and chooses device, lowering and storage, running probes where they were not run before.
   * Graphs are opened when they are first needed.
   *
   * @throws MedicoSamError as `loadPredictor`.
   */
  static async load(options: LocalPredictorOptions): Promise<LocalPredictor> {
    const { model: source, backend, session, operations, signal, onProgress } = options;
    if (signal?.aborted) throw signal.reason;
    const [manifest, devices] = await Promise.all([
      source.manifest({ signal, onProgress }),
      backend.devices(),
    ]);
    if (signal?.aborted) throw signal.reason;
    const choice = await chooseProven({ ...options, source, manifest, devices, wanted: options });
    const info: PredictorInfo = {
      manifest,
      backend: backend.id,
      device: choice.device,
      lowering: choice.lowering,
      storage: choice.storage,
      realm: 'caller',
      devices,
      reasons: choice.reasons,
      warnings: choice.warnings,
    };
    return new LocalPredictor(new Model({ manifest, source, backend, choice, session }), info, operations);
  }

  protected async perform(
    operation: string,
    args: Readonly<Record<string, unknown>>,
    options: InvokeOptions & { readonly signal: AbortSignalLike },
  ): Promise<unknown> {
    const run = Object.hasOwn(this.#operations, operation) ? this.#operations[operation] : undefined;
    if (!run) throw unknownOperation(operation, Object.keys(this.#operations));
    return run(args as never, {
      model: this.model,
      signal: options.signal,
      priority: options.priority,
      replaces: options.replaces,
      onProgress: options.onProgress ?? (() => {}),
      onItem: options.onItem ?? (() => {}),
    });
  }

  protected end(): Promise<void> {
    return this.model.dispose();
  }
}

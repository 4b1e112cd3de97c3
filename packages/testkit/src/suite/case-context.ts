import type {
  Backend,
  DeviceReport,
  Feeds,
  GraphRunner,
  GraphSource,
  ModelSource,
  OpenOptions,
  Outputs,
  Predictor,
  RunOptions,
  TensorData,
} from '@medicosam/core';
import { check } from './expectations.js';
import type { Observations } from './report.js';
import type { RunRecord } from './run-record.js';

/** A backend to be tested, fresh, and what only a test can do to it. */
export interface TestedBackend {
  readonly backend: Backend;
  /** Makes the device go away as a driver reset would. */
  readonly loseDevice?: (() => void | Promise<void>) | undefined;
  /**
   * What the runtime itself tells of the work it did for a predictor that has answered: `device` in the user's word, the
   * threads that were really started, whether the page is isolated. Not what was chosen: what is seen. It may dispose of
   * the predictor, where a runtime tells only at its end.
   */
  readonly observe?: ((predictor: Predictor) => Observations | Promise<Observations>) | undefined;
  /** Session options of the predictor that is observed, such as those that make a runtime keep a log. */
  readonly observedSession?: Readonly<Record<string, unknown>> | undefined;
}

/** What a {@link CaseContext} is made of. */
export interface CaseContextOptions {
  readonly create: () => TestedBackend | Promise<TestedBackend>;
  readonly device?: string | undefined;
  readonly tolerance: number;
  readonly realm: 'caller' | 'own';
  readonly expected: Observations;
  readonly defaultModel?: ModelSource | undefined;
  readonly record: RunRecord;
}

/** What a case works with: one backend of its own, and the disposal of what was opened on it. */
export class CaseContext {
  readonly tolerance: number;
  /** The model that ships with the SDK, where the runtime bears it. */
  readonly defaultModel: ModelSource | undefined;
  readonly #options: CaseContextOptions;
  readonly #tested: TestedBackend;
  readonly #open: { dispose(): unknown }[] = [];
  #reports: readonly DeviceReport[] | undefined;

  private constructor(options: CaseContextOptions, tested: TestedBackend) {
    this.#options = options;
    this.#tested = tested;
    this.tolerance = options.tolerance;
    this.defaultModel = options.defaultModel;
  }

  /** A context around a fresh backend. */
  static async create(options: CaseContextOptions): Promise<CaseContext> {
    return new CaseContext(options, await options.create());
  }

  get backend(): Backend {
    return this.#tested.backend;
  }

  get loseDevice(): TestedBackend['loseDevice'] {
    return this.#tested.loseDevice;
  }

  /** Where predictors are to run. */
  get realm(): CaseContextOptions['realm'] {
    return this.#options.realm;
  }

  get expected(): Observations {
    return this.#options.expected;
  }

  get record(): RunRecord {
    return this.#options.record;
  }

  get tested(): TestedBackend {
    return this.#tested;
  }

  /** A second backend, with a device and tensors of its own. */
  async another(): Promise<CaseContext> {
    const other = await CaseContext.create(this.#options);
    this.#open.push(other);
    return other;
  }

  /** The report of the device that is tested: the one named, else the first that is usable. */
  async device(): Promise<DeviceReport> {
    this.#reports ??= await this.backend.devices();
    const { device } = this.#options;
    const report = this.#reports.find((one) => (device === undefined ? one.usable : one.device === device));
    check(report?.usable === true, `The device ${device ?? 'to be tested'} is among devices() and usable.`);
    return report;
  }

  /** Opens a graph as core does, through the queue; it is disposed of when the case has ended. */
  async open(source: GraphSource, options: Partial<OpenOptions> = {}): Promise<GraphRunner> {
    const { device } = await this.device();
    const runner = await this.backend.queue.run(() => this.backend.open(source, { device, ...options }));
    this.#open.push(runner);
    return runner;
  }

  /** Runs a graph as core does; outputs are disposed of when the case has ended. */
  async run(runner: GraphRunner, feeds: Feeds, options?: RunOptions): Promise<Outputs> {
    const outputs = await this.backend.queue.run(() => runner.run(feeds, options));
    this.#open.push(...Object.values(outputs));
    return outputs;
  }

  /** The values of one output of a run. */
  async values(runner: GraphRunner, feeds: Feeds, output: string): Promise<TensorData> {
    const tensor = (await this.run(runner, feeds, { outputs: [output] }))[output];
    check(tensor !== undefined, `run gives the output ${output} that was asked for.`);
    return tensor.read();
  }

  /** Frees what the case left open, runners after their tensors. */
  async dispose(): Promise<void> {
    for (const one of this.#open.splice(0).reverse()) await one.dispose();
  }
}

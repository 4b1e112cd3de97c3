import type {
  Capabilities,
  Feeds,
  GraphRunner,
  GraphSource,
  HostTensor,
  Outputs,
  RunOptions,
  Tensor,
} from '@medicosam/core';
import { type Operators, referenceBackend, type TestedBackend } from '../../../src/index.js';

/** A backend that is right but for one thing, and the test that must be the first to fail. */
export interface Defect {
  /** What it does wrong. */
  readonly does: string;
  readonly fails: string;
  create(): TestedBackend;
}

type Run = (feeds: Feeds, options?: RunOptions) => Promise<Outputs>;

/** What is changed about the reference backend. */
export interface Changes {
  readonly operators?: Operators;
  /** What a runner is, beside a right one. */
  readonly runner?: (right: GraphRunner) => Partial<GraphRunner>;
  /** How a runner runs. */
  readonly run?: (run: Run, right: GraphRunner) => Run;
  /** What is opened instead. */
  readonly source?: (source: GraphSource) => GraphSource;
  /** What the backend is, beside a right one. */
  readonly backend?: (right: TestedBackend['backend']) => Partial<TestedBackend['backend']>;
}

/** The reference backend with changes. */
export function broken({ operators, runner, run, source, backend }: Changes): TestedBackend {
  const { backend: right, loseDevice } = referenceBackend({ operators });
  const wrong: TestedBackend['backend'] = {
    ...right,
    async open(given, options) {
      const opened = await right.open(source?.(given) ?? given, options);
      const plain: Run = (feeds, how) => opened.run(feeds, how);
      return {
        inputs: opened.inputs,
        outputs: opened.outputs,
        run: run?.(plain, opened) ?? plain,
        dispose: () => opened.dispose(),
        ...runner?.(opened),
      };
    },
    ...backend?.(right),
  };
  return { backend: wrong, loseDevice };
}

/** The reference backend with other capabilities stated. */
export const withCapabilities = (stated: Partial<Capabilities>, changes: Changes = {}): TestedBackend =>
  broken({
    ...changes,
    backend: (right) => ({
      ...changes.backend?.(right),
      devices: async () =>
        (await right.devices()).map((report) => ({
          ...report,
          capabilities: { ...report.capabilities, ...stated },
        })),
    }),
  });

/** A tensor with other values than its own. */
export const withValues = (tensor: Tensor, values: Awaited<ReturnType<Tensor['read']>>): Tensor => ({
  type: tensor.type,
  dims: tensor.dims,
  location: tensor.location,
  read: async () => values,
  dispose: () => tensor.dispose(),
});

/** Feeds of which one is changed, where it is there and the caller's own. */
export function changed(feeds: Feeds, name: string, change: (feed: HostTensor) => HostTensor): Feeds {
  const feed = feeds[name];
  return feed && 'data' in feed ? { ...feeds, [name]: change(feed) } : feeds;
}

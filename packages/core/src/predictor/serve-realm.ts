import type { Backend, Port } from '../contract/backend.js';
import type { ModelLocation, ModelSource } from '../contract/sources.js';
import type { ProbeVerdict, WantedArtifact } from '../manifest/choose-artifact.js';
import { LocalPredictor } from './local-predictor.js';
import type { PredictorInfo } from './predictor.js';
import { serveOperations } from './serve-predictor.js';
import { remoteSource } from './served-source.js';

/** What the caller asks a realm to load. */
export interface LoadArgs extends WantedArtifact {
  /** Absent: the files are served over the port. */
  readonly location?: ModelLocation | undefined;
  readonly session?: Readonly<Record<string, unknown>> | undefined;
  /** Verdicts of probes that the caller knows. */
  readonly verdicts: readonly (readonly [string, ProbeVerdict])[];
}

/** What the realm answers. */
export interface LoadAnswer {
  readonly info: PredictorInfo;
  /** The verdicts that it found. */
  readonly verdicts: readonly (readonly [string, ProbeVerdict])[];
}

/**
 * The whole of a realm: loads a predictor when the other side of the port asks for one, and serves it. The entry
 * file of a backend's worker calls it.
 *
 * @param openLocation makes the source of a location that this realm can open; undefined of one it cannot, whose
 *   files are then read over the port.
 */
export function serveRealm(
  port: Port,
  backend: Backend,
  openLocation: (location: ModelLocation) => ModelSource | undefined,
): void {
  serveOperations(port, async (args, { signal, onProgress }, connection) => {
    const { location, verdicts, ...wanted } = args as LoadArgs;
    const known = new Map(verdicts);
    const predictor = await LocalPredictor.load({
      ...wanted,
      model: (location && openLocation(location)) ?? remoteSource(connection),
      backend,
      verdicts: known,
      signal,
      onProgress,
    });
    const answer: LoadAnswer = { info: predictor.info, verdicts: [...known] };
    return { predictor, answer };
  });
}

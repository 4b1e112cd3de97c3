import type { Backend, Realm } from '../contract/backend.js';
import type { LoadOptions, ModelSource } from '../contract/sources.js';
import { MedicoSamError } from '../errors/medicosam-error.js';
import type { WantedArtifact } from '../manifest/choose-artifact.js';
import { processVerdicts, type VerdictStore } from '../model/probe-verdicts.js';
import { createClient } from './connect-predictor.js';
import type { Connection } from './connection.js';
import { LocalPredictor } from './local-predictor.js';
import type { Predictor } from './predictor.js';
import { RemotePredictor } from './remote-predictor.js';
import type { LoadAnswer, LoadArgs } from './serve-realm.js';
import { serveSource } from './served-source.js';

/** What {@link loadPredictor} is given. */
export interface LoadPredictorOptions extends LoadOptions, WantedArtifact {
  readonly model: ModelSource;
  readonly backend: Backend;
  /** Run where it is loaded, even if the backend has realms of its own. */
  readonly inRealm?: boolean | undefined;
  /** Passed to the runtime as it is: threads and the like. */
  readonly session?: Readonly<Record<string, unknown>> | undefined;
  /** Where verdicts of probes are kept; in the process when absent. */
  readonly verdicts?: (VerdictStore & Iterable<readonly [string, { passed: boolean }]>) | undefined;
}

/**
 * Loads a model for encoding images and answering prompts: in a realm of the backend's (a worker) where it has them,
 * so that the caller's thread stays free.
 *
 * `device: 'auto'` takes the first device that is usable and computes rightly; a named device runs or throws. See
 * `predictor.info` for what was chosen and why. Graphs are opened at first use.
 *
 * @throws MedicoSamError `MODEL_NOT_FOUND`, `MODEL_FILE_MISSING`, `MANIFEST_INVALID`, `MANIFEST_TOO_NEW`,
 *   `BACKEND_UNAVAILABLE`, `DEVICE_UNAVAILABLE`, `DEVICE_WRONG`, `INVALID_ARGUMENT`, `REALM_LOST`; the signal's
 *   reason when aborted.
 * @example
 * const predictor = await loadPredictor({ model: tiny, backend: onnxNode() });
 */
export async function loadPredictor(options: LoadPredictorOptions): Promise<Predictor> {
  const { model, backend, inRealm = false, signal } = options;
  if (signal?.aborted) throw signal.reason;
  if (inRealm || !backend.spawn) return LocalPredictor.load(options);
  const realm = await backend.spawn();
  const connection = createClient(realm.port, serveSource(model));
  void realm.closed.then(({ reason }) => connection.close(realmLost(reason)));
  try {
    return await loadRemote(options, connection, realm);
  } catch (error) {
    connection.close(realmLost('it was ended after loading failed'));
    await realm.terminate();
    throw error;
  }
}

const realmLost = (reason: string) =>
  new MedicoSamError('REALM_LOST', {
    message: `The realm that ran the predictor has ended: ${reason}.`,
    hint: 'Load the predictor again.',
    details: { reason },
  });

async function loadRemote(
  {
    model,
    device,
    lowering,
    storage,
    session,
    signal,
    onProgress,
    verdicts = processVerdicts,
  }: LoadPredictorOptions,
  connection: Connection,
  realm: Realm,
): Promise<Predictor> {
  const { location } = model;
  const args: LoadArgs = { location, device, lowering, storage, session, verdicts: [...verdicts] };
  const answer = (await connection.call('load', args, { signal, onProgress })) as LoadAnswer;
  for (const [key, verdict] of answer.verdicts) verdicts.set(key, verdict);
  return new RemotePredictor(connection, { ...answer.info, realm: 'own' }, () => realm.terminate());
}

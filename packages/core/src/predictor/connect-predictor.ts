import type { Port } from '../contract/backend.js';
import { Connection, type ConnectionHandlers } from './connection.js';
import type { Predictor, PredictorInfo } from './predictor.js';
import { RemotePredictor } from './remote-predictor.js';

/**
 * The predictor that the other side of a port serves with `servePredictor`: in a worker or frame of the
 * application's own. To dispose of it disposes of the one that is served.
 *
 * @throws MedicoSamError `PROTOCOL_MISMATCH`.
 */
export async function connectPredictor(port: Port): Promise<Predictor> {
  const connection = createClient(port);
  const { info } = (await connection.call('load', {})) as { info: PredictorInfo };
  return new RemotePredictor(connection, info, async () => {});
}

/** The caller's side of a served predictor: embeddings that nobody waits for any more are released. */
export function createClient(port: Port, handle?: ConnectionHandlers['handle']): Connection {
  const connection: Connection = new Connection(port, {
    ...(handle && { handle }),
    discard(result) {
      const { $embedding } = (result ?? {}) as { $embedding?: { handle: number } };
      if ($embedding) connection.call('release', { handle: $embedding.handle }).catch(() => {});
    },
  });
  return connection;
}

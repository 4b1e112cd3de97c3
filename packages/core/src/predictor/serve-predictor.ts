import type { Port } from '../contract/backend.js';
import { MedicoSamError } from '../errors/medicosam-error.js';
import type { ImageEmbedding } from '../model/image-embedding.js';
import { type CallContext, Connection, type Crossing } from './connection.js';
import type { OperationPredictor } from './operation-predictor.js';
import type { EmbeddingRecord } from './remote-embedding.js';
import { fromWire, toWire } from './wire.js';

/** What the realm's side of a port makes of the caller's `load`; `answer` crosses back. */
type LoadHandler = (
  args: unknown,
  context: CallContext,
  connection: Connection,
) => Promise<{ readonly predictor: OperationPredictor; readonly answer: unknown }>;

/**
 * Serves a predictor of the application's own over a port, such as one that several tabs share; the other side gets it
 * by {@link connectPredictor}. The port belongs to the connection from now on. Embeddings stay here and cross as
 * handles; the arrays of results are given away. The other side's `dispose` disposes of the predictor.
 */
export function servePredictor(port: Port, predictor: OperationPredictor): void {
  serveOperations(port, predictor);
}

/**
 * The realm's side of a `RemotePredictor`.
 *
 * @param load the predictor, or what makes it when the other side asks for it
 */
export function serveOperations(port: Port, load: OperationPredictor | LoadHandler): void {
  let predictor = typeof load === 'function' ? undefined : load;
  const embeddings = new Map<number, ImageEmbedding>();
  let nextHandle = 0;

  function hold(embedding: ImageEmbedding): EmbeddingRecord {
    const handle = nextHandle++;
    embeddings.set(handle, embedding);
    const { modelHash, transform, normalisation, warnings } = embedding;
    return { handle, modelHash, transform, normalisation, warnings };
  }

  function held(handle: unknown): ImageEmbedding {
    const embedding = embeddings.get(handle as number);
    if (embedding) return embedding;
    throw new MedicoSamError('TENSOR_DISPOSED', {
      message: 'The image embedding was used after it was released.',
    });
  }

  function crossing(value: unknown): Crossing {
    const transfer = new Set<unknown>();
    return { value: toWire(value, { embedding: hold, transfer, give: true }), transfer: [...transfer] };
  }

  /** What the port itself needs beside the predictor's operations. */
  const services: Record<string, (args: unknown, context: CallContext) => Promise<unknown>> = {
    async load(args, context) {
      if (typeof load !== 'function') return { info: load.info };
      const loaded = await load(args, context, connection);
      predictor = loaded.predictor;
      return loaded.answer;
    },
    async release(args) {
      const { handle } = args as { handle: number };
      embeddings.get(handle)?.release();
      embeddings.delete(handle);
    },
    async serialise(args) {
      return held((args as { handle: number }).handle).serialise();
    },
    async dispose() {
      embeddings.clear();
      await predictor?.dispose();
    },
  };

  const connection: Connection = new Connection(port, {
    async handle(operation, args, context) {
      const service = Object.hasOwn(services, operation) ? services[operation] : undefined;
      if (service) return crossing(await service(args, context));
      if (!predictor) {
        throw new MedicoSamError('INTERNAL', {
          message: `${operation} was asked for before the predictor was loaded.`,
        });
      }
      const { signal, priority, replaces, onProgress } = context;
      const onItem = (item: unknown) => context.onItem(crossing(item));
      const result = await predictor.invoke(operation, fromWire(args, held), {
        signal,
        priority,
        replaces,
        onProgress,
        onItem,
      });
      return crossing(result);
    },
  });
}

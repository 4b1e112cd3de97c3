import type { ByteSource, LoadOptions, ModelSource } from '../contract/sources.js';
import { readManifest } from '../manifest/read-manifest.js';
import type { Connection, ConnectionHandlers } from './connection.js';

/** What crosses of an opened file. A path holds in a realm of the same machine, and of no other. */
interface FileRecord {
  readonly id: number;
  readonly size: number;
  readonly path?: string | undefined;
  /** Whether it can be hashed where it lies. */
  readonly hashes: boolean;
}

/** Serves the reads of a source that has no location a realm could open by itself: the caller's side. */
export function serveSource(source: ModelSource): NonNullable<ConnectionHandlers['handle']> {
  const open = new Map<number, ByteSource>();
  let nextId = 0;
  const services: Record<string, (args: never, options: LoadOptions) => Promise<unknown>> = {
    'source.manifest': (_: never, options) => source.manifest(options),
    async 'source.open'({ file }: { file: string }, options): Promise<FileRecord> {
      const bytes = await source.open(file, options);
      const id = nextId++;
      open.set(id, bytes);
      return { id, size: bytes.size, path: bytes.path, hashes: bytes.sha256 !== undefined };
    },
    async 'source.read'({ id, offset, length }: { id: number; offset: number; length: number }) {
      return open.get(id)?.read(offset, length);
    },
    async 'source.sha256'({ id }: { id: number }) {
      return open.get(id)?.sha256?.();
    },
    async 'source.close'({ id }: { id: number }) {
      const bytes = open.get(id);
      open.delete(id);
      await bytes?.close();
    },
  };
  return async (operation, args, { signal, onProgress }) => {
    const value = await services[operation]?.(args as never, { signal, onProgress });
    // A read is in memory of its own, so it can be given away.
    return { value, transfer: value instanceof Uint8Array ? [value.buffer] : [] };
  };
}

/** The source that the other side of a port serves. */
export function remoteSource(connection: Connection): ModelSource {
  return {
    async manifest(options) {
      return readManifest(await connection.call('source.manifest', {}, options));
    },
    async open(file, options) {
      const opened = (await connection.call('source.open', { file }, options)) as FileRecord;
      const { id, size, path, hashes } = opened;
      return {
        size,
        path,
        read: async (offset, length) =>
          (await connection.call('source.read', { id, offset, length })) as Uint8Array<ArrayBuffer>,
        ...(hashes && {
          sha256: async () => (await connection.call('source.sha256', { id })) as string,
        }),
        close: async () => {
          await connection.call('source.close', { id });
        },
      };
    },
  };
}

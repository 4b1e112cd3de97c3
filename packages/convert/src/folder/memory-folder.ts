import type { ByteSource, Manifest, ModelSource } from '@medicosam/core';
import { bytesSource, MedicoSamError, readManifest } from '@medicosam/core';
import type { FileSink, FolderSink } from './folder-sink.js';

/** A model folder in memory: what was written to it can be opened as a model. */
export class MemoryFolder implements FolderSink, ModelSource {
  readonly #files = new Map<string, Uint8Array<ArrayBuffer>>();

  /** The files written so far, by their names. */
  get files(): ReadonlyMap<string, Uint8Array<ArrayBuffer>> {
    return this.#files;
  }

  async create(file: string): Promise<FileSink> {
    const pieces: Uint8Array[] = [];
    return {
      write: async (bytes) => {
        pieces.push(bytes.slice());
      },
      close: async () => {
        this.#files.set(file, concatenate(pieces.splice(0)));
      },
    };
  }

  async manifest(): Promise<Manifest> {
    return readManifest(this.#file('manifest.json'));
  }

  async open(file: string): Promise<ByteSource> {
    return bytesSource(this.#file(file));
  }

  #file(file: string): Uint8Array<ArrayBuffer> {
    const bytes = this.#files.get(file);
    if (bytes) return bytes;
    throw new MedicoSamError('MODEL_FILE_MISSING', {
      message: `The model folder has no file ${file}.`,
      details: { file },
    });
  }
}

function concatenate(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.byteLength, 0));
  let offset = 0;
  for (const piece of pieces) {
    whole.set(piece, offset);
    offset += piece.byteLength;
  }
  return whole;
}

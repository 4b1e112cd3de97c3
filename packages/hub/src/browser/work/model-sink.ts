import type { FileSink, FolderSink } from '@medicosam/convert';
import { MedicoSamError } from '@medicosam/core';
import type { ModelRecord } from '../../pull/model-record.js';
import { generationFolder, recordPath } from '../layout.js';
import type { KeptRecord } from '../models/kept-record.js';
import type { HubFiles } from '../storage/hub-files.js';

/** A generation of a model that is being written: it is there once its record is, which `commit` writes. */
export class ModelSink implements FolderSink {
  readonly #files: HubFiles;
  readonly #name: string;
  readonly #generation: string;
  readonly #sizes = new Map<string, number>();

  constructor(files: HubFiles, name: string, generation: string) {
    this.#files = files;
    this.#name = name;
    this.#generation = generation;
  }

  async create(file: string): Promise<FileSink> {
    const stored = await this.#files.edit(this.#path(file));
    let bytes = 0;
    return {
      write: async (some) => {
        await stored.write(bytes, some);
        bytes += some.byteLength;
      },
      close: async () => {
        try {
          await stored.flush();
          this.#sizes.set(file, bytes);
        } finally {
          await stored.close();
        }
      },
    };
  }

  /**
   * Puts the model in its place.
   *
   * @throws MedicoSamError `FILE_UNWRITABLE`, `STORAGE_FULL`; `CACHE_LOCKED` where another took over, which happens in
   *   browsers without locks.
   */
  async commit(source: ModelRecord | null): Promise<void> {
    for (const [file, bytes] of this.#sizes) {
      if ((await this.#files.open(this.#path(file)))?.size !== bytes) throw tookOver();
    }
    const record: KeptRecord = {
      version: 1,
      generation: this.#generation,
      source,
      files: Object.fromEntries(this.#sizes),
    };
    await this.#files.writeText(recordPath(this.#name), JSON.stringify(record));
  }

  #path(file: string): string {
    return `${generationFolder(this.#name, this.#generation)}/${file}`;
  }
}

const tookOver = () =>
  new MedicoSamError('CACHE_LOCKED', {
    message: 'Another tab removed what this one was writing.',
    hint: 'Call again: it finds the other’s result, or makes its own.',
  });

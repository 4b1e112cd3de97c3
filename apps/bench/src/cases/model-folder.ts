import { join } from 'node:path';
import type { Manifest } from '@medicosam/core';

/** A model folder on disk, by the graphs that a measurement opens. */
export class ModelFolder {
  constructor(
    readonly folder: string,
    readonly manifest: Manifest,
  ) {}

  /** Path of a part's graph: the first that the manifest lists, as a backend takes it. */
  graph(part: string): string {
    const entry = this.manifest.graphs.find((graph) => graph.part === part);
    if (!entry) throw new Error(`${this.folder} has no graph of ${part}`);
    return join(this.folder, entry.file);
  }
}

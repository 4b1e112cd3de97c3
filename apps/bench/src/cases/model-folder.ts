import { join } from 'node:path';
import type { Manifest } from '@medicosam/core';

/** A model folder on disk, by the graphs that a measurement opens. */
export class ModelFolder {
  constructor(
    readonly folder: string,
    readonly manifest: Manifest,
  ) {}

  /** Path of a part's graph: of the lowering asked for, else the fused one where it was written. */
  graph(part: string, lowering?: string): string {
    const graphs = this.manifest.graphs.filter((entry) => entry.part === part);
    const wanted = lowering ? [lowering] : ['fused', 'tiled'];
    for (const name of wanted) {
      const found = graphs.find((entry) => entry.lowering === name);
      if (found) return join(this.folder, found.file);
    }
    throw new Error(`${this.folder} has no graph of ${part} (${wanted.join(', ')})`);
  }
}

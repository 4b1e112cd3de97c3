import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadPredictor, type Manifest } from '@medicosam/core';
import { onnxNode } from '@medicosam/onnx-node';
import { createHub } from '../../src/index.js';
import type { RegistryEntry } from '../../src/registry/registry-entry.js';
import { lowRes } from '../support/low-res.js';

/** A model as Node's hub makes it. */
export interface ModelOfNode {
  readonly manifest: Manifest;
  /** SHA-256 of every file, but for the record that Node puts beside the manifest. */
  readonly files: Readonly<Record<string, string>>;
  /** Low-res logits of `lowRes`. */
  readonly logits: readonly number[];
}

/** Pulls a checkpoint in Node, runs it, and removes it. */
export async function modelOfNode(path: string, entries: readonly RegistryEntry[]): Promise<ModelOfNode> {
  const cache = mkdtempSync(join(tmpdir(), 'medicosam-hub-'));
  try {
    const { folder, manifest, source } = await createHub({ cache, env: {}, entries }).pull(path);
    const predictor = await loadPredictor({ model: source, backend: onnxNode({ inRealm: true }) });
    const logits = await lowRes(predictor);
    await predictor.dispose();
    return { manifest, files: hashesOf(folder), logits };
  } finally {
    await rm(cache, { recursive: true, force: true });
  }
}

function hashesOf(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (file) => statSync(join(folder, file)).isFile() && file !== 'source.json',
  );
  return Object.fromEntries(
    files.map((file) => [
      file,
      createHash('sha256')
        .update(readFileSync(join(folder, file)))
        .digest('hex'),
    ]),
  );
}

/** The largest absolute difference; NaN where one list is shorter or holds a NaN. */
export const largestDifference = (a: readonly number[], b: readonly number[]): number =>
  a.length === b.length
    ? Math.max(...a.map((value, at) => Math.abs(value - (b[at] ?? Number.NaN))))
    : Number.NaN;

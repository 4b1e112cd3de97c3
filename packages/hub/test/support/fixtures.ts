import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { createHub, type Hub, type HubOptions } from '../../src/index.js';
import type { RegistryEntry } from '../../src/registry/registry-entry.js';

/** A mini checkpoint of 618 kB with random weights. */
export const CHECKPOINT = fileURLToPath(
  new URL('../../../convert/test/fixtures/checkpoints/vit_mini.pt', import.meta.url),
);
export const BYTES: Uint8Array = readFileSync(CHECKPOINT);
export const SHA256 = createHash('sha256').update(BYTES).digest('hex');

/** Another one, of nearly the same size. */
export const OTHER_CHECKPOINT = CHECKPOINT.replace('vit_mini', 'vit_mini_odd_storages');

/** A folder of the running test, removed after it. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'medicosam-hub-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** The mini checkpoint as a registry would have it. */
export const miniEntry = (urls: string[], changes: Partial<RegistryEntry> = {}): RegistryEntry => ({
  name: 'mini',
  title: 'Mini',
  family: 'test',
  task: 'interactive',
  architecture: 'vit_b',
  imageSize: 256,
  encoder: null,
  decoder: null,
  file: 'vit_mini.pt',
  urls,
  page: null,
  bytes: BYTES.length,
  approximateBytes: null,
  xxh128: null,
  sha256: SHA256,
  licence: 'MIT',
  citation: ['Nobody 2026'],
  trained: { preprocess: 'sam', normalisation: 'minmax', maskPrompts: false, prompts: ['point', 'box'] },
  notes: ['Random weights.'],
  ...changes,
});

/** A hub of its own cache, in no hurry to give up and in no need to wait. */
export const testHub = (entries: readonly RegistryEntry[], options: HubOptions = {}): Hub =>
  createHub({
    cache: temporaryFolder(),
    env: {},
    entries,
    retry: { rounds: 4, firstDelayMs: 1 },
    stallMs: 20_000,
    ...options,
  });

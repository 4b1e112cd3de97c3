import { type ChildProcess, spawn } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BlobEntry } from '@medicosam/core';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { diskBlobStore } from '../../src/index.js';
import { temporaryFolder } from '../support/fixtures.js';

const SCRIPT = fileURLToPath(new URL('store-process.mjs', import.meta.url));
const MAX_BYTES = 3_000_000;
/** The most that an entry of the processes takes. */
const ENTRY_BYTES = 1_500_040;

const running = new Set<ChildProcess>();
afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
});

/** Two processes that use one store, killed and begun anew `kills` times; what they found. */
async function useAndKill(folder: string, kills: number) {
  const found = { hits: 0, problems: [] as string[] };
  const start = () => {
    const child = spawn(process.execPath, [SCRIPT, folder, String(MAX_BYTES)], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.add(child);
    let hits = 0;
    const hear = (text: string): void => {
      for (const line of text.split('\n')) {
        if (line === 'hit') hits++;
        else if (line !== '' && line !== 'miss') found.problems.push(line);
      }
    };
    child.stdout.setEncoding('utf8').on('data', hear);
    child.stderr.setEncoding('utf8').on('data', hear);
    const closed = new Promise<void>((resolve) => {
      child.once('close', () => {
        running.delete(child);
        found.hits += hits;
        resolve();
      });
    });
    return {
      child,
      closed,
      works: () => vi.waitFor(() => expect(hits).toBeGreaterThan(5), { timeout: 60_000, interval: 5 }),
    };
  };
  const processes = [start(), start()];
  for (let k = 0; k < kills; k++) {
    const [next] = processes.splice(0, 1);
    await next?.works();
    await new Promise((resolve) => setTimeout(resolve, 100 * Math.random()));
    next?.child.kill('SIGKILL');
    await next?.closed;
    processes.push(start());
  }
  for (const { child, closed } of processes) {
    child.kill('SIGKILL');
    await closed;
  }
  return found;
}

const sizeOf = (entries: readonly BlobEntry[]): number =>
  entries.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);

async function staysWhole(kills: number): Promise<number> {
  const folder = join(temporaryFolder(), 'store');
  const { hits, problems } = await useAndKill(folder, kills);
  expect(problems).toEqual([]);
  expect(hits).toBeGreaterThan(kills / 2);
  const store = diskBlobStore(folder, { maxBytes: MAX_BYTES });
  // Each may have been killed before it made room for its last.
  expect(sizeOf(await store.list())).toBeLessThanOrEqual(MAX_BYTES + 2 * ENTRY_BYTES);
  // The next put sweeps up and keeps the bound.
  await store.put('last-entry', new Uint8Array(10));
  const entries = await store.list();
  expect((await readdir(folder)).sort()).toEqual(entries.map(({ key }) => `${key}.blob`).sort());
  expect(sizeOf(entries)).toBeLessThanOrEqual(MAX_BYTES);
  for (const { key } of entries) expect((await store.get(key))?.length).toBeGreaterThan(0);
  return hits;
}

describe('two processes with one store, killed at random moments', () => {
  it('read nothing that is not as it was put', async () => {
    await staysWhole(6);
  });

  it.runIf(process.env['MEDICOSAM_PROVE'])(
    'read nothing that is not as it was put, over hundreds of kills',
    async () => {
      console.log(`${await staysWhole(150)} entries were read`);
    },
    900_000,
  );
});

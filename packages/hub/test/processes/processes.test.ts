import { type ChildProcess, spawn } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it, vi } from 'vitest';
import type { RegistryEntry } from '../../src/index.js';
import { serveFile } from '../support/file-server.js';
import { BYTES, miniEntry, SHA256, temporaryFolder, testHub } from '../support/fixtures.js';

const SCRIPT = fileURLToPath(new URL('pull-process.mjs', import.meta.url));
const HALF = 300_000;
const children = new Set<ChildProcess>();
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
});

/** A pull in a process of its own. */
function pullProcess(cache: string, entry: RegistryEntry) {
  const child = spawn(process.execPath, [SCRIPT, cache, entry.name, JSON.stringify(entry)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.add(child);
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const ended = new Promise<{ signal: string | null; stdout: string }>((resolve) =>
    child.once('close', (_, signal) => {
      children.delete(child);
      resolve({ signal, stdout });
    }),
  );
  return {
    ended,
    kill: (signal: NodeJS.Signals) => child.kill(signal),
    /** Until it says that it has come to a stage. */
    reached: (stage: string) =>
      vi.waitFor(() => expect(stderr).toContain(`stage ${stage}`), { timeout: 60_000, interval: 5 }),
  };
}

const sizeOf = (path: string): Promise<number> =>
  stat(path).then(
    ({ size }) => size,
    () => -1,
  );

/** A pull in a process of its own that has half of its file, and is sent no more. */
async function halfPulled() {
  const server = await serveFile(BYTES, { stallAfter: HALF }, {});
  const entry = miniEntry([server.url()]);
  const cache = temporaryFolder();
  const first = pullProcess(cache, entry);
  const part = join(cache, 'downloads', 'mini', 'part');
  await vi.waitFor(async () => expect(await sizeOf(part)).toBe(HALF), { timeout: 60_000 });
  return { server, entry, cache, first };
}

describe('a process that is killed', () => {
  it('while it downloads: the next call goes on where it stopped, and nothing is sent twice', async () => {
    const { server, entry, cache, first } = await halfPulled();
    first.kill('SIGKILL');
    expect(await first.ended).toMatchObject({ signal: 'SIGKILL', stdout: '' });
    const hub = testHub([entry], { cache });
    expect(await hub.list()).toEqual([]);
    const { manifest } = await hub.pull('mini');
    expect(manifest.provenance.checkpoint[0]?.sha256).toBe(SHA256);
    expect(server.seen.map(({ range }) => range)).toEqual([undefined, `bytes=${HALF}-`]);
    expect(server.sentBytes()).toBe(BYTES.length);
  });

  it('while it converts: the next call fetches nothing', async () => {
    const server = await serveFile(BYTES);
    const entry = miniEntry([server.url()]);
    const cache = temporaryFolder();
    const first = pullProcess(cache, entry);
    await first.reached('read');
    first.kill('SIGKILL');
    const { stdout } = await first.ended;
    // On a quick machine it may have been done by then: then there is nothing left to do.
    const hub = testHub([entry], { cache });
    const model = await hub.pull('mini', { offline: stdout !== '' });
    expect(new Set((await hub.verify('mini')).map(({ state }) => state))).toEqual(new Set(['ok']));
    expect(model.manifest.provenance.checkpoint[0]?.sha256).toBe(SHA256);
    expect(server.sentBytes()).toBe(BYTES.length);
    expect(await readdir(join(cache, 'staging'))).toEqual([]);
    expect(await readdir(join(cache, 'downloads'))).toEqual([]);
  });

  it('again and again: what is in the cache is whole, and each call begins where the last one was killed', async () => {
    const server = await serveFile(BYTES, { pieceBytes: 4_000, pauseMs: 10 });
    const entry = miniEntry([server.url()]);
    const cache = temporaryFolder();
    const part = join(cache, 'downloads', 'mini', 'part');
    const starts: number[] = [0];
    for (let kills = 0; kills < 5; kills++) {
      const child = pullProcess(cache, entry);
      const from = starts[kills] ?? 0;
      await vi.waitFor(async () => expect(await sizeOf(part)).toBeGreaterThan(from), {
        timeout: 60_000,
        interval: 5,
      });
      child.kill('SIGKILL');
      await child.ended;
      starts.push(await sizeOf(part));
      expect(await testHub([entry], { cache }).list()).toEqual([]);
    }
    expect(JSON.parse((await pullProcess(cache, entry).ended).stdout)).toMatchObject({ sha256: SHA256 });
    expect(server.seen.map(({ range }) => Number(range?.slice(6, -1) ?? 0))).toEqual(starts);
  });
});

describe('a process that is interrupted', () => {
  it('while it downloads: keeps what came, and lets the next one in at once', async () => {
    const { server, entry, cache, first } = await halfPulled();
    first.kill('SIGINT');
    expect(JSON.parse((await first.ended).stdout)).toEqual({ error: 'interrupted' });
    const stages: string[] = [];
    await testHub([entry], { cache }).pull('mini', { onProgress: ({ stage }) => stages.push(stage) });
    expect(stages).not.toContain('wait');
    expect(server.sentBytes()).toBe(BYTES.length);
  });
});

describe('two processes that want the same', () => {
  it('fetch it once: the second waits and finds it', async () => {
    const server = await serveFile(BYTES, { pieceBytes: 2_000 });
    const entry = miniEntry([server.url()]);
    const cache = temporaryFolder();
    const pair = [pullProcess(cache, entry), pullProcess(cache, entry), pullProcess(cache, entry)];
    const results = await Promise.all(pair.map(async ({ ended }) => JSON.parse((await ended).stdout)));
    expect(results.map(({ sha256 }) => sha256)).toEqual([SHA256, SHA256, SHA256]);
    expect(results.filter(({ wasThere }) => !wasThere)).toHaveLength(1);
    expect(server.seen).toHaveLength(1);
    expect(server.sentBytes()).toBe(BYTES.length);
  });

  it('go on when the one that works is killed', async () => {
    const server = await serveFile(BYTES, { stallAfter: HALF }, {});
    const entry = miniEntry([server.url()]);
    const cache = temporaryFolder();
    const first = pullProcess(cache, entry);
    await first.reached('download');
    const second = pullProcess(cache, entry);
    await second.reached('wait');
    await vi.waitFor(async () => expect(await sizeOf(join(cache, 'downloads', 'mini', 'part'))).toBe(HALF));
    first.kill('SIGKILL');
    await first.ended;
    expect(JSON.parse((await second.ended).stdout)).toMatchObject({ wasThere: false, sha256: SHA256 });
    expect(server.sentBytes()).toBe(BYTES.length);
  });
});

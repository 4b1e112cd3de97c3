import { copyFile, cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readManifest } from '@medicosam/core';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { imageFixture, medicosam, miniModel, temporaryFolder } from './medicosam.js';
import { medicosamHere } from './medicosam-here.js';

const folder = await temporaryFolder();
const path = (...parts: string[]): string => join(folder, ...parts);
const nuclei = imageFixture('nuclei_fluo_256.png');
const mini = await miniModel(path('mini'));
const BOX = ['--box', '20,20,60,60'];
let caches = 0;

afterEach(() => vi.unstubAllEnvs());

/** Runs of the command line with one cache of their own: in this process, `alone` in one of their own. */
function inNewCache() {
  const cache = path(`cache-${caches++}`);
  vi.stubEnv('MEDICOSAM_CACHE', cache);
  const run = (...args: string[]) => medicosamHere(args);
  const alone = (...args: string[]) => medicosam(args, { env: { MEDICOSAM_CACHE: cache } });
  const segment = (...args: string[]) => run('segment', nuclei, '--model', mini, ...args);
  return { cache, embeddings: join(cache, 'embeddings'), run, alone, segment };
}

describe('medicosam segment, the second time', () => {
  it('does not run the encoder, which by then may be gone', async () => {
    const { alone } = inNewCache();
    const model = path('without-encoder');
    await cp(mini, model, { recursive: true });
    const segment = (...args: string[]) =>
      alone('segment', nuclei, '--model', model, ...BOX, '--json', ...args);
    const first = await segment();
    expect(first.code, first.stderr).toBe(0);
    expect(first.stderr).toContain(`Encoding ${nuclei}`);
    const manifest = readManifest(await readFile(join(model, 'manifest.json')));
    for (const { part, file } of manifest.graphs) if (part === 'encoder') await rm(join(model, file));
    const second = await segment();
    expect(second.code, second.stderr).toBe(0);
    expect(second.stderr).not.toContain('Encoding');
    const [before, after] = [first, second].map(({ stdout }) => JSON.parse(stdout).results[0]);
    expect([before.fromCache, after.fromCache]).toEqual([false, true]);
    expect(after).toMatchObject({ normalisation: before.normalisation, warnings: [] });
    expect(await segment('--no-cache')).toMatchObject({
      code: 4,
      stderr: expect.stringContaining('error MODEL_FILE_MISSING'),
    });
  });

  it('gives the very same masks', async () => {
    const { segment } = inNewCache();
    const args = ['--point', '100,100', '--point', '30,30', '--box', '20,20,120,120', '--json'];
    const [first, second] = [await segment(...args), await segment(...args)].map(
      ({ stdout }) => JSON.parse(stdout).results[0],
    );
    expect([first.fromCache, second.fromCache]).toEqual([false, true]);
    expect(second.masks).toEqual(first.masks);
    expect(first.masks[0].area).toBeGreaterThan(0);
  });

  it('serves the same pixels under another name, in one run', async () => {
    const { run } = inNewCache();
    await mkdir(path('images'), { recursive: true });
    for (const name of ['a.png', 'b.png']) await copyFile(nuclei, path('images', name));
    const items = ['a.png', 'b.png'].map((image) => ({ image, objects: [{ box: [20, 20, 60, 60] }] }));
    await writeFile(path('prompts.json'), JSON.stringify({ version: 1, items }));
    const args = ['--model', mini, '--prompts', path('prompts.json')];
    const { code, stdout, stderr } = await run('segment', path('images'), ...args);
    expect(code, stderr).toBe(0);
    expect(stdout).toMatch(/a\.png {2}1 mask {2}encoded in \d+ ms, predicted in \d+ ms\n/);
    expect(stdout).toMatch(/b\.png {2}1 mask {2}embedding from the cache in \d+ ms, predicted in \d+ ms\n/);
  });

  it('encodes again where an entry is damaged, and says so', async () => {
    const { embeddings, segment } = inNewCache();
    await segment(...BOX);
    const [entry = ''] = await readdir(embeddings);
    await writeFile(join(embeddings, entry), 'spoilt');
    const { code, stdout, stderr } = await segment(...BOX, '--json');
    expect(code, stderr).toBe(0);
    expect(stderr).toContain('warning STORE_READ_FAILED');
    expect(JSON.parse(stdout).results[0]).toMatchObject({
      fromCache: false,
      warnings: [{ code: 'STORE_READ_FAILED' }],
    });
    expect(JSON.parse((await segment(...BOX, '--json')).stdout).results[0]).toMatchObject({
      fromCache: true,
    });
  });

  it('segments where nothing can be kept, and says so', async () => {
    const { cache, segment } = inNewCache();
    await writeFile(cache, 'no folder');
    const { code, stdout, stderr } = await segment(...BOX, '--json');
    expect(code, stderr).toBe(0);
    expect(stderr).toContain('warning STORE_WRITE_FAILED');
    expect(JSON.parse(stdout).warnings).toMatchObject([{ code: 'STORE_WRITE_FAILED' }]);
  });

  it('keeps nothing with --no-cache', async () => {
    const { cache, segment } = inNewCache();
    for (let k = 0; k < 2; k++) {
      const { stdout } = await segment(...BOX, '--no-cache', '--json');
      expect(JSON.parse(stdout).results[0]).toMatchObject({ fromCache: false });
    }
    await expect(readdir(cache)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('encodes for sessions, whose masks are compared pixel by pixel, and keeps that', async () => {
    const { segment } = inNewCache();
    const session = ['--session', path('a.session.json'), '--json'];
    for (const args of [[...BOX, ...session], session]) {
      const { code, stdout, stderr } = await segment(...args);
      expect(code, stderr).toBe(0);
      expect(JSON.parse(stdout).results[0]).toMatchObject({ fromCache: false });
    }
    expect(JSON.parse((await segment(...BOX, '--json')).stdout).results[0]).toMatchObject({
      fromCache: true,
    });
  });
});

describe('medicosam cache', () => {
  it('says what is kept, and removes it', async () => {
    const { embeddings, run, segment } = inNewCache();
    expect(JSON.parse((await run('cache', 'info', '--json')).stdout)).toEqual({
      folder: embeddings,
      embeddings: 0,
      bytes: 0,
      maxBytes: 2_000_000_000,
      oldestUse: null,
      lastUse: null,
    });
    await segment(...BOX);
    await segment(...BOX, '--normalize', 'minmax');
    const info = JSON.parse((await run('cache', 'info', '--json')).stdout);
    expect(info).toMatchObject({ embeddings: 2, lastUse: expect.stringMatching(/^\d{4}-/) });
    expect(info.bytes).toBeGreaterThan(1000);
    expect((await run('cache', 'info')).stdout).toMatch(
      /2 embeddings, [\d.]+ kB of at most 2\.0 GB[\s\S]*patients/,
    );
    expect(await run('cache', 'clear')).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^Removed 2 embeddings \([\d.]+ kB\)\.\n$/),
    });
    expect(await readdir(embeddings)).toEqual([]);
    expect(JSON.parse((await run('cache', 'clear', '--json')).stdout)).toEqual({ removed: 0, bytes: 0 });
  });

  it.each(['cache', 'segment'])(
    'says in the help of %s that embeddings derive from patients’ pixels',
    async (command) => {
      expect((await medicosamHere([command, '--help'])).stdout).toMatch(/patients[’'] (images|pixels)/);
    },
  );
});

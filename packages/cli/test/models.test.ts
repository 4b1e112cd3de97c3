import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkpointFixture, imageFixture, medicosam, serve, temporaryFolder } from './medicosam.js';

const folder = await temporaryFolder();
const checkpoint = checkpointFixture('vit_mini.pt');
let caches = 0;

/** Runs in a cache of its own, without proxies and mirrors of this machine. */
function inNewCache(more: Record<string, string> = {}) {
  const cache = join(folder, `cache-${caches++}`);
  const env = { MEDICOSAM_CACHE: cache, MEDICOSAM_OFFLINE: '', HTTP_PROXY: '', http_proxy: '', ...more };
  return { cache, run: (...args: string[]) => medicosam(args, { env, cwd: folder }) };
}

describe('medicosam models', () => {
  it('pulls, lists, verifies, segments with, and removes', async () => {
    const { cache, run } = inNewCache();
    const { origin, requests } = await serve(checkpoint);
    const pulled = await run('models', 'pull', `${origin}/Our%20Model.pt`, '--json');
    expect(pulled.code, pulled.stderr).toBe(0);
    const model = join(cache, 'models', 'our-model');
    expect(JSON.parse(pulled.stdout)).toMatchObject({ name: 'our-model', folder: model, wasThere: false });
    expect(pulled.stderr).toMatch(/Downloading 617\.8 kB/);

    const again = await run('models', 'pull', `${origin}/Our%20Model.pt`);
    expect(again.code, again.stderr).toBe(0);
    expect(again.stdout).toMatch(/^our-model .*was there[\s\S]*--model our-model/);
    expect(requests).toEqual(['/Our%20Model.pt']);

    const { models, available } = JSON.parse((await run('models', '--json')).stdout);
    expect(models).toContainEqual(
      expect.objectContaining({ name: 'our-model', from: 'cache', encoder: 'sam-vit' }),
    );
    expect(available).toContainEqual(
      expect.objectContaining({ name: 'vit_b_medical_imaging', permissive: false, fetchable: true }),
    );
    const info = (await run('models', 'info', 'our-model')).stdout;
    expect(info).toMatch(
      /network +sam-vit, input 256 px\n +weights +fp32[\s\S]*from +http:.*Our%20Model\.pt/,
    );
    expect((await run('models', 'list')).stdout).toContain('our-model');
    expect((await run('models', 'path')).stdout).toBe(`${cache}\n`);
    expect((await run('models', 'path', 'our-model')).stdout).toBe(`${model}\n`);
    expect(await run('models', 'verify')).toMatchObject({ code: 0, stdout: 'our-model  intact\n' });
    expect(JSON.parse((await run('inspect', 'our-model', '--json')).stdout)).toMatchObject({ intact: true });

    const image = imageFixture('nuclei_fluo_256.png');
    const segmented = await run('segment', image, '--point', '100,100', '--model', 'our-model', '--json');
    expect(segmented.code, segmented.stderr).toBe(0);
    expect(JSON.parse(segmented.stdout)).toMatchObject({ model: { id: 'our-model' } });

    expect(await run('models', 'remove', 'our-model')).toMatchObject({
      code: 0,
      stdout: 'Removed our-model.\n',
    });
    expect(await readdir(join(cache, 'models'))).toEqual([]);
    expect(await run('models', 'remove', 'our-model')).toMatchObject({
      code: 4,
      stderr: expect.stringMatching(/^error MODEL_NOT_FOUND/),
    });
  }, 240_000);

  it('adds a file, and says where it is damaged', async () => {
    const { run } = inNewCache();
    const added = await run('models', 'add', checkpoint, '--name', 'mine', '--storage', 'w16', '--json');
    expect(added.code, added.stderr).toBe(0);
    const { folder: model, manifest } = JSON.parse(added.stdout);
    expect(manifest.weights).toMatchObject([{ storage: 'w16' }]);
    await writeFile(join(model, manifest.weights[0].file), 'changed');
    const { code, stdout, stderr } = await run('models', 'verify', 'mine');
    expect(code).toBe(4);
    expect(stdout).toMatch(/mine +DAMAGED\n.*weights.* differs/);
    expect(stderr).toMatch(/error MODEL_CHECKSUM_MISMATCH: .*mine/);
  });

  it('tells licence and citation before it fetches, and asks where the licence is not known', async () => {
    const { origin, requests } = await serve(checkpoint);
    const { run } = inNewCache({ MEDICOSAM_HUB_MIRROR: origin });
    const asked = await run('models', 'pull', 'vit_b_medical_imaging');
    expect(asked.code).toBe(2);
    expect(asked.stderr).toMatch(
      /licence not known[\s\S]*cite: .*MedicoSAM[\s\S]*error LICENCE_NOT_ACCEPTED[\s\S]*--accept-licence/,
    );
    expect(requests).toEqual([]);
    // The mirror serves another file: its hash tells.
    const { code, stderr } = await run('models', 'pull', 'vit_b_medical_imaging', '--accept-licence');
    expect(code).toBe(4);
    expect(stderr).toMatch(/error MODEL_CHECKSUM_MISMATCH: .*xxh128/);
    expect(requests).toEqual(['/vit_b_medical_imaging.pt']);
  });

  it('says where a person gets what no program can fetch', async () => {
    const { code, stderr } = await inNewCache().run('models', 'pull', 'medsam_vit_b');
    expect(code).toBe(4);
    expect(stderr).toMatch(/error DOWNLOAD_FAILED: [\s\S]*hint: .*drive\.google\.com[\s\S]*models add/);
  });

  it('knows a house’s own registry', async () => {
    const registry = join(folder, 'registry');
    await mkdir(registry);
    const { origin } = await serve(checkpoint);
    const unknown = { preprocess: null, normalisation: null, maskPrompts: null, prompts: null };
    const entry = {
      name: 'ours',
      title: 'Our model',
      family: 'ours',
      task: 'interactive',
      architecture: 'vit_b',
      imageSize: 256,
      encoder: null,
      decoder: null,
      file: 'ours.pt',
      urls: [`${origin}/ours.pt`],
      page: null,
      bytes: null,
      approximateBytes: null,
      xxh128: null,
      sha256: null,
      licence: 'MIT',
      citation: [],
      trained: unknown,
      notes: [],
    };
    await writeFile(join(registry, 'ours.json'), JSON.stringify(entry));
    const { run } = inNewCache({ MEDICOSAM_HUB_REGISTRY: registry });
    const { code, stdout, stderr } = await run('models', 'pull', 'ours', '--json');
    expect(code, stderr).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      entry: 'ours',
      manifest: { title: 'Our model', licence: 'MIT' },
    });
    expect(stderr).toContain('Not known of its training');
  });

  it('shows what is known of a name', async () => {
    const { run } = inNewCache();
    const { code, stdout } = await run('models', 'info', 'vit_b_medical_imaging');
    expect(code).toBe(0);
    expect(stdout).toMatch(/xxh128 +40169f1e3c03a4b67bff58249c176d92/);
    expect(stdout).toMatch(/sha256 +unknown/);
    expect(stdout).toMatch(/normalisation +percentile:1,99/);
    expect(JSON.parse((await run('models', 'info', 'vit_b', '--json')).stdout)).toMatchObject({
      cached: null,
      entry: { bytes: 375_042_383 },
    });
    expect(await run('models', 'info', 'vit_q')).toMatchObject({ code: 4, stdout: '' });
  });

  it('sends --model to pull where the name is known and the model is not here', async () => {
    const args = ['segment', imageFixture('nuclei_fluo_256.png'), '--point', '1,2', '--model', 'vit_b'];
    expect(await inNewCache().run(...args)).toMatchObject({
      code: 4,
      stderr: expect.stringMatching(/error MODEL_NOT_FOUND: [\s\S]*models pull vit_b/),
    });
  });

  it('uses no network where it is told so', async () => {
    const { code, stderr } = await inNewCache().run('models', 'pull', 'vit_b', '--offline');
    expect(code).toBe(4);
    expect(stderr).toMatch(/error OFFLINE/);
  });

  it.skipIf(process.platform === 'win32')('ends with 130 at Ctrl-C, and the next call goes on', async () => {
    const { cache, run } = inNewCache();
    const { origin } = await serve(checkpoint, { stallAfter: 300_000 });
    const args = ['models', 'pull', `${origin}/mini.pt`];
    const interrupted = await medicosam(args, {
      env: { MEDICOSAM_CACHE: cache },
      onStart: (child) =>
        child.stderr?.on('data', (text: string) => /Downloading/.test(text) && child.kill('SIGINT')),
    });
    expect(interrupted).toMatchObject({
      code: 130,
      stdout: '',
      stderr: expect.stringMatching(/error INTERRUPTED/),
    });
    expect(await readdir(cache)).not.toContain('models');
    expect(await run(...args)).toMatchObject({ code: 0, stdout: expect.stringMatching(/^mini /) });
  });

  it.each([
    ['a command that it does not have', ['models', 'lst'], /lst/],
    ['no name', ['models', 'pull'], /name/],
    ['an unknown storage', ['models', 'pull', 'vit_b', '--storage', 'int4'], /int4/],
  ])('refuses %s with 2', async (_, args, message) => {
    const { code, stderr } = await inNewCache().run(...args);
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
  });
});

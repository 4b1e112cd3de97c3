import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { serveFile } from './support/file-server.js';
import {
  BYTES,
  CHECKPOINT,
  miniEntry,
  OTHER_CHECKPOINT,
  SHA256,
  temporaryFolder,
  testHub,
} from './support/fixtures.js';

describe('Hub.pull', () => {
  it('fetches a model by name, converts it with what the registry knows, and leaves nothing else', async () => {
    const server = await serveFile(BYTES);
    const hub = testHub([miniEntry([server.url()])]);
    const stages = new Set<string>();
    const licences: unknown[] = [];
    const model = await hub.pull('mini', {
      onLicence: (notice) => licences.push(notice),
      onProgress: ({ stage }) => stages.add(stage),
    });
    expect(model).toMatchObject({
      name: 'mini',
      wasThere: false,
      folder: join(hub.folder, 'models', 'mini'),
    });
    expect(model.manifest).toMatchObject({
      id: 'mini',
      title: 'Mini',
      licence: 'MIT',
      citation: ['Nobody 2026'],
      trained: { normalisation: 'minmax', maskPrompts: false, prompts: ['point', 'box'] },
      provenance: { checkpoint: [{ sha256: SHA256, bytes: BYTES.length }] },
    });
    expect(await model.source.manifest()).toEqual(model.manifest);
    expect(licences).toMatchObject([
      { name: 'mini', licence: 'MIT', permissive: true, citation: ['Nobody 2026'] },
    ]);
    expect([...stages]).toEqual(['download', 'read', 'convert']);
    expect(await readdir(join(hub.folder, 'downloads'))).toEqual([]);
    expect(await readdir(join(hub.folder, 'staging'))).toEqual([]);
    expect(server.seen).toMatchObject([
      { range: undefined, userAgent: expect.stringMatching(/^medicosam-hub\//) },
    ]);
    expect(server.sentBytes()).toBe(BYTES.length);
  });

  it('asks nothing the second time', async () => {
    const server = await serveFile(BYTES);
    const entries = [miniEntry([server.url()])];
    const hub = testHub(entries);
    await hub.pull('mini');
    const again = await testHub(entries, { cache: hub.folder }).pull('mini', { offline: true });
    expect(again.wasThere).toBe(true);
    expect(server.seen).toHaveLength(1);
  });

  it('takes an address, and names the model after its file', async () => {
    const server = await serveFile(BYTES);
    const hub = testHub([]);
    const model = await hub.pull(server.url('/models/My%20Model.pt?token=secret'));
    expect(model).toMatchObject({ name: 'my-model', entry: null });
    const record = await readFile(join(model.folder, 'source.json'), 'utf8');
    expect(JSON.parse(record)).toMatchObject({ url: server.url('/models/My%20Model.pt'), sha256: SHA256 });
    expect(record).not.toContain('secret');
    expect(await hub.pull(server.url('/models/My%20Model.pt?token=secret'))).toMatchObject({
      wasThere: true,
    });
  });

  it('takes a file, and knows it by its hash', async () => {
    const hub = testHub([miniEntry([])]);
    const model = await hub.pull(CHECKPOINT);
    expect(model).toMatchObject({ name: 'mini', entry: { title: 'Mini' }, manifest: { licence: 'MIT' } });
    expect(await hub.get('mini')).toMatchObject({ record: { url: null, entry: 'mini' } });
  });

  it('takes a file that it does not know by its tensors', async () => {
    const model = await testHub([]).pull(OTHER_CHECKPOINT, { facts: { licence: 'MIT' } });
    expect(model).toMatchObject({
      name: 'vit_mini_odd_storages',
      entry: null,
      manifest: { licence: 'MIT', architecture: { encoder: 'sam-vit', details: { width: 32 } } },
    });
  });

  it('takes a file: address, its own or a mirror’s', async () => {
    const folder = temporaryFolder();
    await writeFile(join(folder, 'vit_mini.pt'), BYTES);
    const address = new URL(`file://${folder}/vit_mini.pt`).href;
    expect(await testHub([]).pull(address)).toMatchObject({ name: 'vit_mini' });
    const mirrored = testHub([miniEntry(['http://127.0.0.1:1/'])], {
      env: { MEDICOSAM_HUB_MIRROR: `file://${folder}/` },
    });
    expect(await mirrored.pull('mini', { offline: true })).toMatchObject({ name: 'mini', wasThere: false });
  });

  it('writes the storages that are asked for', async () => {
    const hub = testHub([]);
    const { manifest } = await hub.pull(CHECKPOINT, { storages: ['w16'] });
    expect(manifest.weights.map(({ storage }) => storage)).toEqual(['w16']);
    await expect(hub.pull(CHECKPOINT, { storages: ['fp32'] })).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      hint: expect.stringContaining('models remove vit_mini'),
    });
  });
});

describe('an abort', () => {
  it.each(['download', 'read', 'convert'])(
    'while it is at %s ends the call with its reason, and the next one goes on',
    async (stage) => {
      const server = await serveFile(BYTES, { pieceBytes: 50_000 }, {});
      const entries = [miniEntry([server.url()])];
      const hub = testHub(entries);
      const controller = new AbortController();
      const reason = new Error('enough');
      const pulling = hub.pull('mini', {
        signal: controller.signal,
        onProgress: (progress) => {
          if (progress.stage === stage && (progress.loadedBytes ?? 1) > 0) controller.abort(reason);
        },
      });
      await expect(pulling).rejects.toBe(reason);
      expect(await hub.list()).toEqual([]);
      expect(await readdir(join(hub.folder, 'downloads', 'mini'))).not.toEqual([]);
      const { manifest } = await testHub(entries, { cache: hub.folder }).pull('mini');
      expect(manifest.provenance.checkpoint[0]?.sha256).toBe(SHA256);
      // At most what was on its way when the first call let go.
      expect(server.seen.length).toBe(stage === 'download' ? 2 : 1);
    },
  );

  it('while it hashes a file', async () => {
    const controller = new AbortController();
    const pulling = testHub([]).pull(CHECKPOINT, {
      signal: controller.signal,
      onProgress: () => controller.abort('enough'),
    });
    await expect(pulling).rejects.toBe('enough');
  });

  it('before it begins', async () => {
    await expect(testHub([]).pull(CHECKPOINT, { signal: AbortSignal.abort('enough') })).rejects.toBe(
      'enough',
    );
  });
});

describe('two calls in one process', () => {
  it('fetch it once', async () => {
    const server = await serveFile(BYTES, { pieceBytes: 50_000 });
    const hub = testHub([miniEntry([server.url()])]);
    const models = await Promise.all([hub.pull('mini'), hub.pull('mini')]);
    expect(models.filter(({ wasThere }) => wasThere)).toHaveLength(1);
    expect(server.seen).toHaveLength(1);
  });
});

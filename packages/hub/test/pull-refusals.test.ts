import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { REGISTRY } from '../src/index.js';
import { serveFile } from './support/file-server.js';
import { BYTES, CHECKPOINT, miniEntry, OTHER_CHECKPOINT, testHub } from './support/fixtures.js';
import { serveProxy } from './support/proxy.js';

describe('Hub.pull, before it fetches', () => {
  it('holds where the licence is not known, and goes on when it is accepted', async () => {
    const server = await serveFile(BYTES);
    const hub = testHub([miniEntry([server.url()], { licence: null, notes: ['No licence was found.'] })]);
    const heard: unknown[] = [];
    await expect(hub.pull('mini', { onLicence: (notice) => heard.push(notice) })).rejects.toMatchObject({
      code: 'LICENCE_NOT_ACCEPTED',
      message: expect.stringContaining('No licence was found.'),
      hint: expect.stringContaining('--accept-licence'),
    });
    expect(heard).toMatchObject([{ licence: null, permissive: false }]);
    expect(server.seen).toEqual([]);
    expect(await hub.pull('mini', { acceptLicence: true })).toMatchObject({ wasThere: false });
  });

  it('refuses a decoder without an encoder', async () => {
    await expect(testHub([]).pull('vit_b_lm_decoder')).rejects.toMatchObject({
      code: 'CHECKPOINT_INCOMPLETE',
      hint: expect.stringContaining('vit_b_lm:'),
    });
  });

  it('uses no network where it is told so', async () => {
    const server = await serveFile(BYTES);
    const entries = [miniEntry([server.url()])];
    await expect(testHub(entries).pull('mini', { offline: true })).rejects.toMatchObject({ code: 'OFFLINE' });
    const hub = testHub(entries, { env: { MEDICOSAM_OFFLINE: '1' } });
    await expect(hub.pull('mini')).rejects.toMatchObject({ code: 'OFFLINE' });
    await expect(hub.pull('mini', { offline: false })).resolves.toMatchObject({ wasThere: false });
    expect(server.seen).toHaveLength(1);
  });

  it('asks the mirror, and it alone', async () => {
    const [mirror, server] = [await serveFile(BYTES), await serveFile(BYTES)];
    const hub = testHub([miniEntry([server.url()])], {
      env: { MEDICOSAM_HUB_MIRROR: `${mirror.origin}/models` },
    });
    await hub.pull('mini');
    expect(mirror.seen).toMatchObject([{ path: '/models/vit_mini.pt' }]);
    expect(server.seen).toEqual([]);
  });

  it.each(['HTTP_PROXY', 'http_proxy'])('goes through the proxy that %s names', async (variable) => {
    const proxy = await serveProxy((await serveFile(BYTES)).origin);
    const hub = testHub([miniEntry(['http://models.example.invalid/vit_mini.pt'])], {
      env: { [variable]: proxy.origin },
    });
    expect(await hub.pull('mini')).toMatchObject({ wasThere: false });
    expect(proxy.asked).toEqual(['models.example.invalid:80']);
  });

  it('passes the proxy by for hosts that NO_PROXY names', async () => {
    const server = await serveFile(BYTES);
    const hub = testHub([miniEntry([server.url()])], {
      env: { HTTP_PROXY: 'http://127.0.0.1:1', NO_PROXY: '127.0.0.1' },
    });
    expect(await hub.pull('mini')).toMatchObject({ wasThere: false });
  });

  it('says that there is no room', async () => {
    const server = await serveFile(BYTES);
    const hub = testHub([miniEntry([server.url()], { bytes: null, approximateBytes: 1e17 })]);
    await expect(hub.pull('mini')).rejects.toMatchObject({
      code: 'FILE_UNWRITABLE',
      message: expect.stringContaining('no room'),
    });
    expect(server.seen).toEqual([]);
  });

  it.each([
    ['a name that nobody knows', 'vit_q', 'MODEL_NOT_FOUND'],
    ['a folder', '.', 'MODEL_NOT_FOUND'],
    ['an address that is none', 'http://', 'INVALID_ARGUMENT'],
    ['a file: address of nothing', 'file:///there/is/nothing.pt', 'FILE_UNREADABLE'],
  ])('refuses %s', async (_, what, code) => {
    await expect(testHub([]).pull(what)).rejects.toMatchObject({ code });
  });

  it('refuses names that would leave the cache', async () => {
    await expect(testHub([]).pull(CHECKPOINT, { name: '../outside' })).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
    });
  });

  it('refuses a name that stands for another checkpoint', async () => {
    const hub = testHub([]);
    await hub.pull(CHECKPOINT, { name: 'mine' });
    await expect(hub.pull(OTHER_CHECKPOINT, { name: 'mine' })).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      message: expect.stringContaining('another checkpoint'),
      hint: expect.stringContaining('models remove mine'),
    });
  });

  it('suggests a name that is near', async () => {
    expect(REGISTRY.some(({ name }) => name === 'vit_b_medical_imaging')).toBe(true);
    await expect(testHub([]).pull('medical_imaging')).rejects.toMatchObject({
      hint: expect.stringContaining('vit_b_medical_imaging'),
    });
  });
});

// The device that is always full is Linux's.
describe.skipIf(process.platform !== 'linux')('a full disk', () => {
  it('is told, keeps nothing half-done, and the next call goes on', async () => {
    const server = await serveFile(BYTES);
    const hub = testHub([miniEntry([server.url()])]);
    const part = join(hub.folder, 'downloads', 'mini', 'part');
    await mkdir(join(hub.folder, 'downloads', 'mini'), { recursive: true });
    await symlink('/dev/full', part);
    await expect(hub.pull('mini')).rejects.toMatchObject({
      code: 'FILE_UNWRITABLE',
      message: expect.stringContaining('ENOSPC'),
      hint: expect.stringContaining('MEDICOSAM_CACHE'),
    });
    expect(await hub.list()).toEqual([]);
    await rm(part);
    expect(await hub.pull('mini')).toMatchObject({ wasThere: false });
  });

  it('or a cache that may not be written', async () => {
    const hub = testHub([]);
    await writeFile(join(hub.folder, 'models'), 'a file in the way');
    await expect(hub.pull(CHECKPOINT)).rejects.toMatchObject({ code: 'FILE_UNWRITABLE' });
  });
});

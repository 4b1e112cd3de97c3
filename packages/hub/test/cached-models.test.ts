import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadPredictor } from '@medicosam/core';
import { onnxNode } from '@medicosam/onnx-node';
import { describe, expect, it } from 'vitest';
import { BYTES, CHECKPOINT, testHub } from './support/fixtures.js';

describe('models in the cache', () => {
  it('are listed with where they come from', async () => {
    const hub = testHub([]);
    expect(await hub.list()).toEqual([]);
    await hub.pull(CHECKPOINT, { name: 'second' });
    await hub.pull(CHECKPOINT, { name: 'first', storages: ['w16'] });
    // What is no model does not hide the others.
    await mkdir(join(hub.folder, 'models', 'not-a-model'));
    await mkdir(join(hub.folder, 'models', 'damaged'));
    await writeFile(join(hub.folder, 'models', 'damaged', 'manifest.json'), '{}');
    const models = await hub.list();
    expect(models.map(({ name }) => name)).toEqual(['first', 'second']);
    expect(models[1]).toMatchObject({
      record: { bytes: BYTES.length, url: null },
      manifest: { id: 'second' },
    });
    expect(models[0]?.bytes).toBeLessThan(models[1]?.bytes ?? 0);
  });

  it('segment, by their name', async () => {
    const hub = testHub([]);
    await hub.pull(CHECKPOINT, { facts: { network: { decoderHeads: 4 } } });
    const predictor = await loadPredictor({
      model: hub.source('vit_mini'),
      backend: onnxNode(),
      inRealm: true,
      device: 'cpu',
    });
    const image = {
      data: new Uint8Array(64 * 64).map((_, index) => index),
      width: 64,
      height: 64,
      channels: 1 as const,
    };
    const embedding = await predictor.encode(image);
    const [mask] = await predictor.predict(embedding, { points: [{ x: 20, y: 20, label: 1 }] });
    expect(mask).toMatchObject({ width: 64, height: 64 });
    await predictor.dispose();
  });

  it('are found by a name that no registry knows', async () => {
    const hub = testHub([]);
    await hub.pull(CHECKPOINT, { name: 'ours' });
    expect(await hub.pull('ours', { offline: true })).toMatchObject({ name: 'ours', wasThere: true });
  });

  it('take the place of what is left of one, and not of one that another version wrote', async () => {
    const hub = testHub([]);
    const { folder } = await hub.pull(CHECKPOINT);
    await rm(join(folder, 'manifest.json'));
    expect(await hub.pull(CHECKPOINT)).toMatchObject({ wasThere: false });
    await writeFile(join(folder, 'manifest.json'), '{ "schemaVersion": "9.0" }');
    await expect(hub.pull(CHECKPOINT)).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      hint: expect.stringContaining('models remove vit_mini'),
    });
  });

  it('are looked for only when they are used', async () => {
    const source = testHub([]).source('vit_b');
    await expect(source.manifest()).rejects.toMatchObject({
      code: 'MODEL_NOT_FOUND',
      hint: expect.stringContaining('models pull vit_b'),
    });
  });

  it('are verified file by file', async () => {
    const hub = testHub([]);
    const { folder } = await hub.pull(CHECKPOINT);
    const checks = await hub.verify('vit_mini');
    expect(checks.length).toBeGreaterThan(5);
    expect(new Set(checks.map(({ state }) => state))).toEqual(new Set(['ok']));
    await writeFile(join(folder, 'weights.safetensors'), 'changed');
    await rm(join(folder, 'image-keys.tiled.onnx'));
    const states = new Map((await hub.verify('vit_mini')).map(({ file, state }) => [file, state]));
    expect(states.get('weights.safetensors')).toBe('differs');
    expect(states.get('image-keys.tiled.onnx')).toBe('missing');
    await expect(hub.verify('another')).rejects.toMatchObject({ code: 'MODEL_NOT_FOUND' });
  });

  it('are removed with what was fetched of them', async () => {
    const hub = testHub([]);
    await hub.pull(CHECKPOINT);
    await mkdir(join(hub.folder, 'downloads', 'vit_mini'), { recursive: true });
    expect(await hub.remove('vit_mini')).toBe(true);
    expect(await hub.get('vit_mini')).toBeUndefined();
    expect(await readdir(join(hub.folder, 'downloads'))).toEqual([]);
    expect(await readdir(join(hub.folder, 'staging'))).toEqual([]);
    expect(await hub.remove('vit_mini')).toBe(false);
  });

  it('have names that stay in the cache', async () => {
    const hub = testHub([]);
    for (const name of ['..', '../x', 'a/b', '']) {
      await expect(hub.remove(name)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
      await expect(hub.get(name)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
      expect(() => hub.source(name)).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }));
    }
  });
});

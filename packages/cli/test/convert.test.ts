import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { checkpointFixture, imageFixture, medicosam, temporaryFolder } from './medicosam.js';

const folder = await temporaryFolder();
const path = (...parts: string[]): string => join(folder, ...parts);
const checkpoint = checkpointFixture('vit_mini.pt');

describe('medicosam convert', () => {
  beforeAll(async () => {
    const { code, stderr } = await medicosam([
      'convert',
      checkpoint,
      '-o',
      path('Mini Model'),
      '--storage',
      'fp32,w16,int8',
      '--decoder-heads',
      '4',
    ]);
    expect(code, stderr).toBe(0);
  });

  it('writes a folder that inspect finds intact', async () => {
    const { code, stdout } = await medicosam(['inspect', path('Mini Model'), '--json']);
    expect(code).toBe(0);
    const { manifest, intact } = JSON.parse(stdout);
    expect(intact).toBe(true);
    expect(manifest).toMatchObject({ id: 'mini-model', image: { size: 256 } });
    expect(manifest.weights.map(({ storage }: { storage: string }) => storage)).toEqual([
      'fp32',
      'w16',
      'int8',
    ]);
    expect((await readdir(folder)).filter((name) => name.includes('.tmp'))).toEqual([]);
  });

  it('does not write over a folder unless forced', async () => {
    const again = ['convert', checkpoint, '-o', path('Mini Model'), '--decoder-heads', '4'];
    expect(await medicosam(again)).toMatchObject({ code: 2, stderr: expect.stringContaining('--force') });
    const { code, stdout } = await medicosam([...again, '--force', '--id', 'other', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ folder: path('Mini Model'), manifest: { id: 'other' } });
  });

  it('makes a model that segments', async () => {
    const image = imageFixture('nuclei_fluo_256.png');
    const args = ['--point', '100,100', '--model', path('Mini Model'), '--json', '--quiet'];
    const { code, stdout, stderr } = await medicosam(['segment', image, ...args]);
    expect(code, stderr).toBe(0);
    expect(JSON.parse(stdout).results[0].masks[0].rle.size).toEqual([256, 256]);
  });

  it('finds a changed file and ends with 4', async () => {
    const target = path('damaged');
    await medicosam(['convert', checkpoint, '-o', target, '--decoder-heads', '4']);
    await writeFile(join(target, 'weights.safetensors'), 'changed');
    const { code, stdout, stderr } = await medicosam(['inspect', target, '--json']);
    expect(code).toBe(4);
    expect(stderr).toMatch(/error MODEL_CHECKSUM_MISMATCH: .*weights\.safetensors differs/);
    expect(JSON.parse(stdout)).toMatchObject({ intact: false });
  });

  it('converts a checkpoint on first use and keeps the result', async () => {
    const image = imageFixture('nuclei_fluo_256.png');
    const args = ['segment', image, '--box', '20,20,90,90', '--model', checkpoint];
    const env = { MEDICOSAM_CACHE: path('cache') };
    const first = await medicosam(args, { env });
    expect(first.code, first.stderr).toBe(0);
    expect(first.stderr).toContain('Converting the checkpoint, once');
    const second = await medicosam(args, { env });
    expect(second.code).toBe(0);
    expect(second.stderr).not.toContain('Converting');
    expect(await readdir(path('cache', 'converted'))).toHaveLength(1);
  });
});

describe('medicosam inspect', () => {
  it('tells container, architecture, precision and hash of a checkpoint', async () => {
    const { code, stdout } = await medicosam(['inspect', checkpoint, '--json']);
    expect(code).toBe(0);
    const report = JSON.parse(stdout);
    expect(report).toMatchObject({
      kind: 'checkpoint',
      container: 'torch-zip',
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      precision: { float32: { tensors: report.tensors.length } },
    });
    expect(report.network).toContainEqual({ part: 'image encoder', name: 'width', value: '32' });
  });

  it('lists operators of a graph, and its nodes with --full', async () => {
    await medicosam(['convert', checkpoint, '-o', path('graphs'), '--decoder-heads', '4']);
    const graph = path('graphs', 'encoder.tiled.onnx');
    const { code, stdout } = await medicosam(['inspect', graph, '--json']);
    expect(code).toBe(0);
    const report = JSON.parse(stdout);
    expect(report).toMatchObject({
      kind: 'graph',
      inputs: [{ name: 'image', type: 'float32', dims: [1, 3, 256, 256] }],
      outputs: [{ name: 'image_embedding', type: 'float32', dims: [1, 32, 16, 16] }],
    });
    expect(report.operators.MatMul).toBeGreaterThan(0);
    const full = await medicosam(['inspect', graph, '--full']);
    expect(full.stdout.split('\n').length).toBeGreaterThan(report.nodes);
  });

  it('ends with 3 for what is no checkpoint', async () => {
    await writeFile(path('notes.pt'), 'not a checkpoint');
    const { code, stderr } = await medicosam(['inspect', path('notes.pt')]);
    expect(code).toBe(3);
    expect(stderr).toMatch(/error CHECKPOINT_UNREADABLE: /);
  });
});

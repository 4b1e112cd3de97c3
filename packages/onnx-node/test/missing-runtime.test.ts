import { execFile } from 'node:child_process';
import { cp, mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { temporaryFolder } from './support/model-folder.js';

/** An application that installed this package and core, and not onnxruntime-node. */
let temporary: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  temporary = await temporaryFolder();
  const packages = fileURLToPath(new URL('../../', import.meta.url));
  const modules = join(temporary.folder, 'node_modules');
  await mkdir(join(modules, '@medicosam'), { recursive: true });
  for (const name of ['core', 'onnx-node']) {
    for (const part of ['dist', 'package.json']) {
      await cp(join(packages, name, part), join(modules, '@medicosam', name, part), { recursive: true });
    }
  }
  await symlink(join(packages, 'core/node_modules/valibot'), join(modules, 'valibot'));
});
afterAll(() => temporary.remove());

async function evaluate(script: string): Promise<unknown> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: temporary.folder,
  });
  return JSON.parse(stdout);
}

const LOAD = (options: string) => `
  import { bytesSource, loadPredictor } from '@medicosam/core';
  import { onnxNode } from '@medicosam/onnx-node';
  const sha256 = 'a'.repeat(64);
  const graph = (part) => ({ part, lowering: 'tiled', storage: 'fp32', file: part, sha256, weights: 'w' });
  const manifest = {
    schemaVersion: '1.0', id: 'none', title: '', hash: sha256, architecture: { encoder: 'sam-vit', details: {} },
    image: { size: 256, mean: [0, 0, 0], std: [1, 1, 1] },
    trained: { preprocess: 'sam', normalisation: 'none', maskPrompts: true, prompts: ['point'] },
    embedding: [{ name: 'image_embedding', dims: [1, 4, 2, 2], store: 'float16' }],
    decoder: { masks: 4, lowRes: [8, 8], prompts: ['point'] },
    graphs: [graph('encoder'), graph('decoder')], weights: [{ file: 'w', storage: 'fp32', bytes: 0, sha256 }],
    probes: [], licence: '', citation: [], provenance: { checkpoint: [], converter: '' },
  };
  const model = { manifest: async () => manifest, open: async () => bytesSource(new Uint8Array()) };
  await loadPredictor({ model, backend: onnxNode(), ${options} }).catch((error) => {
    console.log(JSON.stringify({ code: error.code, message: error.message, hint: error.hint }));
  });`;

test.each(['', 'inRealm: true', "device: 'cpu'"])(
  'without onnxruntime-node loading throws BACKEND_UNAVAILABLE with what to type (%s)',
  async (options) => {
    expect(await evaluate(LOAD(options))).toEqual({
      code: 'BACKEND_UNAVAILABLE',
      message: expect.stringContaining('onnxruntime-node is not installed.'),
      hint: expect.stringContaining('npm install --ignore-scripts onnxruntime-node@1.30.0'),
    });
  },
);

test('devices() does not throw', async () => {
  const reports = await evaluate(`
    import { onnxNode } from '@medicosam/onnx-node';
    console.log(JSON.stringify(await onnxNode().devices()));`);
  expect(reports).toMatchObject(Array(5).fill({ usable: false, code: 'BACKEND_UNAVAILABLE' }));
});

import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Worker } from 'node:worker_threads';
import { type Backend, loadPredictor, type Predictor, readManifest } from '@medicosam/core';
import { folderSource, onnxNode } from '@medicosam/onnx-node';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { convertInto, MINI_CHECKPOINT, MINI_NETWORK, temporaryFolder } from './support/model-folder.js';

let temporary: Awaited<ReturnType<typeof temporaryFolder>>;
let whole: string;
beforeAll(async () => {
  temporary = await temporaryFolder();
  whole = join(temporary.folder, 'whole');
  await convertInto(whole, MINI_CHECKPOINT, { network: MINI_NETWORK, storages: ['fp32'] });
});
afterAll(() => temporary.remove());

const BOX = { box: [30, 30, 150, 130] as const };
const REALMS: readonly (readonly [string, () => Backend])[] = [
  ['in the caller’s thread', () => onnxNode({ inRealm: true })],
  ['in a worker thread', () => onnxNode()],
];

/** A picture of 300 × 200 with something in it. */
function picture() {
  const [width, height] = [300, 200];
  const data = Uint8Array.from({ length: width * height }, (_, i) => (i * 7919) % 256);
  return { data, width, height, channels: 1 };
}

async function load(backend: Backend, folder = whole): Promise<Predictor> {
  const predictor = await loadPredictor({ model: folderSource(folder), backend });
  onTestFinished(() => predictor.dispose());
  return predictor;
}

/** A copy of the model folder with one bit of a file flipped. */
async function altered(file: string): Promise<string> {
  const folder = join(temporary.folder, createHash('sha256').update(file).digest('hex').slice(0, 8));
  await cp(whole, folder, { recursive: true });
  const bytes = await readFile(join(folder, file));
  const last = bytes.length - 1;
  bytes[last] = (bytes[last] ?? 0) ^ 1;
  await writeFile(join(folder, file), bytes);
  return folder;
}

describe.each(REALMS)('a model folder with one altered bit, %s,', (_, backend) => {
  test.each(['weights', 'graph'] as const)('in its %s is MODEL_CHECKSUM_MISMATCH', async (kind) => {
    const manifest = readManifest(await readFile(join(whole, 'manifest.json')));
    const encoder = manifest.graphs.find(({ part }) => part === 'encoder');
    const file = kind === 'weights' ? encoder?.weights : encoder?.file;
    if (file === undefined) throw new Error('The model has an encoder.');
    const predictor = await load(backend(), await altered(file));
    await expect(predictor.encode(picture())).rejects.toMatchObject({
      code: 'MODEL_CHECKSUM_MISMATCH',
      message: expect.stringContaining(file),
      hint: expect.any(String),
    });
  });
});

test('altered weights that are read over the port are MODEL_CHECKSUM_MISMATCH too', async () => {
  const { location: _, ...files } = folderSource(await altered('weights.safetensors'));
  const predictor = await loadPredictor({ model: files, backend: onnxNode() });
  onTestFinished(() => predictor.dispose());
  await expect(predictor.encode(picture())).rejects.toMatchObject({ code: 'MODEL_CHECKSUM_MISMATCH' });
});

describe.each(REALMS)('a predictor that is disposed of while it works, %s,', (_, create) => {
  test('rejects every pending and later call with DISPOSED, and leaves nothing', async () => {
    const backend = create();
    const predictor = await load(backend);
    const embedding = await predictor.encode(picture());
    await predictor.predict(embedding, BOX);
    const pending = [
      predictor.predict(embedding, BOX),
      predictor.predictMany(embedding, [BOX, BOX]),
      predictor.encode(picture()),
      predictor.encode(picture(), { priority: 'background' }),
    ];
    const outcomes = Promise.allSettled(pending);
    await new Promise((resolve) => setImmediate(resolve));
    const disposing = predictor.dispose();
    for (const outcome of await outcomes) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'DISPOSED' } });
    }
    await disposing;
    await expect(predictor.predict(embedding, BOX)).rejects.toMatchObject({ code: 'DISPOSED' });
    await expect(predictor.encode(picture())).rejects.toMatchObject({ code: 'DISPOSED' });
    embedding.release();
    expect(await backend.live()).toEqual({ graphs: 0, tensors: 0 });
    const next = await load(backend);
    await expect(next.encode(picture())).resolves.toBeDefined();
  });
});

describe('a worker thread', () => {
  /** The next worker thread that this process starts: as somebody else would get hold of it. */
  const nextWorker = () => new Promise<Worker>((resolve) => process.once('worker', resolve));

  test('that is ended by somebody else rejects every pending and later call with REALM_LOST', async () => {
    const starting = nextWorker();
    const predictor = await load(onnxNode());
    const worker = await starting;
    const embedding = await predictor.encode(picture());
    const pending = [
      predictor.predict(embedding, BOX),
      predictor.encode(picture()),
      predictor.encode(picture(), { priority: 'background' }),
      embedding.serialise(),
      predictor.restore(new Uint8Array(10)),
    ];
    const outcomes = Promise.allSettled(pending);
    await worker.terminate();
    for (const outcome of await outcomes) {
      expect(outcome).toMatchObject({
        status: 'rejected',
        reason: { code: 'REALM_LOST', message: expect.stringContaining('thread'), hint: expect.any(String) },
      });
    }
    await expect(predictor.predict(embedding, BOX)).rejects.toMatchObject({ code: 'REALM_LOST' });
    embedding.release();
    const next = await load(onnxNode());
    await expect(next.encode(picture())).resolves.toBeDefined();
  });

  test.each([
    ['exit', 'its thread ended with code 7'],
    ['throw', 'RangeError: thrown by nobody in particular'],
  ])(
    'that dies by %s rejects pending calls with REALM_LOST, says how, and the process goes on',
    async (way, how) => {
      const script = `
      import { BroadcastChannel } from 'node:worker_threads';
      import { loadPredictor } from '@medicosam/core';
      import { folderSource, onnxNode } from '@medicosam/onnx-node';
      const image = { data: new Uint8Array(100), width: 10, height: 10 };
      const load = () => loadPredictor({ model: folderSource(${JSON.stringify(whole)}), backend: onnxNode() });
      const predictor = await load();
      await predictor.encode(image);
      const pending = Promise.allSettled([predictor.encode(image), predictor.encode(image)]);
      const channel = new BroadcastChannel('die');
      channel.postMessage(${JSON.stringify(way)});
      channel.close();
      await pending;
      const late = await predictor.encode(image).catch(({ code, message }) => code + ' ' + message);
      const again = await (await load()).encode(image);
      console.log(JSON.stringify([late, again.transform.original.width]));`;
      const { stdout, stderr } = await promisify(execFile)(
        process.execPath,
        ['--input-type=module', '--eval', script],
        {
          cwd: new URL('..', import.meta.url),
          timeout: 100_000,
          env: {
            ...process.env,
            NODE_OPTIONS: `--import=${new URL('./support/dying-worker.mjs', import.meta.url)}`,
          },
        },
      );
      const [late, width] = JSON.parse(stdout);
      expect([late, width, stderr]).toEqual([expect.stringMatching(/^REALM_LOST /), 10, '']);
      expect(late).toContain(how);
    },
  );

  test('that is ended while the model is loaded rejects the loading', async () => {
    const starting = nextWorker();
    const loading = expect(load(onnxNode())).rejects.toMatchObject({ code: 'REALM_LOST' });
    await (await starting).terminate();
    await loading;
  });
});

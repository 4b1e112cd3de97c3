import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { bytesSource, MedicoSamError, Model, PART_NAMES, promptTokens } from '../../src/index.js';
import { FAKE_GRAPHS, FakeBackend, IOUS } from './support/fake-backend.js';
import { fakeManifest, graph } from './support/fake-manifest.js';
import { fakeModel, prepared } from './support/fake-model.js';

const point = (x: number, y = 0) => ({ points: [{ x, y, label: 1 as const }] });

describe('Model', () => {
  test('opens a part when it is first needed, and once', async () => {
    const { model, backend } = fakeModel();
    expect(backend.log).toEqual([]);
    const first = await model.encode(prepared(1));
    const second = await model.encode(prepared(2));
    expect(backend.log).toEqual(['open encoder', 'run encoder', 'run encoder']);
    first.release();
    second.release();
    await model.dispose();
    expect(await backend.live()).toEqual({ graphs: 0, tensors: 0 });
  });

  test('gives the embedding its transform, normalisation, model hash and values', async () => {
    const { model } = fakeModel();
    const embedding = await model.encode(prepared(7, 16, 8));
    expect(embedding.modelHash).toBe(model.manifest.hash);
    expect(embedding.normalisation).toBe('none');
    expect(embedding.transform).toMatchObject({
      original: { width: 16, height: 8 },
      input: { width: 32, height: 16 },
    });
    expect((await embedding.tensors['image_embedding']?.read())?.[3]).toBe(10);
  });

  test('runs image keys once an embedding, at the first decode', async () => {
    const { model, backend } = fakeModel();
    const embedding = await model.encode(prepared(1));
    const object = promptTokens(point(3), embedding.transform);
    await model.decode(embedding, [object]);
    await model.decode(embedding, [object]);
    expect(backend.log.filter((entry) => entry.startsWith('run'))).toEqual([
      'run encoder',
      'run image-keys',
      'run decoder 1',
      'run decoder 1',
    ]);
  });

  test('decodes objects in the order asked, at most eight a run, those with a mask prompt apart', async () => {
    const { model, backend } = fakeModel();
    const embedding = await model.encode(prepared(100));
    const objects = Array.from({ length: 11 }, (_, i) => ({
      ...promptTokens(point(i), embedding.transform),
      maskLogits: i === 4 ? new Float32Array(64).fill(-5) : undefined,
    }));
    const { logits, predictedIou } = await model.decode(embedding, objects);
    expect(backend.log.filter((entry) => entry.startsWith('run decoder'))).toEqual([
      'run decoder 8',
      'run decoder 2',
      'run decoder-mask 1',
    ]);
    const first = objects.map((_, i) => logits[i * 256]);
    expect(first).toEqual([100, 101, 102, 103, 95, 105, 106, 107, 108, 109, 110]);
    expect(logits[256 + 2 * 64]).toBe(2101);
    expect(Array.from(predictedIou.slice(4, 8))).toEqual(IOUS.map(Math.fround));
  });

  test('short objects beside long ones are filled with absent tokens', async () => {
    const { model } = fakeModel();
    const embedding = await model.encode(prepared(0));
    const long = { points: Array.from({ length: 5 }, (_, x) => ({ x, y: 1, label: 1 as const })) };
    const objects = [point(3), long].map((prompt) => promptTokens(prompt, embedding.transform));
    const { logits } = await model.decode(embedding, objects);
    expect([logits[0], logits[256]]).toEqual([3, 15]);
  });

  test('chooses the graph by the tokens of an object, whatever its neighbours have', async () => {
    const { model, backend } = fakeModel(
      fakeManifest({
        graphs: [
          graph('encoder'),
          graph('image-keys'),
          graph('decoder', { when: { maxTokens: 2 } }),
          graph('decoder', { lowering: 'fused' }),
        ],
      }),
    );
    const embedding = await model.encode(prepared(0));
    const long = { points: [...point(1).points, ...point(2).points] };
    const objects = [point(1), long, point(3)].map((prompt) => promptTokens(prompt, embedding.transform));
    const { logits } = await model.decode(embedding, objects);
    expect(backend.log.filter((entry) => entry.includes(' decoder'))).toEqual([
      'open decoder',
      'run decoder 2',
      'open decoder',
      'run decoder 1',
    ]);
    expect([logits[0], logits[256], logits[512]]).toEqual([1, 3, 3]);
  });

  test('stages run in order, outputs feeding inputs by name, and what is between them is freed', async () => {
    const backend = new FakeBackend();
    const half = (from: string, to: string) => ({
      inputs: [{ name: from, type: 'float32' as const, dims: [1] }],
      outputs: [{ name: to, type: 'float32' as const, dims: [1] }],
      compute: (read: (name: string) => { data: ArrayLike<number> }) => ({
        [to]: [[1], Float32Array.of(2 * (read(from).data[0] as number))] as [number[], Float32Array],
      }),
    });
    backend.graphs = { ...FAKE_GRAPHS, 'twice a': half('a', 'b'), 'twice b': half('b', 'c') };
    const stages = ['twice a', 'twice b'].map((part, stage) => graph(part, { stage }));
    const { model, source } = fakeModel(
      fakeManifest({ graphs: [graph('encoder'), graph('decoder'), ...stages] }),
      backend,
    );
    const staged = new Model({
      manifest: source.manifestOf,
      source,
      backend,
      choice: {
        device: 'cpu',
        graphs: {
          twice: [{ lowering: 'tiled', maxTokens: undefined, stages: source.manifestOf.graphs.slice(2) }],
        },
      },
    });
    const { c, ...rest } = await staged.runPart('twice', {
      a: { type: 'float32', dims: [1], data: Float32Array.of(5) },
    });
    expect(await c?.read()).toEqual(Float32Array.of(20));
    expect(rest).toEqual({});
    c?.dispose();
    expect((await backend.live()).tensors).toBe(0);
    await model.dispose();
  });

  test('an interactive call runs between two stages', async () => {
    const { model, backend } = fakeModel();
    const embedding = await model.encode(prepared(1));
    const object = promptTokens(point(3), embedding.transform);
    await model.decode(embedding, [object]);
    backend.log.length = 0;
    let predicting: Promise<unknown> | undefined;
    backend.gate = (part) => {
      if (part === 'encoder') predicting ??= model.decode(embedding, [object], { priority: 'interactive' });
      return undefined;
    };
    const background = [1, 2].map((value) => model.encode(prepared(value), { priority: 'background' }));
    await Promise.all(background);
    await predicting;
    expect(backend.log).toEqual(['run encoder', 'run decoder 1', 'run encoder']);
  });

  test('a graph that does not fit the manifest is refused before its first run', async () => {
    const { model, backend } = fakeModel(
      fakeManifest({ decoder: { masks: 3, lowRes: [8, 8], prompts: ['point'] } }),
    );
    const embedding = await model.encode(prepared(1));
    const decoding = model.decode(embedding, [promptTokens(point(3), embedding.transform)]);
    await expect(decoding).rejects.toMatchObject({
      code: 'SHAPE_MISMATCH',
      message: expect.stringContaining('low_res_logits float32 [?,3,8,8]'),
    });
    expect(backend.log).not.toContain('run decoder 1');
  });

  test('a graph file or weights with another hash, or of another size, are refused before anything runs', async () => {
    const { model: _, source, backend } = fakeModel();
    const choice = {
      device: 'cpu',
      graphs: {
        encoder: [{ lowering: 'tiled', maxTokens: undefined, stages: source.manifestOf.graphs.slice(0, 1) }],
      },
    };
    const withFile = (changed: string, bytes: Uint8Array) => {
      const open = async (file: string) => {
        if (file !== changed) return source.open(file);
        const sha256 = async () => createHash('sha256').update(bytes).digest('hex');
        return { ...bytesSource(bytes), sha256 };
      };
      return new Model({ manifest: source.manifestOf, source: { ...source, open }, backend, choice });
    };
    for (const file of ['encoder.tiled.fp32.0.onnx', 'fp32.safetensors']) {
      const altered = new TextEncoder().encode(file);
      altered[3] = 0;
      for (const bytes of [new Uint8Array(3), altered]) {
        await expect(withFile(file, bytes).encode(prepared(1))).rejects.toMatchObject({
          code: 'MODEL_CHECKSUM_MISMATCH',
          message: expect.stringContaining(file),
        });
      }
    }
    expect(backend.log.filter((line) => line.startsWith('run'))).toEqual([]);
  });

  test('weights that many graphs share are hashed once', async () => {
    const { model: _, source, backend } = fakeModel();
    let hashed = 0;
    const open = async (file: string) => {
      const bytes = await source.open(file);
      const whole = await bytes.read(0, bytes.size);
      const sha256 = async () => {
        hashed++;
        return createHash('sha256').update(whole).digest('hex');
      };
      return { ...bytes, sha256 };
    };
    const { graphs } = source.manifestOf;
    const stages = (part: string) => [
      { lowering: 'tiled', maxTokens: undefined, stages: graphs.filter((graph) => graph.part === part) },
    ];
    const choice = {
      device: 'cpu',
      graphs: { encoder: stages('encoder'), 'image-keys': stages('image-keys') },
    };
    const model = new Model({ manifest: source.manifestOf, source: { ...source, open }, backend, choice });
    const embedding = await model.encode(prepared(1));
    await model.runPart('image-keys', embedding.tensors);
    expect(hashed).toBe(1);
  });

  test('an opening that failed is tried again by the next call', async () => {
    const { model, backend } = fakeModel();
    const { encoder, ...others } = backend.graphs;
    backend.graphs = others;
    await expect(model.encode(prepared(1))).rejects.toMatchObject({ code: 'GRAPH_UNSUPPORTED' });
    if (encoder) backend.graphs = { ...others, encoder };
    await expect(model.encode(prepared(1))).resolves.toBeDefined();
  });

  test('an aborted run rejects at once, and its outputs are freed when they come', async () => {
    const { model, backend } = fakeModel();
    let open = () => {};
    const gate = new Promise<void>((resolve) => (open = resolve));
    const started = new Promise<void>((resolve) => {
      backend.gate = () => {
        resolve();
        return gate;
      };
    });
    const controller = new AbortController();
    const encoding = model.encode(prepared(1), { signal: controller.signal });
    await started;
    controller.abort('enough');
    await expect(encoding).rejects.toBe('enough');
    open();
    await backend.queue.run(() => {});
    expect((await backend.live()).tensors).toBe(0);
  });

  test('an embedding released while a run reads it is freed after the run', async () => {
    const { model, backend } = fakeModel();
    const embedding = await model.encode(prepared(1));
    const object = promptTokens(point(3), embedding.transform);
    const decoding = model.decode(embedding, [object]);
    embedding.release();
    await expect(decoding).resolves.toMatchObject({ predictedIou: Float32Array.from(IOUS) });
    await Promise.resolve();
    expect((await backend.live()).tensors).toBe(0);
    await expect(model.decode(embedding, [object])).rejects.toMatchObject({ code: 'TENSOR_DISPOSED' });
  });

  test('an aborted caller does not end the image keys that others wait for', async () => {
    const { model, backend } = fakeModel();
    const embedding = await model.encode(prepared(1));
    const object = promptTokens(point(3), embedding.transform);
    const controller = new AbortController();
    backend.gate = (part) => {
      if (part === 'image-keys') controller.abort('enough');
      return undefined;
    };
    const aborted = model.decode(embedding, [object], { signal: controller.signal });
    const other = model.decode(embedding, [object]);
    await expect(aborted).rejects.toBe('enough');
    await expect(other).resolves.toBeDefined();
    expect(backend.log.filter((entry) => entry === 'run image-keys')).toHaveLength(1);
  });

  test('another model’s embedding, and another predictor’s, are told apart', async () => {
    const { model } = fakeModel();
    const { model: same } = fakeModel();
    const { model: other } = fakeModel(fakeManifest({ hash: 'b'.repeat(64) }));
    const embedding = await model.encode(prepared(1));
    const object = promptTokens(point(3), embedding.transform);
    await expect(other.decode(embedding, [object])).rejects.toMatchObject({ code: 'EMBEDDING_MISMATCH' });
    await expect(same.decode(embedding, [object])).rejects.toMatchObject({ code: 'TENSOR_FOREIGN' });
  });

  test('after a lost device graphs are opened and the embedding is made again, once', async () => {
    const { model, backend } = fakeModel();
    backend.location = 'device';
    const embedding = await model.encode(prepared(9));
    const object = promptTokens(point(3), embedding.transform);
    await model.decode(embedding, [object]);
    let losses = 1;
    backend.gate = async (part) => {
      if (part === 'decoder' && losses-- > 0) throw new MedicoSamError('DEVICE_LOST', { message: 'Gone.' });
    };
    backend.log.length = 0;
    const { logits } = await model.decode(embedding, [object]);
    expect(logits[0]).toBe(12);
    expect(backend.log.filter((entry) => entry.startsWith('run'))).toEqual([
      'run decoder 1',
      'run encoder',
      'run image-keys',
      'run decoder 1',
    ]);
    losses = 2;
    await expect(model.decode(embedding, [object])).rejects.toMatchObject({ code: 'DEVICE_LOST' });
  });

  test('runs any part of the manifest, and names those it has', async () => {
    const { model } = fakeModel();
    const data = Float32Array.from({ length: 16 }, (_, k) => k);
    const outputs = await model.runPart('image-keys', {
      image_embedding: { type: 'float32', dims: [1, 4, 2, 2], data },
    });
    expect(Object.keys(outputs)).toContain(PART_NAMES.imageKeys.imageTokens);
    await expect(model.runPart('semantic', {})).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      message: expect.stringContaining('encoder, image-keys, decoder, decoder-mask'),
    });
  });

  test('after dispose() every embedding is released and nothing is opened', async () => {
    const { model, backend } = fakeModel();
    const embedding = (await model.encode(prepared(1))).retain();
    await model.dispose();
    expect(embedding.released).toBe(true);
    expect(await backend.live()).toEqual({ graphs: 0, tensors: 0 });
    await expect(model.encode(prepared(1))).rejects.toMatchObject({ code: 'DISPOSED' });
  });
});

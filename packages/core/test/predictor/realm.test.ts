import { MessageChannel } from 'node:worker_threads';
import { afterEach, describe, expect, test } from 'vitest';
import {
  connectPredictor,
  isMedicoSamError,
  LocalPredictor,
  loadPredictor,
  type Operation,
  PROTOCOL_VERSION,
  servePredictor,
  wrapMessagePort,
} from '../../src/index.js';
import { Connection } from '../../src/predictor/connection.js';
import { serveOperations } from '../../src/predictor/serve-predictor.js';
import { FakeBackend } from '../model/support/fake-backend.js';
import { fakeSource } from '../model/support/fake-source.js';
import { FakeRealmBackend } from './support/fake-realm.js';
import { image } from './support/image.js';

const closing: { close(): void }[] = [];
afterEach(() => {
  for (const port of closing.splice(0)) port.close();
});

function channel() {
  const { port1, port2 } = new MessageChannel();
  closing.push(port1, port2);
  return [wrapMessagePort(port1), wrapMessagePort(port2)] as const;
}

describe('a realm of its own', () => {
  test('that ends rejects every pending call, and every later one, with REALM_LOST', async () => {
    const backend = new FakeRealmBackend();
    const predictor = await loadPredictor({ model: fakeSource(), backend });
    const embedding = await predictor.encode(image());
    backend.inner.gate = () => new Promise(() => {});
    const pending = [predictor.encode(image()), predictor.predict(embedding, { box: [0, 0, 5, 5] })];
    backend.crash('it ran out of memory');
    for (const call of pending) {
      await expect(call).rejects.toMatchObject({
        code: 'REALM_LOST',
        message: expect.stringContaining('out of memory'),
      });
    }
    await expect(predictor.encode(image())).rejects.toMatchObject({ code: 'REALM_LOST' });
    embedding.release();
    await predictor.dispose();
  });

  test('reads a model without a location over the port, and closes what it opened', async () => {
    const backend = new FakeRealmBackend();
    const source = fakeSource();
    const predictor = await loadPredictor({ model: source, backend });
    expect(source.opened).toEqual([]);
    await predictor.encode(image());
    expect(source.opened).toEqual(['encoder.tiled.fp32.0.onnx', 'fp32.safetensors']);
    await predictor.dispose();
  });

  test('an error of the caller’s source crosses to the realm and back as it is', async () => {
    const backend = new FakeRealmBackend();
    const source = fakeSource();
    const broken = { ...source, open: async () => Promise.reject(new RangeError('the disk is gone')) };
    const predictor = await loadPredictor({ model: broken, backend });
    await expect(predictor.encode(image())).rejects.toMatchObject({
      name: 'RangeError',
      message: 'the disk is gone',
    });
    await predictor.dispose();
  });

  test('an error keeps its code, hint, details, cause and marker', async () => {
    const backend = new FakeRealmBackend();
    const predictor = await loadPredictor({ model: fakeSource(), backend });
    backend.inner.graphs = {};
    const error = await predictor.encode(image()).catch((caught: unknown) => caught);
    expect(isMedicoSamError(error, 'GRAPH_UNSUPPORTED')).toBe(true);
    const empty = await predictor
      .restore(new Uint8Array(3))
      .catch((caught: unknown) => caught as { hint: string; details: object });
    expect(empty).toMatchObject({ code: 'EMBEDDING_INVALID', hint: 'Encode the image again.', details: {} });
    await predictor.dispose();
  });

  test('pixels given away are gone, and the rest of a larger buffer is not sent', async () => {
    const backend = new FakeRealmBackend();
    const predictor = await loadPredictor({ model: fakeSource(), backend });
    const given = image();
    await predictor.encode(given, { transfer: true });
    expect(given.data).toHaveLength(0);
    const volume = new Uint8Array(10 * 200).fill(9);
    const slice = { data: volume.subarray(400, 600), width: 20, height: 10 };
    const embedding = await predictor.encode(slice, { transfer: true });
    expect(volume).toHaveLength(2000);
    const [mask] = await predictor.predict(embedding, { box: [0, 0, 10, 5] });
    expect(mask?.lowRes?.data[0]).toBeCloseTo(9 + 24, 4);
    await predictor.dispose();
  });

  test('arguments that cannot cross are INVALID_ARGUMENT', async () => {
    const predictor = await loadPredictor({ model: fakeSource(), backend: new FakeRealmBackend() });
    const embedding = await predictor.encode(image());
    const prompt = { box: [0, 0, 5, 5] as const, onDone: () => {} };
    await expect(predictor.predict(embedding, prompt)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    await predictor.dispose();
  });

  test('an embedding whose caller was rejected in the very last moment is released in the realm', async () => {
    const backend = new FakeRealmBackend();
    const predictor = await loadPredictor({ model: fakeSource(), backend });
    (await predictor.encode(image())).release();
    for (let delayMs = 0; delayMs < 8; delayMs++) {
      const controller = new AbortController();
      const encoding = predictor.encode(image(), { signal: controller.signal });
      setTimeout(() => controller.abort('late'), delayMs);
      await encoding.then((embedding) => embedding.release()).catch(() => {});
    }
    await expect.poll(async () => (await backend.inner.live()).tensors).toBe(0);
    await predictor.dispose();
  });
});

describe('servePredictor', () => {
  const count: Operation = async ({ to }: { to: number }, { onItem, signal }) => {
    for (let i = 0; i < to; i++) {
      if (signal.aborted) throw signal.reason;
      onItem({ i, bits: new Uint8Array(4).fill(i) });
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    return { total: to };
  };

  async function served(operations: Record<string, Operation> = {}) {
    const [caller, realm] = channel();
    const backend = new FakeBackend();
    const local = await LocalPredictor.load({ model: fakeSource(), backend, operations });
    servePredictor(realm, local);
    return { predictor: await connectPredictor(caller), backend };
  }

  test('serves a predictor of the application’s own, with operations of its own', async () => {
    const { predictor } = await served({ count });
    const received: unknown[] = [];
    for await (const item of predictor.stream('count', { to: 3 })) received.push(item);
    expect(received).toEqual([
      ...[0, 1, 2].map((i) => ({ i, bits: new Uint8Array(4).fill(i) })),
      { total: 3 },
    ]);
    await predictor.dispose();
  });

  test('to stop reading aborts the operation', async () => {
    let last = -1;
    const endless: Operation = async (args: never, context) => {
      const onItem = (item: unknown) => {
        last = (item as { i: number }).i;
        context.onItem(item);
      };
      return count({ ...(args as object), to: 100_000 } as never, { ...context, onItem });
    };
    const { predictor } = await served({ endless });
    for await (const item of predictor.stream('endless', {})) if ((item as { i: number }).i === 2) break;
    await new Promise((resolve) => setTimeout(resolve, 20));
    const stoppedAt = last;
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(last).toBe(stoppedAt);
    await predictor.dispose();
  });

  test('a side of another protocol version is refused', async () => {
    const [caller, realm] = channel();
    const answer = new Promise((resolve) => (caller.onmessage = resolve));
    serveOperations(realm, async () => Promise.reject(new Error('not reached')));
    caller.postMessage({ kind: 'call', protocol: PROTOCOL_VERSION + 1, id: 0, operation: 'load', args: {} });
    expect(await answer).toMatchObject({ kind: 'error', error: { code: 'PROTOCOL_MISMATCH' } });
  });

  test('an answer of another protocol version is refused', async () => {
    const [caller, realm] = channel();
    realm.onmessage = (message) => {
      const { id } = message as { id: number };
      realm.postMessage({ kind: 'result', protocol: 99, id, result: {} });
    };
    await expect(connectPredictor(caller)).rejects.toMatchObject({ code: 'PROTOCOL_MISMATCH' });
  });

  test('messages that are none of its own are passed over', async () => {
    const [caller, realm] = channel();
    const connection = new Connection(caller);
    const answering = new Connection(realm, { handle: async () => ({ value: 5, transfer: [] }) });
    for (const stray of [null, 3, 'webpackOk', {}, { kind: 'result', protocol: 1, id: 77, result: 1 }]) {
      realm.postMessage(stray);
    }
    expect(await connection.call('anything', {})).toBe(5);
    expect(answering).toBeDefined();
  });
});

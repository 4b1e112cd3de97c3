import { fileURLToPath } from 'node:url';
import {
  type Backend,
  type GraphRunner,
  type ImageEmbedding,
  loadPredictor,
  type ModelSource,
  type Predictor,
} from '@medicosam/core';
import { folderSource, onnxNode } from '@medicosam/onnx-node';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { convertInto, MINI_CHECKPOINT, MINI_NETWORK, temporaryFolder } from './support/model-folder.js';

let mini: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  mini = await temporaryFolder();
  await convertInto(mini.folder, MINI_CHECKPOINT, { network: MINI_NETWORK });
});
afterAll(() => mini.remove());

/** Its encoding takes long enough for a thread to be busy with it. */
const tiny = folderSource(fileURLToPath(new URL('../../../models/tiny/model/', import.meta.url)));
const TIMEOUT_MS = 240_000;
const BOX = { box: [60, 40, 200, 160] as const };

/** A grey picture with a brighter disc in it. */
function picture() {
  const [width, height] = [256, 192];
  const data = Uint8Array.from({ length: width * height }, (_, i) =>
    Math.hypot((i % width) - 130, Math.floor(i / width) - 100) < 55 ? 190 : 50,
  );
  return { data, width, height, channels: 1 };
}

/** A predictor whose graphs are open, and an embedding that nothing was asked of yet. */
async function prepared(
  model: ModelSource,
  backend: Backend,
): Promise<{ predictor: Predictor; embedding: ImageEmbedding }> {
  const predictor = await loadPredictor({ model, backend });
  onTestFinished(() => predictor.dispose());
  const first = await predictor.encode(picture());
  await predictor.predict(first, BOX);
  first.release();
  return { predictor, embedding: await predictor.encode(picture()) };
}

/** The parts of the model in the order in which their runs begin. */
function watchRuns(backend: Backend) {
  const begun: string[] = [];
  const watched: Backend = {
    ...backend,
    async open(source, options) {
      const runner = await backend.open(source, options);
      const { inputs, outputs } = runner;
      const run: GraphRunner['run'] = (...asked) => {
        begun.push(source.part);
        return runner.run(...asked);
      };
      return { inputs, outputs, run, dispose: () => runner.dispose() };
    },
  };
  return { watched, begun };
}

/** Waits turn by turn until something is so. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
}

/** What settles is written down. */
function settling() {
  const settled: string[] = [];
  const note = async <T>(name: string, work: Promise<T>): Promise<T> => {
    const value = await work;
    settled.push(name);
    return value;
  };
  return { settled, note };
}

describe('an interactive prediction beside background encodings', () => {
  test(
    'is run right after the encoding that runs, in the caller’s thread',
    async () => {
      const { watched, begun } = watchRuns(onnxNode({ inRealm: true }));
      const { predictor, embedding } = await prepared(folderSource(mini.folder), watched);
      begun.length = 0;
      const { settled, note } = settling();
      const encodings = [1, 2, 3].map((i) =>
        note(`encoding ${i}`, predictor.encode(picture(), { priority: 'background' })),
      );
      await until(() => begun.length === 1);
      expect([watched.queue.running, watched.queue.waiting]).toEqual([1, 2]);
      const [mask] = await note('prediction', predictor.predict(embedding, BOX));
      await Promise.all(encodings);
      expect(begun).toEqual(['encoder', 'image-keys', 'decoder', 'encoder', 'encoder']);
      expect(settled).toEqual(['encoding 1', 'prediction', 'encoding 2', 'encoding 3']);
      expect(mask?.mask?.bits).toHaveLength(256 * 192);
    },
    TIMEOUT_MS,
  );

  test(
    'is answered before the next encoding, by a worker thread that is busy when it is asked',
    async () => {
      const { predictor, embedding } = await prepared(tiny, onnxNode());
      expect(predictor.info.realm).toBe('own');
      const { settled, note } = settling();
      const begun = new Set<number>();
      const encodings = [1, 2, 3].map((i) =>
        note(
          `encoding ${i}`,
          predictor.encode(picture(), { priority: 'background', onProgress: () => begun.add(i) }),
        ),
      );
      // The thread has heard of all three: the first of them runs, and blocks it.
      await until(() => begun.size === 3);
      const [mask] = await note('prediction', predictor.predict(embedding, BOX));
      expect(settled).not.toContain('encoding 2');
      await Promise.all(encodings);
      expect(settled.slice(-2)).toEqual(['encoding 2', 'encoding 3']);
      expect(mask?.area).toBeGreaterThan(1000);
    },
    TIMEOUT_MS,
  );
});

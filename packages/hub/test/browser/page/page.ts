/// <reference lib="dom" />
/// <reference lib="dom.asynciterable" />
// What the tests call in a real Chromium: a page as an application would write it.
import { loadPredictor, type ModelSource } from '@medicosam/core';
import { type BrowserHubOptions, createHub, type PullOptions } from '@medicosam/hub/browser';
import { onnxWeb } from '@medicosam/onnx-web';
import { lowRes } from '../../support/low-res.js';
import { fileAt, treeOf } from './tree.js';

/** What a test may ask for: what crosses to the page is plain. */
export interface Setup
  extends Pick<BrowserHubOptions, 'root' | 'entries' | 'retry' | 'stallMs'>,
    Pick<PullOptions, 'name' | 'storages' | 'acceptLicence' | 'facts' | 'offline'> {
  /** Files are written by a worker of the page's own, in a browser without `createWritable`. */
  readonly oldWorker?: boolean;
  /** Ends the call when it first comes to this stage. */
  readonly abortAt?: string;
  /** Ends the call when so much has come. */
  readonly abortAtBytes?: number;
  /** Predictors in the page's own thread. */
  readonly inRealm?: boolean;
}

/** An error's own fields do not cross from the page. */
async function outcome<T>(work: () => Promise<T>) {
  try {
    return { value: await work() };
  } catch (error) {
    if (typeof error === 'string') return { error: { message: error } };
    const { message, code, hint, details } = error as Error & {
      code?: string;
      hint?: string;
      details?: Record<string, unknown>;
    };
    return { error: { message, code, hint, details } };
  }
}

const oldWorker = () => new Worker(new URL('./old-worker.ts', import.meta.url), { type: 'module' });
const hubOf = ({ root, entries, retry, stallMs, oldWorker: isOld }: Setup = {}) =>
  createHub({
    root,
    entries,
    retry: { rounds: 4, firstDelayMs: 1, ...retry },
    stallMs,
    worker: isOld ? oldWorker : undefined,
  });

const droppedFile = (): File => {
  const file = document.querySelector('input')?.files?.[0];
  if (!file) throw new Error('no file was dropped');
  return file;
};

type What = Parameters<ReturnType<typeof createHub>['pull']>[0];

/** Stages that the running call came to. */
let stages: string[] = [];

const pull = (what: () => What, setup: Setup) =>
  outcome(async () => {
    const controller = new AbortController();
    stages = [];
    const { name, wasThere, entry, manifest } = await hubOf(setup).pull(what(), {
      ...setup,
      signal: controller.signal,
      onProgress: ({ stage, loadedBytes = 1 }) => {
        if (stages.at(-1) !== stage) stages.push(stage);
        if (stage === setup.abortAt && loadedBytes > 0) controller.abort('enough');
        if (loadedBytes >= (setup.abortAtBytes ?? Number.POSITIVE_INFINITY)) controller.abort('enough');
      },
    });
    return { name, wasThere, entry: entry?.name ?? null, manifest, stages };
  });

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** A model that stops to answer in the middle of its weights. */
const stalling = (source: ModelSource): ModelSource => ({
  manifest: (options) => source.manifest(options),
  async open(file, options) {
    const bytes = await source.open(file, options);
    return {
      ...bytes,
      read: (offset, length) => bytes.read(offset, length).then(() => new Promise(() => {})),
    };
  },
});

const calls = {
  pullFile: (setup: Setup = {}) => pull(droppedFile, setup),
  pullNamed: (setup: Setup, what: string) => pull(() => what, setup),
  /** A model of the hub `from`, copied. */
  pullModel: (setup: Setup, from: string, name: string) =>
    pull(() => createHub({ root: from }).source(name), setup),
  pullStalling: (setup: Setup, from: string, name: string) =>
    pull(() => stalling(createHub({ root: from }).source(name)), setup),
  stages: async () => stages,

  list: (setup: Setup = {}) => outcome(() => hubOf(setup).list()),
  get: (setup: Setup, name: string) => outcome(async () => (await hubOf(setup).get(name)) ?? null),
  remove: (setup: Setup, name: string) => outcome(() => hubOf(setup).remove(name)),
  estimate: (setup: Setup = {}) => outcome(() => hubOf(setup).estimate()),
  persist: (setup: Setup = {}) => outcome(() => hubOf(setup).persist()),
  verify: (setup: Setup, name: string) =>
    outcome(async () => {
      const bad = (await hubOf(setup).verify(name)).filter(({ state }) => state !== 'ok');
      return bad;
    }),

  /** SHA-256 of these files, read through the model's source in two ranges. */
  hashes: (setup: Setup, name: string, files: readonly string[]) =>
    outcome(async () => {
      const source = hubOf(setup).source(name);
      const hashes: Record<string, string> = {};
      for (const file of files) {
        const opened = await source.open(file);
        const half = Math.floor(opened.size / 2);
        const whole = new Uint8Array(opened.size);
        whole.set(await opened.read(half, opened.size - half), half);
        whole.set(await opened.read(0, half));
        hashes[file] = await sha256(whole);
        await opened.close();
      }
      return hashes;
    }),

  /** Logits of a kept model. */
  masks: (setup: Setup, name: string) =>
    outcome(async () => {
      const backend = onnxWeb({ inRealm: setup.inRealm });
      const predictor = await loadPredictor({ model: hubOf(setup).source(name), backend, device: 'wasm' });
      const logits = await lowRes(predictor);
      await predictor.dispose();
      return logits;
    }),

  /** All paths of the site's own file system. */
  tree: async () => treeOf(await navigator.storage.getDirectory()),

  /** Of a file in the site's own file system; 0 where it is not there. */
  size: async (path: string) =>
    fileAt(path).then(
      async (handle) => (await handle.getFile()).size,
      () => 0,
    ),

  /** Changes the last byte of a kept file. */
  spoil: (path: string) =>
    outcome(async () => {
      const handle = await fileAt(path);
      const { size } = await handle.getFile();
      const stream = await handle.createWritable({ keepExistingData: true });
      await stream.write({ type: 'write', position: size - 1, data: Uint8Array.of(255) });
      await stream.close();
    }),
};

export type Calls = typeof calls;
Object.assign(globalThis, { calls });

/// <reference lib="dom" />
import type { MemoryFolder } from '@medicosam/convert';
import { loadPredictor } from '@medicosam/core';
import { askedElsewhere, type Browser, buildPage, launch, saidBy } from '@medicosam/in-chromium';
import { onnxNode } from '@medicosam/onnx-node';
import { addBias, WEIGHTS } from '../support/micro-graph.js';
import { miniModel } from '../support/mini-model.js';
import { lowRes } from '../support/mini-run.js';
import type { Calls, Setup } from './page/page.js';
import { serveModel } from './site.js';

type Answer<Name extends keyof Calls> = Awaited<ReturnType<Calls[Name]>>;

/** How a site answers, beside its page and model. */
export interface SiteOptions {
  readonly headers?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, Uint8Array>>;
  /** Which page; that of Vite's build when absent. */
  readonly path?: string;
}

/** The logits that onnx-node gives. */
export async function expectedLogits(model: MemoryFolder, storage?: string): Promise<number[]> {
  const predictor = await loadPredictor({ model, backend: onnxNode({ inRealm: true }), storage });
  const logits = await lowRes(predictor);
  await predictor.dispose();
  return logits;
}

/** A browser, the built page and the small model, with the logits that onnx-node gives. */
export async function openBrowser(flags: readonly string[] = []) {
  const [mini, page, browser] = await Promise.all([
    miniModel(),
    buildPage(new URL('./page/', import.meta.url)),
    launch({ flags }),
  ]);
  return {
    /** Calls a function of the page on a site of its own. */
    call: <Name extends keyof Calls>(name: Name, setup: Setup = {}, site: SiteOptions = {}) =>
      onPage(browser, page.folder, mini, name, setup, site),
    expected: () => expectedLogits(mini),
    close: async () => {
      await browser.close();
      await page.remove();
    },
  };
}

async function onPage<Name extends keyof Calls>(
  browser: Browser,
  folder: string,
  mini: MemoryFolder,
  name: Name,
  setup: Setup,
  { headers, files, path = '' }: SiteOptions,
) {
  const micro = { '/micro.onnx': addBias(), '/micro.safetensors': WEIGHTS };
  const site = await serveModel(folder, mini.files, headers, { ...micro, ...files });
  const context = await browser.newContext();
  const page = await context.newPage();
  const said = saidBy(page);
  const elsewhere = askedElsewhere(context, site.address);
  try {
    await page.goto(`${site.address}${path}`);
    const answer = (await page.evaluate(
      ([call, options]) => {
        const { calls } = globalThis as unknown as { calls: Record<string, (options: Setup) => unknown> };
        return calls[call]?.(options);
      },
      [name, setup] as const,
    )) as Answer<Name>;
    return { ...answer, said, elsewhere, requests: site.requests };
  } finally {
    await context.close();
    site.close();
  }
}

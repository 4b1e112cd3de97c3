/// <reference lib="dom" />
import type { Browser, Page } from '@medicosam/in-chromium';
import { onTestFinished } from 'vitest';
import type { FailureCalls, Outcome } from './failures-page/page.js';
import { serveModel } from './site.js';

/** The page of failures, opened in a tab of its own until the test is over. */
export interface FailuresTab {
  readonly page: Page;
  call<Name extends keyof FailureCalls>(
    name: Name,
    ...args: Parameters<FailureCalls[Name]>
  ): Promise<Outcome<Awaited<ReturnType<FailureCalls[Name]>>>>;
}

/** Opens the built page over a model. */
export async function openFailures(
  browser: Browser,
  folder: string,
  model: ReadonlyMap<string, Uint8Array>,
  headers: Readonly<Record<string, string>> = {},
): Promise<FailuresTab> {
  const site = await serveModel(folder, model, headers);
  const context = await browser.newContext();
  const page = await context.newPage();
  onTestFinished(async () => {
    await context.close();
    site.close();
  });
  await page.goto(site.address);
  return {
    page,
    call: (name, ...args) =>
      page.evaluate(
        ([asked, given]) => {
          const { call } = globalThis as unknown as { call: (...all: unknown[]) => unknown };
          return call(asked, ...given);
        },
        [name, args] as const,
      ) as never,
  };
}

import { type Browser, type BrowserContextOptions, type Page, saidBy, serve } from '@medicosam/in-chromium';
import { expect, onTestFinished } from 'vitest';
import type { Lab } from './page/page.jsx';

declare global {
  /** What the page offers its tests. */
  var lab: Lab;
}

/** Wasm on busy processors. */
export const SLOW_MS = 240_000;

/** The page in a context of its own; its test fails where the console or an uncaught error said anything. */
export async function openPage(
  browser: Browser,
  folder: string,
  options: BrowserContextOptions = {},
): Promise<{ readonly page: Page; readonly said: string[] }> {
  const site = await serve({ folders: { '/': folder } });
  const context = await browser.newContext({ viewport: { width: 800, height: 600 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(SLOW_MS);
  // Of that type is an advertisement of React's developer tools.
  const said = saidBy(page, (message) => message.type() !== 'info');
  onTestFinished(async () => {
    await context.close();
    site.close();
    expect(said).toEqual([]);
  });
  await page.goto(site.address);
  await page.waitForFunction(() => 'lab' in globalThis);
  return { page, said };
}

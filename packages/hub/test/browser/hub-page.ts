/// <reference lib="dom" />
import {
  askedElsewhere,
  type Browser,
  type BrowserContext,
  buildPage,
  launch,
  type Page,
  saidBy,
  serve,
} from '@medicosam/in-chromium';
import type { Calls, Setup } from './page/page.js';

type Rest<Name extends keyof Calls> = Parameters<Calls[Name]> extends [unknown?, ...infer More] ? More : [];
type Answer<Name extends keyof Calls> = Awaited<ReturnType<Calls[Name]>>;

/** One tab on the site. */
export interface Tab {
  readonly page: Page;
  /** Calls a function of the page. */
  call<Name extends keyof Calls>(
    name: Name,
    setup?: Setup | string,
    ...rest: Rest<Name>
  ): Promise<Answer<Name>>;
  /** Chooses the file that `pullFile` takes. */
  drop(path: string): Promise<void>;
  /** What the console and uncaught errors say. */
  readonly said: readonly string[];
}

/** A site in a browser profile of its own, with what it stores. */
export interface Visit {
  readonly address: string;
  readonly context: BrowserContext;
  /** What was asked of other sites. */
  readonly elsewhere: readonly string[];
  open(prepare?: (page: Page) => Promise<unknown>): Promise<Tab>;
  close(): Promise<void>;
}

/** A browser and the built page. */
export async function openBrowser() {
  const [page, browser] = await Promise.all([buildPage(new URL('./page/', import.meta.url)), launch()]);
  return {
    browser,
    visit: () => visit(browser, page.folder),
    close: async () => {
      await browser.close();
      await page.remove();
    },
  };
}

async function visit(browser: Browser, folder: string): Promise<Visit> {
  const site = await serve({ folders: { '/': folder } });
  const context = await browser.newContext();
  return {
    address: site.address,
    context,
    elsewhere: askedElsewhere(context, site.address, ['blob:']),
    open: (prepare) => openTab(context, site.address, prepare),
    close: async () => {
      await context.close();
      site.close();
    },
  };
}

async function openTab(
  context: BrowserContext,
  address: string,
  prepare: ((page: Page) => Promise<unknown>) | undefined,
): Promise<Tab> {
  const page = await context.newPage();
  const said = saidBy(page, (message) => message.type() === 'error');
  await prepare?.(page);
  await page.goto(address);
  return {
    page,
    said,
    call: (name, ...args) =>
      page.evaluate(
        ([call, given]) => {
          const { calls } = globalThis as unknown as { calls: Record<string, (...args: unknown[]) => never> };
          return calls[call]?.(...given);
        },
        [name, args as unknown[]] as const,
      ) as never,
    drop: (path) => page.setInputFiles('input', path),
  };
}

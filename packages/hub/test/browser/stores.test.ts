import {
  type Browser,
  type BuiltPage,
  buildPage,
  hasChromium,
  launch,
  type Page,
  type Site,
  serve,
} from '@medicosam/in-chromium';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { OnPage } from './stores-page/page.js';

declare const onPage: OnPage;

/** What a file has beside the bytes that were put. */
const SEAL = 40;
const TIMEOUT_MS = 240_000;
const PLACE = { path: 'medicosam/embeddings', maxBytes: 1e6 };

let browser: Browser;
let built: BuiltPage;
let site: Site;
beforeAll(async () => {
  if (!hasChromium) return;
  built = await buildPage(new URL('./stores-page/', import.meta.url));
  site = await serve({ folders: { '/': built.folder } });
  browser = await launch({ flags: ['--host-resolver-rules=MAP insecure.test 127.0.0.1'] });
}, TIMEOUT_MS);
afterAll(async () => {
  await browser?.close();
  site?.close();
  await built?.remove();
});

/** A page of a browser profile that is empty but for its other pages. */
async function openPage(
  context?: Awaited<ReturnType<Browser['newContext']>>,
  address = site.address,
): Promise<Page> {
  const page = await (context ?? (await browser.newContext())).newPage();
  await page.goto(address);
  await page.waitForFunction(() => 'onPage' in globalThis);
  return page;
}

describe.runIf(hasChromium)('opfsBlobStore in Chromium', () => {
  it('keeps what was put, over a reload, from page and worker, until it is taken away', {
    timeout: TIMEOUT_MS,
  }, async () => {
    const page = await openPage();
    const [key, other] = ['an_entry', 'other_entry'];
    expect(await page.evaluate(([p, k]) => onPage.look(p, k), [PLACE, key] as const)).toBe('none');
    expect(await page.evaluate(([p, k]) => onPage.put(p, k, 5000), [PLACE, key] as const)).toBe('put');
    expect(await page.evaluate(([p, k]) => onPage.putInWorker(p, k), [PLACE, other] as const)).toBe('put');
    await page.reload();
    await page.waitForFunction(() => 'onPage' in globalThis);
    for (const k of [key, other]) {
      expect(await page.evaluate(([p, name]) => onPage.look(p, name), [PLACE, k] as const)).toBe('whole');
    }
    expect(await page.evaluate((p) => onPage.list(p), PLACE)).toEqual([
      { key, sizeBytes: 5000 + SEAL, usedAtMs: expect.any(Number) },
      { key: other, sizeBytes: 1000 + SEAL, usedAtMs: expect.any(Number) },
    ]);
    await page.evaluate(([p, k]) => onPage.delete(p, k), [PLACE, key] as const);
    expect((await page.evaluate((p) => onPage.list(p), PLACE)).map(({ key: left }) => left)).toEqual([other]);
    await page.evaluate((p) => onPage.clear(p), PLACE);
    expect(await page.evaluate((p) => onPage.list(p), PLACE)).toEqual([]);
    await page.context().close();
  });

  it('keeps within its bound, and drops what was not used for longest', { timeout: TIMEOUT_MS }, async () => {
    const page = await openPage();
    const keys = await page.evaluate(
      async (place) => {
        const later = () => new Promise((resolve) => setTimeout(resolve, 20));
        for (const key of ['entry_a0', 'entry_b0', 'entry_c0']) {
          await onPage.put(place, key, 300);
          await later();
        }
        await onPage.look(place, 'entry_a0');
        await later();
        const said = [await onPage.put(place, 'entry_d0', 300), await onPage.put(place, 'entry_e0', 1000)];
        return [...said, ...(await onPage.list(place)).map(({ key }) => key)];
      },
      { path: 'bounded', maxBytes: 3 * (300 + SEAL) },
    );
    expect(keys).toEqual(['put', 'FILE_UNWRITABLE', 'entry_a0', 'entry_c0', 'entry_d0']);
    await page.context().close();
  });

  it('tells what was damaged, and takes what was never written for missing', {
    timeout: TIMEOUT_MS,
  }, async () => {
    const page = await openPage();
    const said = await page.evaluate(
      async (place) => {
        await onPage.put(place, 'an_entry', 500);
        const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle(place.path);
        const file = await folder.getFileHandle('an_entry.blob');
        const writable = await file.createWritable({ keepExistingData: true });
        await writable.write({ type: 'write', position: 100, data: Uint8Array.of(1, 2, 3, 4, 5) });
        await writable.close();
        await folder.getFileHandle('empty_entry.blob', { create: true });
        const looks = ['an_entry', 'an_entry', 'empty_entry'];
        const seen: string[] = [];
        for (const key of looks) seen.push(await onPage.look(place, key));
        return seen;
      },
      { path: 'damaged', maxBytes: 1e6 },
    );
    expect(said).toEqual(['FORMAT_INVALID', 'none', 'none']);
    await page.context().close();
  });

  it('never gives anything but what was put to two tabs, one of which is closed again and again', {
    timeout: TIMEOUT_MS,
  }, async () => {
    const context = await browser.newContext();
    const place = { path: 'shared/store', maxBytes: 700_000 };
    const begin = async () => {
      const page = await openPage(context);
      await page.evaluate((p) => onPage.use(p, onPage.found), place);
      return page;
    };
    const tabs = [await begin(), await begin()];
    const found = { hits: 0, problems: [] as string[] };
    const kills = process.env['MEDICOSAM_PROVE'] ? 60 : 4;
    for (let k = 0; k <= kills; k++) {
      const page = tabs.shift() as Page;
      await vi.waitFor(
        async () => expect((await page.evaluate(() => onPage.found)).hits).toBeGreaterThan(3),
        60_000,
      );
      const { hits, problems } = await page.evaluate(() => onPage.found);
      found.hits += hits;
      found.problems.push(...problems);
      await page.close();
      tabs.push(await begin());
    }
    expect(found.problems).toEqual([]);
    const [page] = tabs as [Page];
    await tabs[1]?.close();
    await page.reload();
    await page.waitForFunction(() => 'onPage' in globalThis);
    const entries = await page.evaluate((p) => onPage.list(p), place);
    expect(entries.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)).toBeLessThanOrEqual(place.maxBytes);
    for (const { key } of entries) {
      expect(await page.evaluate(([p, k]) => onPage.look(p, k), [place, key] as const)).toBe('whole');
    }
    await context.close();
  });

  it('says when the quota is used up, and keeps what is there', { timeout: TIMEOUT_MS }, async () => {
    const page = await openPage();
    const place = { path: 'full', maxBytes: 1e9 };
    expect(await page.evaluate((p) => onPage.put(p, 'an_entry', 10_000), place)).toBe('put');
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Storage.overrideQuotaForOrigin', {
      origin: new URL(site.address).origin,
      quotaSize: 200_000,
    });
    // Often: written at once, one in three such writes would end for another reason.
    for (let i = 0; i < 12; i++) {
      expect(await page.evaluate((p) => onPage.put(p, 'large_entry', 5_000_000), place)).toBe('STORAGE_FULL');
    }
    expect(await page.evaluate((p) => onPage.look(p, 'an_entry'), place)).toBe('whole');
    expect((await page.evaluate((p) => onPage.list(p), place)).map(({ key }) => key)).toEqual(['an_entry']);
    await page.context().close();
  });

  it('says so on a page that was not served over HTTPS', { timeout: TIMEOUT_MS }, async () => {
    const page = await openPage(undefined, site.address.replace('127.0.0.1', 'insecure.test'));
    const said = await page.evaluate(
      async (p) => [await onPage.look(p, 'an_entry'), await onPage.put(p, 'an_entry', 100)],
      PLACE,
    );
    expect(said).toEqual(['FILE_UNREADABLE', 'FILE_UNWRITABLE']);
    await page.context().close();
  });
});

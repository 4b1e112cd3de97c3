/// <reference lib="dom" />
import { hasChromium } from '@medicosam/in-chromium';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { serveFile } from '../support/file-server.js';
import { BYTES, miniEntry, SHA256 } from '../support/fixtures.js';
import { openBrowser, type Visit } from './hub-page.js';

const TIMEOUT_MS = 240_000;
/** A second for each further case: `npm run prove`. */
const isProof = process.env['MEDICOSAM_PROVE'] !== undefined;
const WAIT = { timeout: 60_000 };
/** What a server of another site says to be read. */
const headers = { 'access-control-allow-origin': '*' };

let browser: Awaited<ReturnType<typeof openBrowser>>;
beforeAll(async () => {
  if (hasChromium) browser = await openBrowser();
}, TIMEOUT_MS);
afterAll(() => browser?.close());

async function visit(): Promise<Visit> {
  const visited = await browser.visit();
  onTestFinished(() => visited.close());
  return visited;
}

describe.runIf(hasChromium)('a checkpoint of another site', () => {
  it(
    'comes by its name, once its licence is accepted, and is not asked for again',
    async () => {
      const server = await serveFile(BYTES, { headers });
      const entries = [miniEntry([server.url()], { licence: null })];
      const tab = await (await visit()).open();
      expect(await tab.call('pullNamed', { entries }, 'mini')).toMatchObject({
        error: { code: 'LICENCE_NOT_ACCEPTED' },
      });
      expect(
        await tab.call('pullNamed', { entries, acceptLicence: true, offline: true }, 'mini'),
      ).toMatchObject({
        error: { code: 'OFFLINE' },
      });
      expect(server.seen).toEqual([]);
      expect(await tab.call('pullNamed', { entries, acceptLicence: true }, 'mini')).toMatchObject({
        value: {
          name: 'mini',
          entry: 'mini',
          wasThere: false,
          stages: ['download', 'read', 'convert'],
          manifest: { id: 'mini', title: 'Mini', provenance: { checkpoint: [{ sha256: SHA256 }] } },
        },
      });
      expect(await tab.call('pullNamed', { entries, offline: true }, 'mini')).toMatchObject({
        value: { wasThere: true },
      });
      // Found by its own name, whatever the registry says.
      expect(await tab.call('pullNamed', {}, 'mini')).toMatchObject({
        value: { wasThere: true, entry: null },
      });
      expect(server.seen.map(({ range }) => range)).toEqual(['bytes=0-']);
      expect((await tab.call('tree')).filter((path) => path.includes('/downloads/'))).toEqual([]);
      expect(await tab.call('pullNamed', {}, 'min')).toMatchObject({ error: { code: 'MODEL_NOT_FOUND' } });
    },
    TIMEOUT_MS,
  );

  it.runIf(isProof)(
    'is continued where the server fell silent, without a header that the server would have to allow',
    async () => {
      const dated = { headers: { ...headers, 'last-modified': 'Mon, 02 Nov 2026 10:00:00 GMT' } };
      const server = await serveFile(BYTES, { ...dated, stallAfter: 200_000 }, dated);
      const tab = await (await visit()).open();
      expect(
        await tab.call('pullNamed', { stallMs: 300 }, server.url('/models/Mini%20One.pt?token=secret')),
      ).toMatchObject({
        value: {
          name: 'mini-one',
          entry: null,
          manifest: { provenance: { checkpoint: [{ sha256: SHA256 }] } },
        },
      });
      // What is known by its date alone is compared over its last 64 kB.
      expect(server.seen.map(({ range, ifRange }) => [range, ifRange])).toEqual([
        ['bytes=0-', undefined],
        [`bytes=${200_000 - 65_536}-`, undefined],
      ]);
      const { value } = await tab.call('get', {}, 'mini-one');
      expect(value?.record).toMatchObject({ url: server.url('/models/Mini%20One.pt'), sha256: SHA256 });
    },
    TIMEOUT_MS,
  );

  it(
    'is continued in another tab where the first was closed, or the call aborted',
    async () => {
      const server = await serveFile(
        BYTES,
        { headers, stallAfter: 300_000 },
        { headers, stallAfter: 100_000 },
        { headers },
      );
      const entries = [miniEntry([server.url()])];
      const site = await visit();
      const first = await site.open();
      const cutOff = first.call('pullNamed', { entries }, 'mini').catch(() => 'closed');
      await expect.poll(() => first.call('size', 'medicosam/downloads/mini/part'), WAIT).toBe(300_000);
      await first.page.close();
      expect(await cutOff).toBe('closed');
      const second = await site.open();
      expect(await second.call('list')).toEqual({ value: [] });
      const aborted = second.call('pullNamed', { entries, abortAtBytes: 400_000 }, 'mini');
      expect(await aborted).toEqual({ error: { message: 'enough' } });
      expect(await second.call('pullNamed', { entries }, 'mini')).toMatchObject({
        value: { wasThere: false },
      });
      expect(server.seen.map(({ range }) => range)).toEqual(['bytes=0-', 'bytes=300000-', 'bytes=400000-']);
    },
    TIMEOUT_MS,
  );

  it(
    'fails with the server’s answers and the way without it: forbidden, silent, wrong, or gone',
    async () => {
      const tab = await (await visit()).open();
      const forbidding = await serveFile(BYTES);
      expect(
        await tab.call('pullNamed', { retry: { rounds: 4, firstDelayMs: 60_000 } }, forbidding.url()),
      ).toMatchObject({
        error: {
          code: 'DOWNLOAD_FAILED',
          message: expect.stringContaining('(CORS)'),
          hint: expect.stringMatching(/Fetch it in a browser from http.*drop the file on the page/),
        },
      });
      const silent = await serveFile(BYTES, { headers, stallAfter: 1_000 });
      const setup = { stallMs: 300, retry: { rounds: 2 } };
      expect(await tab.call('pullNamed', setup, silent.url())).toMatchObject({
        error: { code: 'DOWNLOAD_FAILED', message: expect.stringContaining('nothing came for 0.3 s') },
      });
      const wrong = await serveFile(BYTES, {
        headers,
        content: BYTES.map((byte, at) => (at === 9 ? byte ^ 1 : byte)),
      });
      expect(await tab.call('pullNamed', { entries: [miniEntry([wrong.url()])] }, 'mini')).toMatchObject({
        error: { code: 'MODEL_CHECKSUM_MISMATCH' },
      });
      const gone = await serveFile(BYTES);
      await gone.close();
      expect(await tab.call('pullNamed', {}, gone.url())).toMatchObject({
        error: { code: 'DOWNLOAD_FAILED', message: expect.stringContaining('cannot be read') },
      });
      expect(await tab.call('list')).toEqual({ value: [] });
    },
    TIMEOUT_MS,
  );
});

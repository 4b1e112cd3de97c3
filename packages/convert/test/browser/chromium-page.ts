import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chromium, type Page } from 'playwright';

const executablePath = [
  process.env['MEDICOSAM_CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find((path) => path !== undefined && existsSync(path));

/** Whether there is a browser to drive; `npm test` installs one. */
export const hasChromium = executablePath !== undefined;

/** Serves the files and hands a real Chromium's page on them to `body`. */
export async function withPage<T>(
  files: Readonly<Record<string, { type: string; body: string | Uint8Array }>>,
  body: (page: Page) => Promise<T>,
): Promise<T> {
  const server = createServer(({ url = '/' }, response) => {
    const file = files[url];
    response
      .writeHead(file ? 200 : 404, { 'content-type': file?.type ?? 'text/plain' })
      .end(file?.body ?? '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: ['--no-sandbox', '--disable-quic', '--disable-background-networking', '--disable-component-update'],
  });
  try {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    return await body(page);
  } finally {
    await browser.close();
    server.close();
  }
}

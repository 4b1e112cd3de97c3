import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright';

const executablePath = [
  process.env['MEDICOSAM_CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find((path) => path !== undefined && existsSync(path));

/** Whether there is a browser to drive; `npm test` installs one. */
export const hasChromium = executablePath !== undefined;

/** A real Chromium; without a WebGPU adapter, unless flags bring one. */
export function launch(flags: readonly string[] = []): Promise<Browser> {
  return chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: [
      '--no-sandbox',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      ...flags,
    ],
  });
}

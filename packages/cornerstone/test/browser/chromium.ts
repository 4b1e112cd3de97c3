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

/** A real Chromium with WebGL on a software adapter. */
export function launch(): Promise<Browser> {
  return chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: [
      '--no-sandbox',
      '--no-first-run',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--use-angle=swiftshader',
      '--enable-unsafe-swiftshader',
      '--ignore-gpu-blocklist',
    ],
  });
}

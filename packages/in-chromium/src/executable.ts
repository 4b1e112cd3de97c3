import { existsSync } from 'node:fs';

/** The browser of this machine; `.ci/chromium.mjs` installs one. */
export const executablePath = [
  process.env['MEDICOSAM_CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find((path) => path !== undefined && existsSync(path));

/** Whether there is a browser to drive; `npm test` installs one. */
export const hasChromium = executablePath !== undefined;

import { type Browser, chromium } from 'playwright';
import { executablePath } from './executable.js';
import { QUIET } from './flags.js';

/** What a browser is started with. */
export interface LaunchOptions {
  /** Command-line flags, such as `SOFTWARE_WEBGL`. */
  readonly flags?: readonly string[];
}

/** A browser whose process can be looked at. */
export interface BrowserProcess {
  readonly browser: Browser;
  readonly pid: number;
  close(): Promise<void>;
}

const optionsOf = ({ flags = [] }: LaunchOptions) => ({
  ...(executablePath !== undefined && { executablePath }),
  args: [...QUIET, ...flags],
});

/** A real Chromium; without WebGL and WebGPU, unless flags bring them. */
export function launch(options: LaunchOptions = {}): Promise<Browser> {
  return chromium.launch(optionsOf(options));
}

/** A real Chromium with the id of its process. */
export async function launchProcess(options: LaunchOptions = {}): Promise<BrowserProcess> {
  const server = await chromium.launchServer(optionsOf(options));
  const browser = await chromium.connect(server.wsEndpoint());
  return {
    browser,
    pid: server.process().pid ?? 0,
    async close() {
      await browser.close();
      await server.close();
    },
  };
}

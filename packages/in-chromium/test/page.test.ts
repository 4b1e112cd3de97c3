import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import {
  askedElsewhere,
  buildPage,
  hasChromium,
  ISOLATED,
  launch,
  launchProcess,
  SOFTWARE_WEBGL,
  saidBy,
  serve,
} from '../src/index.js';

const TIMEOUT_MS = 240_000;
const HTML = '<!doctype html><link rel="icon" href="data:,"><script type="module" src="./main.ts"></script>';
const MAIN = `
const greeting: string = 'built';
console.log(greeting, crossOriginIsolated, document.createElement('canvas').getContext('webgl2') !== null);
fetch('http://elsewhere.invalid/').catch(() => { throw new Error('uncaught'); });
`;

test.runIf(hasChromium)(
  'a page is built, served, opened with WebGL and heard',
  async () => {
    const root = await mkdtemp(join(tmpdir(), 'medicosam-root-'));
    onTestFinished(() => rm(root, { recursive: true }));
    await writeFile(join(root, 'index.html'), HTML);
    await writeFile(join(root, 'main.ts'), MAIN);
    const [built, browser] = await Promise.all([
      buildPage(pathToFileURL(`${root}/`)),
      launch({ flags: SOFTWARE_WEBGL }),
    ]);
    const site = await serve({ folders: { '/': built.folder }, headers: ISOLATED });
    onTestFinished(async () => {
      await browser.close();
      site.close();
      await built.remove();
    });
    const page = await browser.newPage();
    const said = saidBy(page, (message) => message.type() === 'log');
    const elsewhere = askedElsewhere(page.context(), site.address);
    await page.goto(site.address);
    await expect.poll(() => said, { timeout: TIMEOUT_MS }).toEqual(['built true true', 'uncaught']);
    expect(elsewhere).toEqual(['http://elsewhere.invalid/']);
    expect(site.requests).toEqual(['/', expect.stringMatching(/^\/assets\/index-.+\.js$/)]);
  },
  TIMEOUT_MS,
);

test.runIf(hasChromium)(
  'the process of a browser is there until it is closed',
  async () => {
    const { browser, pid, close } = await launchProcess();
    const isRunning = () => process.kill(pid, 0);
    expect([browser.isConnected(), isRunning()]).toEqual([true, true]);
    await close();
    expect(isRunning).toThrow('ESRCH');
  },
  TIMEOUT_MS,
);

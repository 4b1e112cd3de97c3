/// <reference lib="dom" />
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hasChromium, launch, saidBy, serve } from '@medicosam/in-chromium';
import { expect, onTestFinished, test } from 'vitest';
import { packedApp, readmeBlocks } from '../support/packed-app.js';

const SAMPLE = fileURLToPath(new URL('../../../../apps/node/samples/chest-xray.png', import.meta.url));
const MINUTES = 60_000;

/** The page that every Vite template has. */
const HTML = `<!doctype html>
<html lang="en"><head><link rel="icon" href="data:," /></head>
<body><div id="root"></div><script type="module" src="/src/main.tsx"></script></body></html>
`;
const MAIN = `import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import App from './App.tsx';

createRoot(document.getElementById('root')!).render(<StrictMode><App /></StrictMode>);
`;

test.runIf(process.env['MEDICOSAM_PROVE'] && hasChromium)(
  'a fresh Vite app segments an image by the lines of the README, from packed packages',
  async () => {
    const [install = ''] = await readmeBlocks('sh');
    const [app = ''] = await readmeBlocks('tsx');
    const [config = ''] = await readmeBlocks('js');
    const template = ['vite@8.3.8', '@vitejs/plugin-react@6.3.0', 'react@19.3.1', 'react-dom@19.3.1'];
    const types = ['typescript@6.0.3', '@types/react@19.3.3', '@types/react-dom@19.3.0'];
    const words = install.trim().split(/\s+/).slice(2);
    const { folder, run, write } = await packedApp([...template, ...types, ...words]);
    await run('mkdir', 'src');
    await write('index.html', HTML);
    await write('src/main.tsx', MAIN);
    await write('src/App.tsx', app);
    await write('vite.config.js', config);
    const compiler = ['--jsx', 'react-jsx', '--module', 'esnext', '--moduleResolution', 'bundler'];
    const strict = ['--strict', '--target', 'es2023', '--lib', 'es2023,dom,dom.iterable', '--skipLibCheck'];
    await run('npx', 'tsc', '--noEmit', '--ignoreConfig', ...compiler, ...strict, 'src/App.tsx');
    await run('npx', 'vite', 'build');

    const site = await serve({ folders: { '/': join(folder, 'dist') } });
    const browser = await launch();
    onTestFinished(async () => {
      await browser.close();
      site.close();
    });
    const page = await browser.newPage({ viewport: { width: 900, height: 700 } });
    page.setDefaultTimeout(5 * MINUTES);
    const said = saidBy(page, (message) => message.type() === 'error');
    await page.goto(site.address);
    await page.setInputFiles('input', SAMPLE);
    const status = (text: string) =>
      page.waitForFunction((wanted) => document.querySelector('main > output')?.textContent === wanted, text);
    await status('ready');
    // The sample's box of a lung, drawn by the keyboard's way in: the tool for boxes, then the mouse.
    await page.focus('canvas');
    await page.keyboard.press('b');
    const canvas = await page.locator('canvas').boundingBox();
    if (!canvas) throw new Error('The canvas is not shown.');
    const scale = (480 - 24) / 512;
    const left = canvas.x + (canvas.width - 512 * scale) / 2;
    await page.mouse.move(left + 77.5 * scale, canvas.y + 12 + 53.5 * scale);
    await page.mouse.down();
    await page.mouse.move(left + 248.5 * scale, canvas.y + 12 + 373.5 * scale, { steps: 4 });
    await page.mouse.up();
    await page.waitForFunction(() =>
      document.querySelector('div > output')?.textContent?.startsWith('Segmented'),
    );
    const area = Number(/\d+/.exec((await page.textContent('div > output')) ?? '')?.[0]);
    // The READMEs of onnx-node and core have 30,054 for the same box.
    expect(Math.abs(area - 30054)).toBeLessThan(600);
    await page.click('button');
    expect(await page.textContent('li')).toBe('Object 1');
    expect(said).toEqual([]);
  },
  20 * MINUTES,
);

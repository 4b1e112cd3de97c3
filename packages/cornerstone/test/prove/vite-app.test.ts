/// <reference lib="dom" />
import { join } from 'node:path';
import { hasChromium, launch, SOFTWARE_WEBGL, saidBy, serve } from '@medicosam/in-chromium';
import { expect, onTestFinished, test } from 'vitest';
import { packedApp, readmeBlocks } from '../../../react/test/support/packed-app.js';
import { dicomFile } from '../support/dicom-file.js';

const MINUTES = 60_000;
const README = new URL('../../README.md', import.meta.url);
const PACKAGES = ['packages/core', 'packages/onnx-web', 'packages/cornerstone', 'models/tiny'];

/** The page that every Vite template has. */
const HTML = `<!doctype html>
<html lang="en"><head><link rel="icon" href="data:," /></head>
<body><div id="app"></div><script type="module" src="/src/main.ts"></script></body></html>
`;

/** A bright ellipse in dark tissue, both with grain; what a click in its middle means is known. */
function phantom(x: number, y: number, side = 256) {
  const [rx, ry] = [46, 30];
  const data = new Uint16Array(side * side);
  let area = 0;
  let random = 7;
  for (let at = 0; at < data.length; at++) {
    random = (random * 16_807) % 2_147_483_647;
    const isInside = Math.hypot(((at % side) - x) / rx, (Math.floor(at / side) - y) / ry) <= 1;
    area += Number(isInside);
    data[at] = (isInside ? 900 : 300) + (random % 120);
  }
  return { file: dicomFile({ width: side, height: side, data, modality: 'MR' }), area, x, y, side };
}

/** The lines that name a package of ours in what a compiler says. */
const about = (text: string) => text.split('\n').filter((line) => /@medicosam|^src\//.test(line));

test.runIf(process.env['MEDICOSAM_PROVE'] && hasChromium)(
  'a fresh Vite app segments a DICOM file by the lines of the README, from packed packages',
  async () => {
    const installs = await readmeBlocks('sh', README);
    const [main = ''] = await readmeBlocks('ts', README);
    const config = (await readmeBlocks('js', README)).find((code) => code.startsWith('// vite.config.js'));
    const words = installs.flatMap((line) => line.trim().split(/\s+/).slice(2));
    const { folder, run, write } = await packedApp(['vite@8.3.8', 'typescript@6.0.3', ...words], PACKAGES);
    await run('mkdir', 'src');
    await write('index.html', HTML);
    await write('src/main.ts', main);
    await write('vite.config.js', config ?? '');

    const strict = ['--noEmit', '--ignoreConfig', '--strict', '--target', 'es2023'];
    const lib = ['--lib', 'es2023,dom,dom.iterable', 'src/main.ts'];
    for (const [module, resolution] of [
      ['esnext', 'bundler'],
      ['nodenext', 'nodenext'],
    ] as const) {
      const modules = ['--module', module, '--moduleResolution', resolution];
      await run('npx', 'tsc', ...strict, ...modules, '--skipLibCheck', ...lib);
      // Cornerstone's own declarations do not pass without skipLibCheck (they import from folders of its repository,
      // and gl-matrix is written for TypeScript before 6); what they say is left, what ours say is not.
      const types = await run('npx', 'tsc', ...strict, ...modules, ...lib).catch(
        (error: Error) => error.message,
      );
      expect(types).toContain('node_modules/@cornerstonejs/');
      expect(about(types)).toEqual([]);
    }
    await run('npx', 'vite', 'build');

    const site = await serve({ folders: { '/': join(folder, 'dist') } });
    const browser = await launch({ flags: SOFTWARE_WEBGL });
    onTestFinished(async () => {
      await browser.close();
      site.close();
    });
    const page = await browser.newPage({ viewport: { width: 900, height: 700 } });
    page.setDefaultTimeout(5 * MINUTES);
    const said = saidBy(page, (message) => message.type() === 'error');
    await page.goto(site.address);
    const output = async () => (await page.textContent('output')) ?? '';
    // One file after the other, as a reader goes on.
    for (const { file, area, x, y, side } of [phantom(140, 110), phantom(90, 150)]) {
      await page.setInputFiles('input', { name: 'slice.dcm', mimeType: 'application/dicom', buffer: file });
      await expect.poll(output, { timeout: MINUTES }).toBe('1 slices');
      const box = await page.locator('#slice').boundingBox();
      if (!box) throw new Error('The viewport is not shown.');
      const at = [box.x + ((x + 0.5) / side) * 512, box.y + ((y + 0.5) / side) * 512] as const;
      let moves = 0;
      // Once the slice is encoded there is the mask under the pointer.
      const rested = async () => {
        await page.mouse.move(at[0] + (moves++ % 2), at[1]);
        return output();
      };
      await expect.poll(rested, { timeout: 5 * MINUTES, interval: 250 }).toMatch(/^ready/);
      await page.mouse.click(...at);
      await expect.poll(output, { timeout: 5 * MINUTES }).toMatch(/^ready \d+ pixels/);
      const segmented = Number(/\d+/.exec(await output())?.[0]);
      expect(Math.abs(segmented - area) / area).toBeLessThan(0.1);
      await page.keyboard.press('Enter');
      await expect.poll(output, { timeout: MINUTES }).toBe(`${segmented} voxels written`);
      // Beside the viewport, so that nothing is encoded before the next file is shown.
      await page.mouse.move(box.x + 600, box.y);
    }
    expect(said).toEqual([]);
  },
  20 * MINUTES,
);

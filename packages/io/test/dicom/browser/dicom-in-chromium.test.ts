/// <reference lib="dom" />
import { buildPage, hasChromium, launch, serve } from '@medicosam/in-chromium';
import { expect, test } from 'vitest';
import { type DicomVolume, readDicom, readDicomSeries } from '../../../src/dicom.js';
import { readDicomSeg } from '../../../src/dicom-seg.js';
import { dicomFixtures, fileOf, hasSharedDicom, sha256, sharedDicom } from '../expected-dicom.js';

/** One of each codec, and of each that has none. */
const FILES = [
  'MR_small.dcm',
  'image_dfl.dcm',
  'MR_small_RLE.dcm',
  'liver_deflate.dcm',
  'SC_rgb_dcmtk_pebpcypnp.dcm',
  'JPGExtended.dcm',
  'SC_rgb_jpeg_gdcm.dcm',
  'MR_small_jpeg_ls_lossless.dcm',
  'MR_small_jp2klossless.dcm',
].map((name) => ({ name, folder: dicomFixtures }));

/** None of HTJ2K is small enough for the repository: with the larger data set, and `npm run prove`. */
if (hasSharedDicom && process.env['MEDICOSAM_PROVE']) {
  FILES.push({ name: 'HTJ2KLossless_08_RGB.dcm', folder: sharedDicom });
}

/** As strict as a page with WebAssembly can be: no code from text, nothing from elsewhere. */
const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; img-src data:";

declare const hashes: (file: string) => Promise<string[]>;
declare const refusal: (file: string) => Promise<string>;
declare const segmented: (file: string, voxel: number) => Promise<number[]>;

test.runIf(hasChromium)(
  'in Chromium every codec gives what it gives in Node, and segmentations are written, from the page’s own modules alone',
  { timeout: 240_000 },
  async () => {
    const page = await buildPage(new URL('./page/', import.meta.url), {
      resolve: { conditions: ['@medicosam/source', 'module', 'browser'] },
    });
    const files = Object.fromEntries(FILES.map(({ name, folder }) => [`/${name}`, fileOf(folder, name)]));
    const [site, browser] = await Promise.all([
      serve({ folders: { '/': page.folder }, files, headers: { 'content-security-policy': POLICY } }),
      launch(),
    ]);
    try {
      const tab = await browser.newPage();
      const asked: string[] = [];
      tab.on('request', (request) => asked.push(request.url()));
      await tab.goto(site.address);
      for (const { name, folder } of FILES) {
        const { frames } = await readDicom(fileOf(folder, name), { asStored: true });
        const found = await tab.evaluate((file) => hashes(file), name);
        expect(found, name).toEqual(frames.map(({ data }) => sha256(data)));
      }
      const written = await tab.evaluate((name) => segmented(name, 777), 'MR_small.dcm');
      const { volumes } = await readDicomSeries([fileOf(dicomFixtures, 'MR_small.dcm')]);
      const { segments } = await readDicomSeg(Uint8Array.from(written), volumes[0] as DicomVolume);
      expect(segments).toMatchObject([{ label: 'Käse', number: 1 }]);
      expect(segments[0]?.mask.get(0)?.bits.indexOf(1)).toBe(777);
      expect(asked.filter((url) => !url.startsWith(site.address) && !url.startsWith('data:'))).toEqual([]);
      expect(site.requests.filter((path) => !/\.(html|js|dcm)$|\/$/.test(path))).toEqual([]);
    } finally {
      await browser.close();
      site.close();
      await page.remove();
    }
  },
);

test.runIf(hasChromium && process.env['MEDICOSAM_PROVE'])(
  'a page that forbids WebAssembly is told so, and reads what needs none',
  { timeout: 240_000 },
  async () => {
    const page = await buildPage(new URL('./page/', import.meta.url), {
      resolve: { conditions: ['@medicosam/source', 'module', 'browser'] },
    });
    const names = ['MR_small_jpeg_ls_lossless.dcm', 'MR_small_RLE.dcm'];
    const [site, browser] = await Promise.all([
      serve({
        folders: { '/': page.folder },
        files: Object.fromEntries(names.map((name) => [`/${name}`, fileOf(dicomFixtures, name)])),
        headers: { 'content-security-policy': POLICY.replace(" 'wasm-unsafe-eval'", '') },
      }),
      launch(),
    ]);
    try {
      const tab = await browser.newPage();
      await tab.goto(site.address);
      const codes = await tab.evaluate((files) => Promise.all(files.map((file) => refusal(file))), names);
      expect(codes).toEqual(['FORMAT_UNSUPPORTED', '']);
    } finally {
      await browser.close();
      site.close();
      await page.remove();
    }
  },
);

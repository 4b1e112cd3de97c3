/// <reference lib="dom" />
import { buildPage, hasChromium, launch, serve } from '@medicosam/in-chromium';
import { expect, test } from 'vitest';
import { readNifti, writeNifti } from '../../../src/nifti.js';
import { readNrrd, writeNrrd } from '../../../src/nrrd.js';
import { readTiffVolume } from '../../../src/tiff.js';
import { volumeFixture } from '../volume-fixtures.js';
import type { Answer, FormatName } from './page/page.js';

interface Chunk {
  readonly type: 'chunk';
  readonly moduleIds: readonly string[];
  readonly imports: readonly string[];
  readonly facadeModuleId: string | null;
}
type Bundle = Readonly<Record<string, Chunk | { readonly type: 'asset' }>>;

/** The files that a page loads with one of its formats. */
function modulesOf(bundle: Bundle, format: FormatName): string[] {
  const chunkOf = (name: string | undefined) => {
    const chunk = bundle[name ?? ''];
    return chunk?.type === 'chunk' ? chunk : undefined;
  };
  const start = Object.keys(bundle).find((name) =>
    chunkOf(name)?.facadeModuleId?.endsWith(`/src/${format}.ts`),
  );
  const names = new Set(start === undefined ? [] : [start]);
  for (const name of names) for (const other of chunkOf(name)?.imports ?? []) names.add(other);
  return [...names].flatMap((name) => chunkOf(name)?.moduleIds ?? []);
}

test.runIf(process.env['MEDICOSAM_PROVE'] && hasChromium)(
  'a page reads and writes as Node does, and loads no format but the one it uses',
  { timeout: 240_000 },
  async () => {
    let bundle: Bundle = {};
    const built = await buildPage(new URL('./page/', import.meta.url), {
      resolve: { conditions: ['@medicosam/source', 'module', 'browser'] },
      plugins: [
        {
          name: 'what-is-loaded',
          generateBundle: (_, chunks) => {
            bundle = chunks as unknown as Bundle;
          },
        },
      ],
    });
    const site = await serve({ folders: { '/': built.folder } });
    const browser = await launch();
    try {
      const page = await browser.newPage();
      await page.goto(site.address);
      const inPage = (format: FormatName, bytes: Uint8Array): Promise<Answer> =>
        page.evaluate(
          ([name, values]) =>
            (globalThis as unknown as { run(format: string, bytes: readonly number[]): Promise<Answer> }).run(
              name,
              values,
            ),
          [format, [...bytes]] as const,
        );
      const files = [
        ['nifti', 'resampled_anat_moved.nii', readNifti, writeNifti],
        ['nifti', 'int64_seg.nii.gz', readNifti, writeNifti],
        ['nrrd', 'las_ascii.nrrd', readNrrd, writeNrrd],
        ['nrrd', 'lps_gzip.nrrd', readNrrd, writeNrrd],
        ['tiff', 'tiled_u16_lzw.tif', (bytes: Uint8Array) => ({ volume: readTiffVolume(bytes) }), undefined],
        [
          'tiff',
          'float32_predictor3.tif',
          (bytes: Uint8Array) => ({ volume: readTiffVolume(bytes) }),
          undefined,
        ],
      ] as const;
      for (const [format, file, read, write] of files) {
        const bytes = volumeFixture(file);
        const { volume } = read(bytes);
        const { data, ...facts } = volume;
        const answer = await inPage(format, bytes);
        expect(answer.facts).toEqual(facts);
        expect(answer.type).toBe(data.constructor.name);
        expect(answer.values).toEqual([...data]);
        expect(answer.written).toEqual(write ? [...write(volume)] : []);
      }
    } finally {
      await browser.close();
      await site.close();
      await built.remove();
    }
    const other = { nifti: /nrrd|tiff/, nrrd: /nifti|tiff/, tiff: /nifti|nrrd/ } as const;
    for (const format of ['nifti', 'nrrd', 'tiff'] as const) {
      const modules = modulesOf(bundle, format);
      expect(modules.some((id) => id.endsWith(`/src/${format}.ts`))).toBe(true);
      const foreign = new RegExp(
        `/src/(?:${other[format].source}|jpeg|dicom|node)[/.]|fast-png|jpeg-js|node:`,
      );
      expect(modules.filter((id) => foreign.test(id))).toEqual([]);
    }
  },
);

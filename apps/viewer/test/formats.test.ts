import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hasChromium } from '@medicosam/in-chromium';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { zipOf } from '../../../packages/cli/test/dicom-series.js';
import { type NamedBytes, openViewer, type Viewer } from './support/open-viewer.js';
import { hasSharedData, sharedPath } from './support/shared-path.js';
import { realValues } from './support/shown-values.js';
import { smallSeries } from './support/small-series.js';

const isProof = Boolean(process.env['MEDICOSAM_PROVE']) && hasChromium && hasSharedData;
const pictures = process.env['MEDICOSAM_PICTURES'];
const fixture = (path: string) =>
  fileURLToPath(new URL(`../../../packages/io/test/fixtures/${path}`, import.meta.url));

const series = smallSeries(['1.0', '2.5', '4.0', '5.5', '7.0', '8.5']);
const zip = {
  name: 'series.zip',
  bytes: zipOf(Object.fromEntries(series.map(({ name, bytes }) => [name, bytes]))),
};

interface Opening {
  readonly files: readonly (string | NamedBytes)[];
  /** Kind and number of images, as the page says. */
  readonly says: string;
  readonly views: number;
  /** Of the values; colours are compared by eye. */
  readonly type?: string;
  /** A part of what is answered to the chooser. */
  readonly answer?: string;
  readonly warning?: string;
}

/** Every format, and of DICOM what differs in how values are shown. */
const OPENINGS: Readonly<Record<string, Opening>> = {
  CT: { files: [sharedPath('dicom/CT_small.dcm')], says: 'CT · 1 image', views: 1, type: 'Int16Array' },
  'an archive': { files: [zip], says: 'MR · 6 images', views: 3, type: 'Int16Array' },
  RLE: { files: [sharedPath('dicom/MR_small_RLE.dcm')], says: 'MR · 1 image', views: 1, type: 'Int16Array' },
  'JPEG 2000': {
    files: [sharedPath('dicom/693_J2KI.dcm')],
    says: 'CT · 1 image',
    views: 1,
    type: 'Int16Array',
  },
  'HTJ2K in colour': {
    files: [sharedPath('dicom/HTJ2KLossless_08_RGB.dcm')],
    says: '1 image',
    views: 1,
    type: 'Uint8Array',
  },
  'a film': {
    files: [sharedPath('dicom/examples_ybr_color.dcm')],
    says: 'US · 30 images',
    views: 1,
    type: 'Uint8Array',
  },
  MONOCHROME1: {
    files: [sharedPath('dicom/dx_image.dcm')],
    says: 'DX · 1 image',
    views: 1,
    type: 'Uint8Array',
  },
  'a parametric map': {
    files: [sharedPath('dicom/parametric_map_float.dcm')],
    says: '1 image',
    views: 1,
    type: 'Float32Array',
  },
  'a dose': {
    files: [sharedPath('dicom/rtdose.dcm')],
    says: 'RTDOSE · 15 images',
    views: 3,
    type: 'Float32Array',
  },
  '16 bits of colour': {
    files: [sharedPath('dicom/SC_rgb_16bit.dcm')],
    says: '1 image',
    views: 1,
    warning: 'shown with 8',
  },
  NIfTI: {
    files: [sharedPath('nifti/anatomical.nii')],
    says: 'NIfTI-1 · 25 images',
    views: 3,
    type: 'Int16Array',
  },
  'NIfTI-2 of 32 bits': {
    files: [sharedPath('nifti/derived_int32_nifti2_scl.nii.gz')],
    says: 'NIfTI-2',
    views: 3,
  },
  'NIfTI of doubles': {
    files: [sharedPath('nifti/float64_t2w.nii.gz')],
    says: 'NIfTI-1',
    views: 3,
    type: 'Float32Array',
  },
  'NIfTI of several volumes': {
    files: [sharedPath('nifti/example4d.nii.gz')],
    says: 'NIfTI-1 · 24 images',
    views: 3,
    answer: 'Volume 1',
  },
  'a NIfTI pair': {
    files: [sharedPath('nifti/ras.hdr'), sharedPath('nifti/ras.img')],
    says: 'NIfTI-1',
    views: 3,
  },
  'a sheared NIfTI': {
    files: [sharedPath('nifti/shear.nii.gz')],
    says: 'NIfTI-1 · 54 images',
    views: 1,
    warning: 'shown one by one',
  },
  NRRD: { files: [sharedPath('volumes/braintumour_mr_image.nrrd')], says: 'NRRD · 25 images', views: 3 },
  'detached NRRD': {
    files: [fixture('volumes/detached.nhdr'), fixture('volumes/detached.raw.gz')],
    says: 'NRRD',
    views: 1,
  },
  'TIFF of pages': { files: [fixture('volumes/stack_be.tif')], says: 'TIFF', views: 1 },
  'TIFF of float32': {
    files: [sharedPath('nifti/ct_slice_f32.tif')],
    says: 'TIFF · 1 image',
    views: 1,
    type: 'Float32Array',
  },
  'PNG of 16 bits': {
    files: [sharedPath('nifti/ct_slice_u16.png')],
    says: 'PNG · 1 image',
    views: 1,
    type: 'Uint16Array',
  },
  JPEG: { files: [fixture('derm_isic_0014270.jpg')], says: 'JPEG · 1 image', views: 1, type: 'Uint8Array' },
};

let viewer: Viewer;
beforeAll(async () => {
  if (isProof) viewer = await openViewer();
}, 240_000);
afterAll(async () => {
  await viewer?.close();
});

/** Some values of each slice, the first and the last among them. */
const places = (count: number) =>
  Array.from({ length: 20 }, (_, index) => Math.floor((index * (count - 1)) / 19));

describe.runIf(isProof)('the viewer opens', { timeout: 120_000 }, () => {
  for (const [name, opening] of Object.entries(OPENINGS)) {
    test(name, async () => {
      const { page } = viewer;
      await page.reload();
      await viewer.drop(opening.files);
      if (opening.answer) {
        await page.locator('#chooser-options button', { hasText: opening.answer }).first().click();
      }
      await page.locator('#series-name', { hasText: opening.says }).waitFor();
      await page.getByText('Point at a structure').waitFor();
      expect(await page.locator('#views .view').count()).toBe(opening.views);
      const expected = await realValues(opening.files, places);
      const shown = await viewer.look('values', expected.places);
      expect(shown.length).toBe(expected.slices.length);
      const types = new Set(shown.map(({ type }) => type));
      expect(types.size).toBe(1);
      if (opening.type) expect([...types]).toEqual([opening.type]);
      if (opening.warning) await page.locator('#warnings', { hasText: opening.warning }).waitFor();
      else
        expect(shown.map(({ values }) => values)).toEqual(
          expected.slices.map((slice) => slice.map(rounded(types))),
        );
      if (pictures)
        writeFileSync(join(pictures, `open-${name.replaceAll(' ', '-')}.png`), await page.screenshot());
      expect([viewer.said, viewer.elsewhere]).toEqual([[], []]);
    });
  }
});

const rounded = (types: ReadonlySet<string>) => (value: number) =>
  types.has('Float32Array') ? Math.fround(value) : value;

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hasChromium } from '@medicosam/in-chromium';
import { labelFormats, readLabels, writeLabels } from '@medicosam/io/labels';
import { openImages, type SourceVolume } from '@medicosam/io/open';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type NamedBytes, openViewer, type Viewer } from './support/open-viewer.js';
import { hasSharedData, sharedPath } from './support/shared-path.js';
import { filesOf } from './support/shown-values.js';
import { smallSeries } from './support/small-series.js';

const isProof = Boolean(process.env['MEDICOSAM_PROVE']) && hasChromium && hasSharedData;
const pictures = process.env['MEDICOSAM_PICTURES'];
const series = smallSeries(['1.0', '2.5', '4.0', '5.5', '7.0', '8.5']);

let viewer: Viewer;
beforeAll(async () => {
  if (isProof) viewer = await openViewer();
}, 240_000);
afterAll(async () => {
  await viewer?.close();
});

/** Voxels by the names of their segments: files may bring segments in another order. */
async function namedVoxels(): Promise<ReadonlySet<string>> {
  const names = new Map((await viewer.look('segments')).map(({ index, name }) => [index, name]));
  const voxels = await viewer.look('voxels');
  return new Set(voxels.map(([at, image, value]) => `${at} ${image} ${names.get(value)}`));
}

/** Some of the voxels that two labelmaps do not share. */
function differing(a: ReadonlySet<string>, b: ReadonlySet<string>): string[] {
  const only = (one: ReadonlySet<string>, other: ReadonlySet<string>) =>
    [...one].filter((voxel) => !other.has(voxel));
  return [...only(a, b), ...only(b, a)].slice(0, 10);
}

describe.runIf(isProof)('segments in the viewer', { timeout: 240_000 }, () => {
  test('go into every format, and back into the same voxels', async () => {
    const { page } = viewer;
    const openImage = async () => {
      await page.reload();
      await viewer.open([sharedPath('volumes/abdomen_ct_image.nii.gz')], 'NIfTI-1');
    };
    await openImage();
    await viewer.addLabels(sharedPath('volumes/abdomen_ct_label.nii.gz'), true);
    if (pictures) writeFileSync(join(pictures, 'viewer-abdomen.png'), await page.screenshot());
    const voxels = await namedVoxels();
    expect(voxels.size).toBeGreaterThan(1000);
    // NIfTI and NRRD hold no names: what came from a label map is called after its values, which stay.
    for (const format of ['3D Slicer segmentation', 'COCO', 'GeoJSON']) {
      const saved = await viewer.save(format);
      await openImage();
      await viewer.addLabels(saved);
      expect(differing(await namedVoxels(), voxels), format).toEqual([]);
    }
    await page.locator('#export').click();
    const refused = page.locator('#chooser-options button:disabled', { hasText: 'DICOM' });
    await refused.first().waitFor();
    expect(await refused.count()).toBe(3);
    expect(await refused.first().textContent()).toContain('refers to the DICOM series');
    const picture = page.locator('#chooser-options button:disabled', { hasText: 'PNG' });
    expect(await picture.textContent()).toContain('holds one slice');
    if (pictures) writeFileSync(join(pictures, 'viewer-save.png'), await page.screenshot());
    expect([viewer.said, viewer.elsewhere]).toEqual([[], []]);
  });

  test('of a DICOM series go into every format, and back into the same voxels', async () => {
    const { page } = viewer;
    await page.reload();
    await viewer.open(series, 'MR');
    const { items } = await openImages(filesOf(series));
    const source = (await items[0]?.read?.()) as SourceVolume;
    const square = {
      bits: new Uint8Array(64 * 64).fill(1, 1000, 1010).fill(1, 1064, 1074),
      width: 64,
      height: 64,
    };
    const objects = [{ name: 'Square', masks: [{ index: 2, mask: square }] }];
    const { bytes } = await writeLabels(objects, source, 'dicom-seg');
    await viewer.addLabels({ name: 'a.dcm', bytes });
    const voxels = new Set((await viewer.look('voxels')).map(([at, image]) => `${at} ${image}`));
    expect(voxels.size).toBe(20);
    const files = new Map<string, NamedBytes>();
    for (const { title, endings } of labelFormats) {
      const [ending = ''] = endings;
      await page.locator('#export').click();
      const download = page.waitForEvent('download');
      await page
        .locator('#chooser-options button', { hasText: `*${ending}` })
        .first()
        .click();
      const saved = await download;
      const name = saved.suggestedFilename();
      expect(name.endsWith(ending), name).toBe(true);
      const bytes = new Uint8Array(readFileSync(await saved.path()));
      files.set(title, { name, bytes });
      const again = await readLabels(bytes, source, {
        slice: { index: 2 },
      });
      const found = again.objects.flatMap(({ masks }) =>
        masks.flatMap(({ index, mask }) =>
          [...mask.bits.keys()].flatMap((at) => (mask.bits[at] ? [`${at} ${index}`] : [])),
        ),
      );
      expect(new Set(found), title).toEqual(voxels);
    }

    // Labels lie nowhere without their images.
    const contours = files.get('DICOM structure set') as NamedBytes;
    await page.reload();
    await viewer.drop([contours]);
    await page.locator('#notice', { hasText: 'Open those images first' }).waitFor();
    await viewer.open(series, 'MR');
    await viewer.addLabels(contours);
    expect(new Set((await viewer.look('voxels')).map(([at, image]) => `${at} ${image}`))).toEqual(voxels);
    expect(await viewer.look('segments')).toMatchObject([{ name: 'Square' }]);
    expect([viewer.said, viewer.elsewhere]).toEqual([[], []]);
  });
});

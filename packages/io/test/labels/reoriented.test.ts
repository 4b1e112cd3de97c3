import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { readLabels, writeLabels } from '../../src/labels.js';
import { arbitraryObjects, arbitrarySource } from './arbitrary-labels.js';
import { voxelsOf } from './place.js';

const python = process.env['MEDICOSAM_PYTHON'] ?? 'python3';
const isProof = Boolean(process.env['MEDICOSAM_PROVE']);
const hasNibabel = isProof && spawnSync(python, ['-c', 'import nibabel']).status === 0;
if (isProof && !hasNibabel) {
  console.warn(`${python} has no nibabel (see MEDICOSAM_PYTHON): no label map was turned by it.`);
}

const folder = mkdtempSync(join(tmpdir(), 'medicosam-reoriented-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Brings each file to RAS and to LIP order, as other programs do. */
const REORIENT = `
import sys, nibabel as nib
from nibabel.orientations import axcodes2ornt, io_orientation, ornt_transform
for path in sys.argv[1:]:
    image = nib.load(path)
    nib.save(nib.as_closest_canonical(image), path.replace('.nii.gz', '.ras.nii.gz'))
    turn = ornt_transform(io_orientation(image.affine), axcodes2ornt('LIP'))
    nib.save(image.as_reoriented(turn), path.replace('.nii.gz', '.lip.nii'))
`;

it.runIf(hasNibabel)('100 label maps that nibabel reoriented are read as they were', async () => {
  const samples = fc.sample(
    arbitrarySource.chain((source) =>
      fc.tuple(fc.constant(source), arbitraryObjects([source.width, source.height, source.depth])),
    ),
    100,
  );
  const paths = samples.map((_, index) => join(folder, `${index}.nii.gz`));
  const expected: (readonly (readonly string[])[])[] = [];
  for (const [index, [source, objects]] of samples.entries()) {
    const { bytes } = await writeLabels(objects, source, 'nifti');
    writeFileSync(paths[index] as string, bytes);
    expected.push((await readLabels(bytes, source)).objects.map(voxelsOf));
  }
  const { status, stderr } = spawnSync(python, ['-c', REORIENT, ...paths], { encoding: 'utf8' });
  expect(status, stderr).toBe(0);
  let turned = 0;
  for (const [index, [source]] of samples.entries()) {
    for (const ending of ['.ras.nii.gz', '.lip.nii']) {
      const bytes = readFileSync((paths[index] as string).replace('.nii.gz', ending));
      const { objects } = await readLabels(new Uint8Array(bytes), source);
      expect(objects.map(voxelsOf), `${ending} of ${JSON.stringify(source)}`).toEqual(expected[index]);
      turned++;
    }
  }
  expect(turned).toBe(200);
});

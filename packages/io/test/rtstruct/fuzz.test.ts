import { readRtStruct, writeRtStruct } from '../../src/rtstruct.js';
import { openSeries, smallFiles } from '../dicom-seg/small-series.js';
import { fixture } from '../fixture.js';
import { describeFuzz } from '../fuzz-reader.js';
import { box, foreignSet } from './foreign-set.js';

const { volume, source } = await openSeries(smallFiles);
const mask = Uint8Array.from({ length: 4 * 64 * 64 }, (_, i) => ((i % 97) % 3 === 0 ? 1 : 0));
mask.fill(0, 64 * 64);
const contours = [0, 1.5, 3, 3].map((k, i) => ({ points: box(k, 5 + i, 9, 40 - i, 30) }));

describeFuzz('structure sets', {
  // Beside damage: files that are whole and do not belong to the volume.
  codes: ['FORMAT_INVALID', 'FORMAT_UNSUPPORTED', 'IMAGE_INVALID'],
  originals: [
    { file: 'written', bytes: writeRtStruct({ source, rois: [{ name: 'Noise', mask }] }) },
    { file: 'explicit', bytes: foreignSet({ source, volume }, [{ name: 'A', contours }], {}, false) },
    { file: 'two', bytes: foreignSet({ source, volume }, [{ contours }, { number: 2, contours }]) },
    { file: 'rtstruct.dcm', bytes: fixture('rtstruct/rtstruct.dcm') },
  ],
  read: async (bytes) => {
    const { rois } = await readRtStruct(bytes, volume);
    for (const [k, { bits }] of rois.flatMap((roi) => [...roi.mask])) {
      if (bits.length !== 64 * 64 || k < 0 || k >= 4) throw new Error('a mask is not of its volume');
    }
  },
});

import { readDicomSeg, readSegSource, type SegKind, writeDicomSeg } from '../../src/dicom-seg.js';
import { describeFuzz } from '../fuzz-reader.js';
import { openSeries, smallFiles } from './small-series.js';

const { volume, source } = await openSeries(smallFiles);
const mask = Uint8Array.from({ length: 4 * 64 * 64 }, (_, i) => (i % 97) % 3);
const segments = [1, 2].map((labelValue) => ({ label: `Part ${labelValue}`, mask, labelValue }));

/** Beside damage: files that are whole and do not belong to the volume. */
const codes = ['FORMAT_INVALID', 'FORMAT_UNSUPPORTED', 'IMAGE_INVALID', 'INVALID_ARGUMENT'] as const;

describeFuzz('segmentations', {
  codes,
  originals: (['BINARY', 'LABELMAP'] as SegKind[]).map((kind) => ({
    file: kind,
    bytes: writeDicomSeg({ source, segments, kind }),
  })),
  read: async (bytes) => {
    const read = await readDicomSeg(bytes, volume);
    for (const [k, { bits }] of read.segments.flatMap((segment) => [...segment.mask])) {
      if (bits.length !== 64 * 64 || k < 0 || k >= 4) throw new Error('a mask is not of its volume');
    }
  },
});

describeFuzz('sources of segmentations', {
  codes,
  originals: volume.slices.map(({ file }) => ({ file: `${file}`, bytes: smallFiles[file] as Uint8Array })),
  read: async (bytes) => {
    const files = smallFiles.map((original, i) => (i === volume.slices[0]?.file ? bytes : original));
    const found = await readSegSource(files, volume);
    if (found.slices.length !== 4) throw new Error(`${found.slices.length} slices`);
  },
});

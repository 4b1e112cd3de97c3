import { updateCrc32 } from '../src/gzip/crc32.js';
import { decodeImage } from '../src/index.js';
import { fixture } from './fixture.js';
import { describeFuzz } from './fuzz-reader.js';

const formats = {
  PNG: ['rgb_8.png', 'grey_16_interlaced.png', 'palette_4.png', 'nuclei_fluo_256.png'],
  JPEG: ['rgb_420_restart.jpg', 'rgb_progressive.jpg', 'rgb_orientation_6.jpg', 'derm_isic_0014270.jpg'],
};

/** Gives the chunks of a PNG, as far as they go, the checksums of what they hold. */
function mendPng(bytes: Uint8Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 8; at + 12 <= bytes.length; ) {
    const end = at + 8 + view.getUint32(at);
    if (end + 4 > bytes.length) return;
    view.setUint32(end, updateCrc32(0, bytes.subarray(at + 4, end)));
    at = end + 4;
  }
}

for (const [format, files] of Object.entries(formats)) {
  describeFuzz(`${format} files`, {
    ...(format === 'PNG' ? { mend: mendPng } : {}),
    originals: files.map((file) => ({ file, bytes: fixture(file) })),
    read: async (bytes) => {
      const { data, width, height, channels = 0 } = await decodeImage(bytes);
      if (data.length !== width * height * channels) throw new Error('sizes do not fit');
    },
  });
}

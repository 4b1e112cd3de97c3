import { MedicoSamError, type PixelData, type PixelVolume } from '@medicosam/core';
import type { ImageFrames, SourceVolume } from '@medicosam/io/open';

/** The frames of a file that states no place for them, such as those of a film, as slices that lie nowhere. */
export async function framesSource(frames: ImageFrames): Promise<SourceVolume> {
  const first = await frames.read(0);
  const { width, height } = first;
  const source: SourceVolume = {
    width,
    height,
    depth: frames.count,
    warnings: first.warnings,
    cut: async (axis, index) => {
      if (axis !== 'k') {
        throw new MedicoSamError('INVALID_ARGUMENT', {
          message: 'Frames that lie nowhere have no slice across them.',
        });
      }
      return (await frames.read(index)).cut('k', 0);
    },
    read: async () => {
      const images = [];
      for (let k = 0; k < frames.count; k++) images.push((await source.cut('k', k)).image);
      return stacked(
        images[0] as PixelVolume,
        images.map(({ data }) => data),
      );
    },
  };
  return source;
}

function stacked(first: PixelVolume, frames: readonly PixelData[]): PixelVolume {
  const { length } = first.data;
  const All = first.data.constructor as new (length: number) => PixelData;
  const data = new All(length * frames.length);
  for (const [k, frame] of frames.entries()) data.set(frame, k * length);
  return { ...first, data, depth: frames.length };
}

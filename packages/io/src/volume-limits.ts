import { formatInvalid, formatUnsupported } from './format-errors.js';

/** How much a reader of volumes may take, against files that claim or unfold to more than a machine can hold. */
export interface VolumeLimits {
  /** Most voxels of a volume; 1000 million when absent. */
  readonly maxVoxels?: number | undefined;
  /** Most bytes that a reader may hold at a time; 4 GiB when absent. */
  readonly maxMemoryBytes?: number | undefined;
}

/** The limits that hold for volumes where none are given. */
export const DEFAULT_VOLUME_LIMITS = { maxVoxels: 1e9, maxMemoryBytes: 2 ** 32 } as const;

/**
 * Checks a header's sizes before anything is allocated for them.
 *
 * @param bytesPerVoxel - what the reader holds at its peak, for each voxel
 */
export function checkVolumeSize(
  format: string,
  sizes: readonly number[],
  bytesPerVoxel: number,
  limits: VolumeLimits,
): void {
  const stated = sizes.join(' × ');
  if (sizes.some((size) => !Number.isSafeInteger(size) || size < 1)) {
    throw formatInvalid(format, `states a size of ${stated} voxels`);
  }
  const maxVoxels = limits.maxVoxels ?? DEFAULT_VOLUME_LIMITS.maxVoxels;
  const maxMemoryBytes = limits.maxMemoryBytes ?? DEFAULT_VOLUME_LIMITS.maxMemoryBytes;
  const voxels = sizes.reduce((product, size) => product * size, 1);
  if (voxels <= maxVoxels && voxels * bytesPerVoxel <= maxMemoryBytes) return;
  throw formatUnsupported(
    format,
    `states ${stated} voxels, which take about ${Math.ceil((voxels * bytesPerVoxel) / 2 ** 20)} MB; read are at most ${maxVoxels} voxels and ${Math.floor(maxMemoryBytes / 2 ** 20)} MB`,
    'Reduce or crop the volume, or raise maxVoxels and maxMemoryBytes if you trust the file.',
  );
}

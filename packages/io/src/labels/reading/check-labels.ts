import type { PixelImage } from '@medicosam/core';
import { formatUnsupported } from '../../format-errors.js';
import { MAX_LABELS } from '../label-volume.js';

/**
 * The values of an image or volume as labels.
 *
 * @throws MedicoSamError `FORMAT_UNSUPPORTED` where they are colours, or not whole numbers from 0 to 65,535.
 */
export function checkLabels(
  format: string,
  { data, channels, rescale }: Pick<PixelImage, 'data' | 'channels' | 'rescale'>,
): Uint8Array | Uint16Array {
  if (channels !== undefined && channels !== 1) throw noLabels(format, `has ${channels} channels`);
  const { slope, intercept } = rescale ?? { slope: 1, intercept: 0 };
  const isPlain = slope === 1 && intercept === 0;
  if (isPlain && (data instanceof Uint8Array || data instanceof Uint16Array)) return data;
  const labels = new Uint16Array(data.length);
  for (let i = 0; i < data.length; i++) {
    const value = (data[i] as number) * slope + intercept;
    if (!Number.isInteger(value) || value < 0 || value > MAX_LABELS) {
      throw noLabels(format, `has the value ${value}`);
    }
    labels[i] = value;
  }
  return labels;
}

const noLabels = (format: string, what: string) =>
  formatUnsupported(
    format,
    `is no label map: it ${what}`,
    `Labels are whole numbers from 0 to ${MAX_LABELS}, one a voxel.`,
  );

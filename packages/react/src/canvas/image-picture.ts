import { chooseNormalisation, formatNormalisation, normalise, type PixelImage } from '@medicosam/core';

const pictures = new WeakMap<
  PixelImage,
  { readonly normalisation: string; readonly picture: HTMLCanvasElement }
>();

/** How an image is shown that names nothing else: in its own window, 8-bit values as they are, others by percentiles. */
function ownNormalisation(image: PixelImage): string {
  const window = image.windows?.[0];
  const named = window && { mode: 'window' as const, function: window.function ?? ('linear' as const) };
  if (named && window.width >= 1) {
    return formatNormalisation({ ...named, center: window.center, width: window.width });
  }
  return formatNormalisation(chooseNormalisation(image, 'none').normalisation);
}

/**
 * An image's stored values as a picture, painted once for each window.
 *
 * @throws MedicoSamError `IMAGE_INVALID`, `NORMALISATION_INVALID`.
 */
export function imagePicture(image: PixelImage, normalisation = ownNormalisation(image)): HTMLCanvasElement {
  const known = pictures.get(image);
  if (known?.normalisation === normalisation) return known.picture;
  const { data, width, height } = normalise(image, normalisation);
  const rgba = new ImageData(width, height);
  for (let i = 0, from = 0, to = 0; i < width * height; i++) {
    for (let channel = 0; channel < 3; channel++) rgba.data[to++] = data[from++] as number;
    rgba.data[to++] = 255;
  }
  const picture = document.createElement('canvas');
  picture.width = width;
  picture.height = height;
  picture.getContext('2d')?.putImageData(rgba, 0, 0);
  pictures.set(image, { normalisation, picture });
  return picture;
}

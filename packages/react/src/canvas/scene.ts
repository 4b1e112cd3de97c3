import type {
  ImageSession,
  ImageSnapshot,
  Mask,
  PixelImage,
  SegmentedObject,
  SessionPrompt,
  Size,
} from '@medicosam/core';

/** What there is to see, but for what is being drawn at the moment. */
export interface Scene {
  /** What is shown, by identity. */
  readonly image: PixelImage | undefined;
  /** How it looks, in the size of `size` or another of its proportions. */
  readonly picture: CanvasImageSource | undefined;
  /** Of the image, in pixels. */
  readonly size: Size;
  /** Height of a pixel by its width. */
  readonly aspect: number;
  /** Whether it is mirrored from left to right, and from top to bottom. */
  readonly mirrorX: boolean;
  readonly mirrorY: boolean;
  readonly prompts: readonly SessionPrompt[];
  readonly mask: Mask | undefined;
  readonly preview: Mask | undefined;
  /** Which colour the object that is being made has. */
  readonly colorIndex: number;
  /** The objects on the image. */
  readonly objects: readonly SegmentedObject[];
}

/** The scene of a session; without its masks and prompts where it is at another image than is shown. */
export function sceneOf(
  session: ImageSession,
  { image, target, prompts, mask, preview }: ImageSnapshot,
  shown: Pick<Scene, 'image' | 'picture' | 'size' | 'aspect' | 'mirrorX' | 'mirrorY'>,
  hidden: ReadonlySet<string> | undefined,
  colorIndex = session.objects.nextColorIndex,
): Scene {
  if (!isSameSize(image, shown.size)) {
    return { ...shown, prompts: [], mask: undefined, preview: undefined, colorIndex, objects: [] };
  }
  const objects = target ? session.objects.at(target).filter(({ id }) => !hidden?.has(id)) : [];
  return { ...shown, prompts, mask, preview, colorIndex, objects };
}

/** Whether prompts on a picture of this size are prompts on the image. */
export const isSameSize = (image: Size | undefined, { width, height }: Size): boolean =>
  image?.width === width && image.height === height;

import type { Manifest } from '@medicosam/core';

/** By the width of the encoder. */
const VIT: Readonly<Record<number, string>> = { 768: 'ViT-B', 1024: 'ViT-L', 1280: 'ViT-H' };

/** Which network it is, in words: `ViT-B, 1024 px`. */
export function networkText({ architecture, image }: Manifest): string {
  const { width } = architecture.details;
  const vit = VIT[Number(width)] ?? `ViT of width ${width}`;
  return `${architecture.encoder === 'tiny-vit' ? 'TinyViT' : vit}, ${image.size} px`;
}

import type { GraphBuilder, Value } from '@medicosam/onnx';
import type { MaskDecoder } from '../describe/network.js';

/** What a decoder takes over from the encoder: sides of the model's input, pixels, and of the embedding, cells. */
export interface ImageFrame {
  readonly imageSize: number;
  readonly grid: number;
}

/** What the pieces of a decoder's graph are built with. */
export interface DecoderGraph extends ImageFrame {
  readonly b: GraphBuilder;
  readonly decoder: MaskDecoder;
}

/**
 * The image before the first layer where no mask was given, hence the same for all objects: keys [grid², width],
 * and what the first layer's attentions project them to, [grid², inner].
 */
export interface SharedImage {
  readonly keys: Value;
  readonly k: Value;
  readonly v: Value;
  readonly q: Value;
}

/** The image of each object, [n, grid², width]: its keys, and the same with their places added. */
export interface OwnImage {
  readonly keys: Value;
  readonly posed: Value;
}

/** Tokens as the image looks at them: [n, t, width], with and without their places, and their mask [n, 1, t]. */
export interface SeenTokens {
  readonly tokens: Value;
  readonly posed: Value;
  readonly mask: Value;
}

/** The two attentions between tokens and image. Both return [n, …, width]. */
export interface CrossAttention {
  tokenToImage(g: DecoderGraph, name: string, posedTokens: Value, image: SharedImage | OwnImage): Value;
  imageToToken(g: DecoderGraph, name: string, image: SharedImage | OwnImage, seen: SeenTokens): Value;
}

/** Tells an object's own image from the shared one. */
export const isOwn = (image: SharedImage | OwnImage): image is OwnImage => 'posed' in image;

/** The three parts of SAM, as they begin the keys of its tensors. */
const NETWORK_KEY = /^(?:image_encoder|prompt_encoder|mask_decoder)\./;
/** The modules of micro-sam's UNETR decoder, 2D and 3D. */
const DECODER_KEY = /^(?:deconv[1-4]|deconv_out|base|decoder|decoder_head|out_conv|fusion_3d|classifier)\./;
/** The image encoder of UNETR files, as it is named there. */
const UNETR_ENCODER_KEY = /^encoder\.(?:patch_embed|pos_embed$|blocks\.|layers\.|neck\.|norm_head\.|head\.)/;
/** Wrappers around the model: data parallel training, a trainer, a 3D model, in any nesting. */
const WRAPPER = /^(?:module|sam|sam_model|encoder(?=\.image_encoder))\./;

const MAX_WRAPPERS = 8;

export const isNetworkKey = (key: string): boolean => NETWORK_KEY.test(key);
/** Tells a file of a UNETR decoder alone: the other modules' names are common among networks. */
export const isDecoderMark = (key: string): boolean => key.startsWith('deconv1.');
export const isDecoderKey = (key: string): boolean => DECODER_KEY.test(key);
export const isUnetrEncoderKey = (key: string): boolean => UNETR_ENCODER_KEY.test(key);

/** Constants that some files hold beside the network; a manifest states them instead. */
export const isPixelStatistic = (key: string): boolean => /^pixel_(?:mean|std)$/.test(key);

/** What wraps a key: `module.sam.` of `module.sam.image_encoder.pos_embed`. */
export function wrapperOf(key: string): string {
  let rest = key;
  for (let depth = 0; depth < MAX_WRAPPERS; depth++) {
    const match = WRAPPER.exec(rest);
    if (!match) break;
    rest = rest.slice(match[0].length);
  }
  return key.slice(0, key.length - rest.length);
}

/**
 * Names of the inputs and outputs of every graph of a model. `n` objects, `p` points, `c` embedding channels,
 * `h` × `w` embedding cells, `H` × `W` low-res pixels, `m` candidate masks, `s` the model's side.
 */
export const PART_NAMES = {
  encoder: {
    /** float32 [1,3,s,s], normalised, zero padded at the right and bottom. */
    image: 'image',
    /** float32 [1,c,h,w]. */
    imageEmbedding: 'image_embedding',
  },
  imageKeys: {
    imageEmbedding: 'image_embedding',
    /** float32 [h·w,c]: the embedding plus the no-mask embedding, one row a cell, row-major. */
    imageTokens: 'image_tokens',
    /** float32 [h·w,c/2]: keys, values and queries of the decoder's first layer, all objects alike. */
    imageK0: 'image_k0',
    imageV0: 'image_v0',
    imageQ0: 'image_q0',
  },
  decoder: {
    /** float32 [n,p,2]: x, y in model pixels. */
    points: 'points',
    /** int32 [n,p]: 1 foreground, 0 background, 2 and 3 box corners, −1 not a point (attended), −2 absent. */
    labels: 'labels',
    /** float32 [n,1,H,W]: logits of an earlier mask; only of the part `decoder-mask`. */
    maskInput: 'mask_input',
    /** float32 [n,m,H,W]: logits of all candidates; 0 is the single-mask output. */
    lowResLogits: 'low_res_logits',
    /** float32 [n,m]: not clamped. */
    predictedIou: 'predicted_iou',
  },
} as const;

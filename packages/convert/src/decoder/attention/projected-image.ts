import { linear, product } from '../../layers/linear.js';
import { unsqueeze } from '../../layers/unsqueeze.js';
import { type CrossAttention, isOwn } from '../decoder-graph.js';
import { headAttention } from './head-attention.js';

/** Attention between tokens and image as the network was written: the image is projected, whatever the tokens. */
export const projectedImage: CrossAttention = {
  tokenToImage({ b, decoder }, name, posedTokens, image) {
    const { heads, crossWidth: inner } = decoder;
    const q = linear(b, posedTokens, `${name}/q`);
    const [k, v] = isOwn(image)
      ? [product(b, image.posed, `${name}/k`), product(b, image.keys, `${name}/v`)]
      : [unsqueeze(b, image.k, 0), unsqueeze(b, image.v, 0)];
    return linear(b, headAttention(b, { heads, inner }, [q, k, v]), `${name}/out`);
  },

  imageToToken({ b, decoder }, name, image, { tokens, posed, mask }) {
    const { heads, crossWidth: inner } = decoder;
    const q = isOwn(image) ? linear(b, image.posed, `${name}/q`) : unsqueeze(b, image.q, 0);
    const [k, v] = [product(b, posed, `${name}/k`), product(b, tokens, `${name}/v`)];
    return linear(b, headAttention(b, { heads, inner }, [q, k, v], mask), `${name}/out`);
  },
};

import type { Value } from '@medicosam/onnx';
import { foldedIntoTokens } from '../../decoder/attention/folded-into-tokens.js';
import { projectedImage } from '../../decoder/attention/projected-image.js';
import type { NetworkDescription } from '../../describe/network.js';
import type { Storage } from '../../folder/convert-options.js';
import { reshape } from '../../layers/arrange.js';
import { evenly } from '../evenly.js';
import { factors, kroneckerNoise } from '../kronecker.js';
import { columnsOf, type Matrix } from '../matrix.js';
import type { Probe } from '../probe.js';
import { ProbeBuilder } from '../probe-builder.js';
import { crossAttention } from '../reference/cross-attention.js';
import { sampledCells } from '../sampled-cells.js';
import { attentionWeights, giveAttention } from './attention-weights.js';

/** Those of one point: IoU, four masks, the point and SAM's padding. The last one is masked. */
const TOKENS = 7;

/** Tokens and channels that are compared. */
const SAMPLED_TOKENS = [0, 4, 6];
const SAMPLED_CHANNELS = 32;

/** What the decoder adds to the scores of an absent token, or near enough: either is zero after a softmax. */
const MASKED = -10000;

/** The decoder's two forms of the same attention: for few tokens of an object and for many. */
const FORMS = { few: foldedIntoTokens, many: projectedImage } as const;

/** ONNX Runtime's CPU is off by 1.4e-6, float16 by 3e-3. */
const TOLERANCE = 5e-5;

const LAYER = 'probe';

/** A decoder's attentions of tokens to the whole image and of the image to tokens, in each of their forms. */
export function decoderAttentionProbes(
  network: NetworkDescription,
  lowering: string,
  storage: Storage,
): Probe[] {
  const attended = expectedOf(network);
  return (['few', 'many'] as const).map((form) => writeProbe(network, form, attended, lowering, storage));
}

function writeProbe(
  { encoder: { grid, imageSize }, decoder }: NetworkDescription,
  form: keyof typeof FORMS,
  { image, tokens, weights, mask, cells, byToken, byCell }: ReturnType<typeof expectedOf>,
  lowering: string,
  storage: Storage,
): Probe {
  const { width } = decoder;
  const b = new ProbeBuilder(`decoder-attention-${form}`, lowering, storage);
  giveAttention(b, LAYER, weights);
  const keys = reshape(b, b.feedKronecker('image', image), [1, grid * grid, width]);
  const rows = reshape(b, b.feedKronecker('tokens', tokens), [1, TOKENS, width]);
  const own = { keys, posed: keys };
  const seen = { tokens: rows, posed: rows, mask: b.floats([...mask], [1, 1, TOKENS]) };
  const g = { b, decoder, grid, imageSize };
  const tokenToImage = FORMS[form].tokenToImage(g, LAYER, rows, own);
  const imageToToken = FORMS[form].imageToToken(g, LAYER, own, seen);

  const channels = evenly(SAMPLED_CHANNELS, width);
  const expect = (name: string, value: Value, at: readonly number[], expected: Matrix) => {
    const atRows = reshape(b, b.node('Gather', [value, b.ints(at)], { axis: 1 }), [at.length, width]);
    const compared = b.node('Gather', [atRows, b.ints(channels)], { axis: 1 });
    b.expect(name, compared, columnsOf(expected, channels));
  };
  expect('token_to_image', tokenToImage, SAMPLED_TOKENS, byToken);
  expect('image_to_token', imageToToken, cells, byCell);
  return b.finish(TOLERANCE);
}

function expectedOf({ encoder: { grid }, decoder }: NetworkDescription) {
  const { width, heads } = decoder;
  const image = kroneckerNoise(51, [grid, grid], factors(width));
  const tokens = kroneckerNoise(52, [1, TOKENS], factors(width));
  const weights = attentionWeights(decoder);
  const mask = Float64Array.from({ length: TOKENS }, (_, i) => (i === TOKENS - 1 ? MASKED : 0));
  const cells = sampledCells(grid, grid);
  const allOf = (count: number) => [...Array(count).keys()];
  const byToken = crossAttention(
    heads,
    weights,
    { of: tokens, at: SAMPLED_TOKENS },
    { of: image, at: allOf(grid * grid) },
  );
  const byCell = crossAttention(
    heads,
    weights,
    { of: image, at: cells },
    { of: tokens, at: allOf(TOKENS), mask },
  );
  return { image, tokens, weights, mask, cells, byToken, byCell };
}

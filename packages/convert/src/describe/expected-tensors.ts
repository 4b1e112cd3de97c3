import type { MaskDecoder, NetworkDescription, SamVitEncoder, TinyVitEncoder } from './network.js';

/** Shapes of tensors by their keys, in the order of the network's code. */
export type ExpectedTensors = ReadonlyMap<string, readonly number[]>;

/** The entries of one module: a key and a shape each. */
type Entries = readonly (readonly [key: string, dims: readonly number[]])[];

/**
 * Every tensor that a network of this description needs, by key and shape. `num_batches_tracked` of batch norms,
 * which takes no part in inference, is not among them.
 */
export function expectedTensors({
  encoder,
  decoder,
}: Pick<NetworkDescription, 'encoder' | 'decoder'>): ExpectedTensors {
  return new Map([
    ...under('image_encoder', encoder.kind === 'sam-vit' ? samVit(encoder) : tinyVit(encoder)),
    ...under('prompt_encoder', promptEncoder(decoder)),
    ...under('mask_decoder', maskDecoder(decoder)),
  ]);
}

const under = (prefix: string, entries: Entries): Entries =>
  entries.map(([key, dims]) => [`${prefix}.${key}`, dims]);
const repeat = (count: number, prefix: string, entries: (index: number) => Entries): Entries =>
  Array.from({ length: count }, (_, i) => under(`${prefix}.${i}`, entries(i))).flat();

const weightAndBias = (dims: readonly number[], channels: number): Entries => [
  ['weight', dims],
  ['bias', [channels]],
];
const linear = (from: number, to: number): Entries => weightAndBias([to, from], to);
const norm = (width: number): Entries => weightAndBias([width], width);
const convolution = (from: number, to: number, side: number): Entries =>
  weightAndBias([to, from, side, side], to);
const transposedConvolution = (from: number, to: number): Entries => weightAndBias([from, to, 2, 2], to);
/** A convolution without bias and a batch norm; depthwise where one channel is read. */
const convolutionNorm = (from: number, to: number, side: number): Entries => [
  ['c.weight', [to, from, side, side]],
  ...under('bn', [...norm(to), ['running_mean', [to]], ['running_var', [to]]]),
];
const neck = (from: number, to: number): Entries => [
  ['0.weight', [to, from, 1, 1]],
  ...under('1', norm(to)),
  ['2.weight', [to, to, 3, 3]],
  ...under('3', norm(to)),
];

function samVit(encoder: SamVitEncoder): Entries {
  const { width, patchSize, grid, mlpWidth } = encoder;
  const block = (index: number): Entries => {
    const side = encoder.globalBlocks.includes(index) ? grid : encoder.window;
    const table = [2 * side - 1, width / encoder.heads];
    return [
      ...under('norm1', norm(width)),
      ['attn.rel_pos_h', table],
      ['attn.rel_pos_w', table],
      ...under('attn.qkv', linear(width, 3 * width)),
      ...under('attn.proj', linear(width, width)),
      ...under('norm2', norm(width)),
      ...under('mlp.lin1', linear(width, mlpWidth)),
      ...under('mlp.lin2', linear(mlpWidth, width)),
    ];
  };
  return [
    ['pos_embed', [1, grid, grid, width]],
    ...under('patch_embed.proj', convolution(3, width, patchSize)),
    ...repeat(encoder.depth, 'blocks', block),
    ...under('neck', neck(width, encoder.outChannels)),
  ];
}

function tinyVit({
  widths,
  depths,
  heads,
  windows,
  mlpWidths,
  expandWidth,
  outChannels,
}: TinyVitEncoder): Entries {
  const [first = 1] = widths;
  const bottleneck: Entries = [
    ...under('conv1', convolutionNorm(first, expandWidth, 1)),
    ...under('conv2', convolutionNorm(1, expandWidth, 3)),
    ...under('conv3', convolutionNorm(expandWidth, first, 1)),
  ];
  const block = (stage: number): Entries => {
    const [width = 1, mlpWidth = 1, window = 1] = [widths[stage], mlpWidths[stage], windows[stage]];
    return [
      ['attn.attention_biases', [heads[stage] ?? 1, window * window]],
      ...under('attn.norm', norm(width)),
      ...under('attn.qkv', linear(width, 3 * width)),
      ...under('attn.proj', linear(width, width)),
      ...under('mlp.norm', norm(width)),
      ...under('mlp.fc1', linear(width, mlpWidth)),
      ...under('mlp.fc2', linear(mlpWidth, width)),
      ...under('local_conv', convolutionNorm(1, width, 3)),
    ];
  };
  const merge = (from: number, to: number): Entries => [
    ...under('conv1', convolutionNorm(from, to, 1)),
    ...under('conv2', convolutionNorm(1, to, 3)),
    ...under('conv3', convolutionNorm(to, to, 1)),
  ];
  const stage = (index: number): Entries => {
    const [width = 1, next] = [widths[index], widths[index + 1]];
    return [
      ...repeat(depths[index] ?? 1, 'blocks', () => (index === 0 ? bottleneck : block(index))),
      ...(next === undefined ? [] : under('downsample', merge(width, next))),
    ];
  };
  return [
    ...under('patch_embed.seq.0', convolutionNorm(3, Math.floor(first / 2), 3)),
    ...under('patch_embed.seq.2', convolutionNorm(Math.floor(first / 2), first, 3)),
    ...repeat(widths.length, 'layers', stage),
    ...under('neck', neck(widths.at(-1) ?? 1, outChannels)),
  ];
}

function promptEncoder({ width, maskChannels: [half, whole] }: MaskDecoder): Entries {
  return [
    ['pe_layer.positional_encoding_gaussian_matrix', [2, width / 2]],
    ...repeat(4, 'point_embeddings', () => [['weight', [1, width]]]),
    ['not_a_point_embed.weight', [1, width]],
    ...under('mask_downscaling.0', convolution(1, half, 2)),
    ...under('mask_downscaling.1', norm(half)),
    ...under('mask_downscaling.3', convolution(half, whole, 2)),
    ...under('mask_downscaling.4', norm(whole)),
    ...under('mask_downscaling.6', convolution(whole, width, 1)),
    ['no_mask_embed.weight', [1, width]],
  ];
}

function maskDecoder(decoder: MaskDecoder): Entries {
  const {
    width,
    crossWidth,
    mlpWidth,
    masks,
    iouDepth,
    iouWidth,
    upscaleChannels: [coarse, fine],
  } = decoder;
  const attention = (inner: number): Entries => [
    ...['q_proj', 'k_proj', 'v_proj'].flatMap((name) => under(name, linear(width, inner))),
    ...under('out_proj', linear(inner, width)),
  ];
  const layer: Entries = [
    ...under('self_attn', attention(width)),
    ...under('norm1', norm(width)),
    ...under('cross_attn_token_to_image', attention(crossWidth)),
    ...under('norm2', norm(width)),
    ...under('mlp.lin1', linear(width, mlpWidth)),
    ...under('mlp.lin2', linear(mlpWidth, width)),
    ...under('norm3', norm(width)),
    ...under('norm4', norm(width)),
    ...under('cross_attn_image_to_token', attention(crossWidth)),
  ];
  const iouWidths = [width, ...new Array<number>(iouDepth - 1).fill(iouWidth), masks];
  return [
    ...repeat(decoder.depth, 'transformer.layers', () => layer),
    ...under('transformer.final_attn_token_to_image', attention(crossWidth)),
    ...under('transformer.norm_final_attn', norm(width)),
    ['iou_token.weight', [1, width]],
    ['mask_tokens.weight', [masks, width]],
    ...under('output_upscaling.0', transposedConvolution(width, coarse)),
    ...under('output_upscaling.1', norm(coarse)),
    ...under('output_upscaling.3', transposedConvolution(coarse, fine)),
    ...repeat(masks, 'output_hypernetworks_mlps', () => perceptron([width, width, width, fine])),
    ...under('iou_prediction_head', perceptron(iouWidths)),
  ];
}

/** Linear layers from each width to the next. */
const perceptron = (widths: readonly number[]): Entries =>
  repeat(widths.length - 1, 'layers', (i) => linear(widths[i] ?? 1, widths[i + 1] ?? 1));

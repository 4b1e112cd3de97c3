import type { MaskDecoder } from '../../describe/network.js';
import { transposed } from '../../planning/fold-matrix.js';
import { planLinear, planNorm } from '../../planning/plan-layers.js';
import type { PlannedWeight } from '../../weights/planned-weight.js';
import { planPatchUpscale } from './plan-patches.js';
import { stacked } from './stacked.js';

/** Layers of each hypernetwork; Segment Anything fixes it. */
export const HYPERNETWORK_DEPTH = 3;

/** What follows the two-way transformer: upscaling, hypernetworks and the IoU head. */
export function planHeads({
  width,
  masks,
  upscaleChannels,
  iouDepth,
  iouWidth,
}: MaskDecoder): PlannedWeight[] {
  const [first, second] = upscaleChannels;
  const hyperWidths = [...Array<number>(HYPERNETWORK_DEPTH).fill(width), second];
  const iouWidths = [width, ...Array<number>(iouDepth - 1).fill(iouWidth), masks];
  return [
    ...planPatchUpscale('decoder/upscale1', 'mask_decoder.output_upscaling.0', width, first),
    ...planNorm('decoder/upscale1/norm', 'mask_decoder.output_upscaling.1', first),
    ...planPatchUpscale('decoder/upscale2', 'mask_decoder.output_upscaling.3', first, second),
    ...layers(hyperWidths).flatMap(([inner, outer], i) => planHypernetworkLayer(masks, i, inner, outer)),
    ...layers(iouWidths).flatMap(([inner, outer], i) =>
      planLinear(`decoder/iou${i}`, `mask_decoder.iou_prediction_head.layers.${i}`, inner, outer),
    ),
  ];
}

/** One layer of all hypernetworks: `weight` [masks, in, out], `bias` [masks, 1, out]. */
function planHypernetworkLayer(masks: number, layer: number, inner: number, outer: number): PlannedWeight[] {
  const keys = (what: string) =>
    Array.from(
      { length: masks },
      (_, mask) => `mask_decoder.output_hypernetworks_mlps.${mask}.layers.${layer}.${what}`,
    );
  return [
    {
      name: `decoder/hypernetwork${layer}/weight`,
      dims: [masks, inner, outer],
      from: keys('weight'),
      make: (...parts) => stacked(parts.map((part) => transposed(part, outer, inner))),
    },
    {
      name: `decoder/hypernetwork${layer}/bias`,
      dims: [masks, 1, outer],
      from: keys('bias'),
      make: (...parts) => stacked(parts),
      keepFloat32: true,
    },
  ];
}

const layers = (widths: readonly number[]): (readonly [number, number])[] =>
  widths.slice(1).map((outer, i) => [widths[i] ?? outer, outer] as const);

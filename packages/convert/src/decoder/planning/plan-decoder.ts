import type { MaskDecoder } from '../../describe/network.js';
import type { PlannedWeight } from '../../weights/planned-weight.js';
import { planHeads } from './plan-heads.js';
import { planPrompts } from './plan-prompts.js';
import { planTwoWay } from './plan-two-way.js';

/** Every tensor of the prompt encoder and mask decoder as the weights file holds it, for all graphs alike. */
export const planDecoder = (decoder: MaskDecoder): PlannedWeight[] => [
  ...planPrompts(decoder),
  ...planTwoWay(decoder),
  ...planHeads(decoder),
];

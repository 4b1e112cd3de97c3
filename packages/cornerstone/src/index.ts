/**
 * A segmentation tool for Cornerstone3D on MedicoSAM.
 *
 * @module
 */
export { PROMPT_OPERATION } from './history/host-history.js';
export { MedicoSamTool } from './medicosam-tool.js';
export type { GetPredictor } from './session/tool-predictor.js';
export type { MedicoSamToolConfiguration } from './tool/configuration.js';
export {
  type AcceptedMask,
  MedicoSamEvents,
  type MedicoSamStatus,
  type MedicoSamStatusEvent,
} from './tool/status.js';

'use client';
/**
 * MedicoSAM for React: core's sessions as a hook, and a canvas to prompt on.
 *
 * @module
 */
export type { CanvasTool } from './canvas/gestures.js';
export type { Key } from './canvas/keys.js';
export type { MaskTracer } from './canvas/mask-paths.js';
export { objectColour } from './canvas/palette.js';
export type { SegmentationCanvasHandle, SegmentationCanvasProps } from './canvas/props.js';
export { SegmentationCanvas } from './canvas/segmentation-canvas.js';
export type { ClientPosition } from './canvas/stage.js';
export type { View } from './canvas/view.js';
export { toImageData } from './mask/to-image-data.js';
export { MedicoSamProvider, type MedicoSamProviderProps } from './provider/medicosam-provider.js';
export { type PredictorState, usePredictor } from './provider/use-predictor.js';
export type { SessionActions } from './session/session-actions.js';
export { type MedicoSam, type MedicoSamOptions, useMedicoSam } from './session/use-medicosam.js';

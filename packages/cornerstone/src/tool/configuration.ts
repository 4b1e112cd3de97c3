import type { GetPredictor } from '../session/tool-predictor.js';

/** How `toolGroup.addTool(MedicoSamTool.toolName, …)` sets the tool up. */
export interface MedicoSamToolConfiguration {
  /**
   * Hands over the predictor, or begins to load it; called once, when it is first needed, and again after it was lost.
   * A function, because Cornerstone merges configuration deeply and would take a predictor apart.
   */
  readonly getPredictor: GetPredictor;
  /** In place of the image's window or the model's normalisation; see `parseNormalisation` of core. */
  readonly normalisation?: string;
  /** Whether the mask under the pointer is shown before a click; true by default. */
  readonly hover?: boolean;
  /** How long a slice is shown before it is encoded without a click, ms; 150 by default. */
  readonly settleMs?: number;
  /** Of so many slices the embedding is kept; 8 by default. */
  readonly keptSlices?: number;
}

/** The same with what is absent filled in. */
export const withDefaults = (given: Partial<MedicoSamToolConfiguration>) => ({
  getPredictor: given.getPredictor,
  normalisation: given.normalisation,
  hover: given.hover ?? true,
  settleMs: given.settleMs ?? 150,
  keptSlices: given.keptSlices ?? 8,
});

/** Keys of the tool; a host overrides them in the configuration, as those of Cornerstone's brush. */
export const ACTIONS = {
  acceptPreview: { method: 'acceptPreview', bindings: [{ key: 'Enter' }] },
  rejectPreview: { method: 'rejectPreview', bindings: [{ key: 'Escape' }] },
};

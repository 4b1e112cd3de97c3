import { type LoadOptions, MedicoSamError, type Predictor, SharedPredictor } from '@medicosam/core';

/** Makes, or hands over, the predictor. */
export type GetPredictor = (options: LoadOptions) => Predictor | PromiseLike<Predictor>;

/** One predictor for all sessions of a tool, as its configuration hands it over. */
export const toolPredictor = (configured: () => GetPredictor | undefined): SharedPredictor =>
  new SharedPredictor((options) => {
    const getPredictor = configured();
    if (typeof getPredictor === 'function') return getPredictor(options);
    throw new MedicoSamError('INVALID_ARGUMENT', {
      message: 'The tool was added without getPredictor.',
      hint: 'toolGroup.addTool(MedicoSamTool.toolName, { getPredictor: () => predictor }).',
    });
  });

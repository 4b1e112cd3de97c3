'use client';
import { type PredictorSource, SharedPredictor } from '@medicosam/core';
import { type ReactElement, type ReactNode, useEffect, useState } from 'react';
import { PredictorContext } from './predictor-context.js';
import { useDisposal } from './use-disposal.js';

/** What {@link MedicoSamProvider} takes. */
export interface MedicoSamProviderProps {
  /**
   * A predictor, a promise of one, or a function that loads one: called once, when a component below first has an image.
   * A function may be written in place: only the first counts, until the provider has another `key`. Predictors and
   * promises are compared by identity. What the function makes is disposed of after the provider was unmounted; a
   * predictor that was handed in stays its maker's.
   */
  readonly predictor: PredictorSource;
  /** Loads the predictor when the provider is mounted, before there is an image. */
  readonly preload?: boolean | undefined;
  readonly children?: ReactNode;
}

/**
 * Hands one predictor to all components below that use `useMedicoSam`.
 *
 * @example
 * <MedicoSamProvider predictor={(options) => loadPredictor({ model: tiny, backend: onnxWeb(), ...options })}>
 *   <App />
 * </MedicoSamProvider>
 */
export function MedicoSamProvider({ predictor, preload, children }: MedicoSamProviderProps): ReactElement {
  const [before, setShared] = useState(() => share(predictor));
  const isOther =
    predictor !== before.source && !(typeof predictor === 'function' && typeof before.source === 'function');
  const now = isOther ? share(predictor) : before;
  if (isOther) setShared(now);
  const { shared } = now;
  useDisposal(shared === predictor ? undefined : shared);
  useEffect(() => {
    if (preload) shared.get().catch(() => {});
  }, [shared, preload]);
  return <PredictorContext.Provider value={shared}>{children}</PredictorContext.Provider>;
}

const share = (source: PredictorSource) => ({
  source,
  shared: 'getSnapshot' in source ? source : new SharedPredictor(source),
});

'use client';
import type { PredictorSnapshot } from '@medicosam/core';
import { useMemo, useSyncExternalStore } from 'react';
import { useSharedPredictor } from './predictor-context.js';

/** What {@link usePredictor} returns. */
export type PredictorState = PredictorSnapshot & {
  /** Loads the predictor, if nobody has yet. */
  readonly load: () => void;
  /** Loads it again after an error, for all components that use it. */
  readonly retry: () => void;
};

const UNKNOWN: PredictorSnapshot = {
  status: 'idle',
  predictor: undefined,
  progress: undefined,
  error: undefined,
};

/**
 * The provider's predictor and how far its loading is: for a page that shows the device, or loads before there is an
 * image. On a server it is `idle`.
 *
 * @throws MedicoSamError `INVALID_ARGUMENT` outside of a `MedicoSamProvider`.
 */
export function usePredictor(): PredictorState {
  const shared = useSharedPredictor();
  const snapshot = useSyncExternalStore(shared.subscribe, shared.getSnapshot, () => UNKNOWN);
  const actions = useMemo(() => {
    const load = () => void shared.get().catch(() => {});
    const retry = () => {
      if (shared.getSnapshot().status !== 'error') return;
      shared.reset();
      load();
    };
    return { load, retry };
  }, [shared]);
  return useMemo(() => ({ ...snapshot, ...actions }), [snapshot, actions]);
}

'use client';
import { MedicoSamError, type SharedPredictor } from '@medicosam/core';
import { createContext, useContext } from 'react';

/** The predictor of the provider above. */
export const PredictorContext = createContext<SharedPredictor | undefined>(undefined);

/** @throws MedicoSamError `INVALID_ARGUMENT` outside of a provider. */
export function useSharedPredictor(): SharedPredictor {
  const predictor = useContext(PredictorContext);
  if (predictor) return predictor;
  throw new MedicoSamError('INVALID_ARGUMENT', {
    message: 'There is no predictor for a component that uses MedicoSAM.',
    hint: 'Put <MedicoSamProvider predictor={…}> around it.',
  });
}

import { MedicoSamProvider } from '@medicosam/react';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { ModelLoader } from './annotation/model-loader.js';
import { Annotator } from './annotator.js';

const root = document.getElementById('annotator');
if (!root) throw new Error('The page has no element with the id annotator.');
const model = new ModelLoader();

createRoot(root).render(
  <StrictMode>
    <MedicoSamProvider predictor={model.load}>
      <Annotator model={model} />
    </MedicoSamProvider>
  </StrictMode>,
);

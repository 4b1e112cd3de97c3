import { createHub } from '@medicosam/hub/browser';
import { MedicoSamProvider } from '@medicosam/react';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import type { Notice } from './annotation/notice.js';
import { Annotator } from './annotator.js';
import { ImageMemory } from './models/image-memory.js';
import { ModelInUse } from './models/model-in-use.js';
import { ModelShelf } from './models/model-shelf.js';
import { createValue } from './page/value.js';

const root = document.getElementById('annotator');
if (!root) throw new Error('The page has no element with the id annotator.');
const notice = createValue<Notice | undefined>(undefined);
const shelf = new ModelShelf(createHub(), notice.set);
const memory = new ImageMemory(notice.set);
const model = new ModelInUse(shelf, memory);

createRoot(root).render(
  <StrictMode>
    <MedicoSamProvider predictor={model.predictor}>
      <Annotator {...{ model, shelf, memory, notice }} />
    </MedicoSamProvider>
  </StrictMode>,
);

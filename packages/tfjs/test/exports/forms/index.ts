import { arrangementForms } from './arrangement.js';
import { convolutionForms } from './convolution.js';
import { elementwiseForms } from './elementwise.js';
import type { Form } from './form.js';
import { matrixForms } from './matrices.js';
import { normalizationForms } from './normalization.js';
import { reductionForms } from './reduction.js';
import { resizingForms } from './resizing.js';
import { selectionForms } from './selection.js';
import { shapeForms } from './shapes.js';

/** Every operator in every form that is covered. */
export const FORMS: readonly Form[] = [
  ...arrangementForms,
  ...convolutionForms,
  ...elementwiseForms,
  ...matrixForms,
  ...normalizationForms,
  ...reductionForms,
  ...resizingForms,
  ...selectionForms,
  ...shapeForms,
];

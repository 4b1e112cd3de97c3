import type { MedicoSam } from '@medicosam/react';
import type { Annotation } from '../annotation/annotation.js';

/** What every part of the page is given. */
export interface PanelProps {
  readonly sam: MedicoSam;
  readonly annotation: Annotation;
}

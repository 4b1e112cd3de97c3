import type { VoiWindow } from '@medicosam/core';

/** Usual windows of CT, in HU, by name: centers and widths that radiologists use. */
export const ctWindowPresets: Readonly<Record<string, VoiWindow>> = {
  'soft-tissue': { center: 40, width: 400 },
  lung: { center: -600, width: 1500 },
  liver: { center: 90, width: 150 },
  bone: { center: 480, width: 2500 },
  brain: { center: 40, width: 80 },
  stroke: { center: 40, width: 40 },
  subdural: { center: 75, width: 200 },
  mediastinum: { center: 50, width: 500 },
  angio: { center: 300, width: 600 },
};

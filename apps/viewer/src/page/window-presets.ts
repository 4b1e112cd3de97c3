import { byId } from './elements.js';

/** A window in the values of the images. */
export interface WindowPreset {
  readonly name: string;
  readonly center: number;
  readonly width: number;
}

/** Of CT, in Hounsfield units; other modalities have no values in common. */
const CT: readonly WindowPreset[] = [
  { name: 'Soft tissue', center: 40, width: 400 },
  { name: 'Lung', center: -600, width: 1500 },
  { name: 'Liver', center: 90, width: 150 },
  { name: 'Bone', center: 480, width: 2500 },
  { name: 'Brain', center: 40, width: 80 },
];

/** Shows the presets of a modality, each on a number key. */
export function showPresets(modality: string | undefined, choose: (preset: WindowPreset) => void) {
  const presets = modality === 'CT' ? CT : [];
  byId('windows').hidden = presets.length === 0;
  byId('presets').replaceChildren(
    ...presets.map((preset, index) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = preset.name;
      button.title = `W ${preset.width} L ${preset.center} (${index + 1})`;
      button.addEventListener('click', () => choose(preset));
      return button;
    }),
  );
  return (key: string): boolean => {
    const preset = presets[Number(key) - 1];
    if (preset) choose(preset);
    return preset !== undefined;
  };
}

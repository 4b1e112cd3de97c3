import type { ConvertFacts } from '@medicosam/convert';
import type { RegistryEntry } from './registry-entry.js';

/** What the converter is told of a registry entry: what shapes cannot tell. Unknown facts are noted, not invented. */
export function entryFacts({
  name,
  title,
  licence,
  citation,
  trained,
  notes,
  ...entry
}: RegistryEntry): ConvertFacts {
  const unknown = Object.entries(trained)
    .filter(([, value]) => value === null)
    .map(([fact]) => WORDS[fact as keyof RegistryEntry['trained']]);
  return {
    id: name,
    title,
    licence: licence ?? undefined,
    citation,
    trained: {
      ...(trained.preprocess === null ? {} : { preprocess: trained.preprocess }),
      ...(trained.normalisation === null ? {} : { normalisation: trained.normalisation }),
      ...(trained.maskPrompts === null ? {} : { maskPrompts: trained.maskPrompts }),
      ...(trained.prompts === null ? {} : { prompts: trained.prompts }),
    },
    notes: [
      ...notes,
      ...(unknown.length === 0
        ? []
        : [`Not known of its training, so Segment Anything's was taken: ${unknown.join(', ')}.`]),
    ],
    // Shapes tell the input size of a ViT, and overrides must not contradict them.
    network: entry.architecture === 'vit_t' ? { imageSize: entry.imageSize } : {},
  };
}

const WORDS: Readonly<Record<keyof RegistryEntry['trained'], string>> = {
  preprocess: 'preprocessing',
  normalisation: 'normalisation',
  maskPrompts: 'whether mask prompts were given',
  prompts: 'kinds of prompts',
};

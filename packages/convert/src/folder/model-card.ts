import type { Manifest } from '@medicosam/core';

/** The converter's own part of a model card: facts it knows, and a reminder of those that a person adds. */
export function modelCard(manifest: Manifest): string {
  const { trained, provenance } = manifest;
  const list = (items: readonly string[]) => items.map((item) => `- ${item}`).join('\n');
  return `# ${manifest.title}

- Name: \`${manifest.id}\`
- Encoder: ${manifest.architecture.encoder}, input ${manifest.image.size} × ${manifest.image.size}
- Prompts: ${trained.prompts.join(', ')}; mask prompts in training: ${trained.maskPrompts ? 'yes' : 'no'}
- Normalisation in training: ${trained.normalisation}; preprocessing: ${trained.preprocess}
- Licence of the weights: ${manifest.licence}

## Where it comes from

Converted by ${provenance.converter} from:

${list(provenance.checkpoint.map(({ sha256, bytes }) => `${bytes} bytes, sha256 \`${sha256}\``))}

## Measured

${
  manifest.measured.length > 0
    ? list(manifest.measured.map(({ what, value, on }) => `${what}: ${value} (${on})`))
    : 'Nothing was measured on this conversion. Measure it on your own images before you rely on it.'
}

## Notes

${manifest.notes.length > 0 ? list(manifest.notes) : 'None.'}

## Citation

${manifest.citation.length > 0 ? list(manifest.citation) : 'Not stated.'}

Not a medical device: for research and for trying out software, not for diagnosis or treatment. A person has to
check every mask.
`;
}

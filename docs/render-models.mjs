// Writes models.md from the registry; with --check, only says whether it is current.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

const folder = new URL('../models/registry/', import.meta.url);
const file = new URL('models.md', import.meta.url);
const FAMILIES = {
  medicosam: 'MedicoSAM',
  sam: 'Segment Anything',
  'mobile-sam': 'MobileSAM',
  medsam: 'MedSAM',
  'micro-sam': 'micro-sam',
  'patho-sam': 'PathoSAM',
};
const ARCHITECTURES = { vit_b: 'ViT-B', vit_l: 'ViT-L', vit_h: 'ViT-H', vit_t: 'TinyViT' };
const entries = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .sort()
  .map((name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')));

const unknown = 'unknown';
const size = ({ bytes, approximateBytes }) => {
  if (bytes !== null) return `${bytes.toLocaleString('en')} bytes`;
  return approximateBytes === null ? unknown : `about ${Math.round(approximateBytes / 1e6)} MB`;
};
const links = ({ urls, page }) =>
  [...urls.map((url, index) => `[${index === 0 ? 'file' : 'or here'}](${url})`), page && `[page](${page})`]
    .filter(Boolean)
    .join(', ');
const prompts = ({ trained }) => {
  if (trained.prompts) return trained.prompts.join(', ');
  return trained.maskPrompts === null ? unknown : `masks ${trained.maskPrompts ? 'yes' : 'no'}`;
};
const trainedWith = ({ trained }) =>
  trained.preprocess === null ? unknown : `${trained.preprocess}, ${trained.normalisation ?? unknown}`;
const hashes = ({ xxh128, sha256 }) =>
  [xxh128 && `xxh128 \`${xxh128}\``, sha256 && `sha256 \`${sha256}\``].filter(Boolean).join('<br>') ||
  unknown;
const row = (cells) => `| ${cells.join(' | ')} |`;

const networks = (family) =>
  entries.filter((entry) => entry.family === family && entry.task === 'interactive');
const table = (family) => [
  row(['name', 'network', 'size', 'from', 'trained with', 'prompts in training', 'licence']),
  row(Array(7).fill('---')),
  ...networks(family).map((entry) =>
    row([
      `\`${entry.name}\``,
      ARCHITECTURES[entry.architecture],
      size(entry),
      links(entry),
      trainedWith(entry),
      prompts(entry),
      entry.licence ?? unknown,
    ]),
  ),
];
const remarks = (family) =>
  networks(family).flatMap(({ name, title, notes }) => [`- \`${name}\`, ${title}. ${notes.join(' ')}`]);

const page = `# Public checkpoints

What \`medicosam models pull <name>\` fetches, verifies and converts; how: [the guide](guide/models.md). "Trained with" is
the preprocessing and the normalisation that the network saw; \`unknown\` is what nobody published. Sizes with "about"
are counted from the network. Hashes are those of the files as published: XXH3 of 128 bits, and SHA-256 where it is known.

Written by \`node docs/render-models.mjs\` from \`models/registry\`.

${Object.entries(FAMILIES)
  .map(([family, title]) =>
    [
      `## ${title}`,
      '',
      ...table(family),
      '',
      ...remarks(family),
      '',
      `Cite: ${[...new Set(networks(family).flatMap(({ citation }) => citation))].join('; ')}.`,
      '',
    ].join('\n'),
  )
  .join('\n')}
## Decoders

They read the embedding of another entry and are no models by themselves; this version does not run them.

${[
  row(['name', 'reads the embedding of', 'what', 'outputs', 'from', 'licence']),
  row(Array(6).fill('---')),
  ...entries
    .filter(({ task }) => task !== 'interactive')
    .map((entry) =>
      row([
        `\`${entry.name}\``,
        `\`${entry.encoder}\``,
        entry.task === 'instance-decoder' ? 'instances' : 'semantic',
        entry.decoder.channels ?? unknown,
        links(entry),
        entry.licence ?? unknown,
      ]),
    ),
].join('\n')}

## Hashes

${[row(['name', 'hash']), row(['---', '---']), ...entries.map((entry) => row([`\`${entry.name}\``, hashes(entry)]))].join('\n')}
`;

if (!process.argv.includes('--check')) writeFileSync(file, page);
else if (readFileSync(file, 'utf8') !== page) {
  console.error('docs/models.md is not what models/registry says: run node docs/render-models.mjs.');
  process.exit(1);
}

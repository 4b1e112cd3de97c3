// Writes src/registry/entries.ts from models/registry/*.json; with --check, only says whether it is current.
// A module and not JSON imports: those warn in Node 20, and a bundler needs no loader for a module.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

const folder = new URL('../../models/registry/', import.meta.url);
const target = new URL('src/registry/entries.ts', import.meta.url);
const FAMILIES = ['sam', 'mobile-sam', 'medicosam', 'medsam', 'micro-sam', 'patho-sam'];

const entries = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .sort()
  .map((file) => JSON.parse(readFileSync(new URL(file, folder), 'utf8')))
  .sort((a, b) => FAMILIES.indexOf(a.family) - FAMILIES.indexOf(b.family));

const module = `// biome-ignore-all format: written by write-registry.mjs
import type { RegistryEntry } from './registry-entry.js';

/** What \`models/registry\` holds. Written by \`node write-registry.mjs\`. */
export const ENTRIES: readonly RegistryEntry[] = ${JSON.stringify(entries, null, 1)};
`;

if (!process.argv.includes('--check')) writeFileSync(target, module);
else if (readFileSync(target, 'utf8') !== module) {
  console.error(
    'packages/hub/src/registry/entries.ts is not what models/registry says: run node packages/hub/write-registry.mjs.',
  );
  process.exit(1);
}

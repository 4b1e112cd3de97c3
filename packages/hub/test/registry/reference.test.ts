import { existsSync, readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { REGISTRY, type RegistryEntry } from '../../src/index.js';

const sharedRoot = process.env['MEDICOSAM_SHARED']
  ? pathToFileURL(`${process.env['MEDICOSAM_SHARED']}/`)
  : new URL('../../../../../shared/', import.meta.url);
const reference = new URL('reference/medicosam.md', sharedRoot);
const isThere = existsSync(reference);
if (!isThere)
  console.warn('No reference beside the checkout: links, hashes and sizes are not compared with it.');

/** Rows of the table of checkpoints: name, addresses, size, hashes. */
function rows(): string[][] {
  const text = readFileSync(reference, 'utf8');
  const section = text.slice(text.indexOf('### 1.2 '), text.indexOf('## 2. '));
  const [table = ''] = /\| registry name \|[\s\S]*?\n\n/.exec(section) ?? [];
  return table
    .trim()
    .split('\n')
    .slice(2)
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

const OWNCLOUD = 'https://owncloud.gwdg.de/index.php/';
const ZOO = 'https://uk1s3.embassy.ebi.ac.uk/public-datasets/bioimage.io/';

/** The addresses of a cell; the table shortens what the last full one of the same kind had. */
function addresses(cell: string): string[] {
  let folder = '';
  return cell
    .replaceAll(/\([^)]*\)/g, '')
    .split(/[;,\s]+/)
    .filter((word) => /^(?:https:|…\/)|\.pt$/.test(word))
    .map((word) => {
      const rest = word.replace(/^…\//, '');
      const start = rest.startsWith('s/') ? OWNCLOUD : rest.includes('/files/') ? ZOO : folder;
      const address = rest.startsWith('https:') ? rest : start + rest;
      folder = address.replace(/[^/]+$/, '');
      return address;
    });
}

const addressesOf = ({ urls, page }: RegistryEntry): string[] => [...urls, ...(page === null ? [] : [page])];

describe.skipIf(!isThere)('the registry beside the reference', () => {
  const table = isThere ? rows() : [];

  it('is compared with a table of all rows', () => {
    expect(table.length).toBeGreaterThanOrEqual(18);
    expect(table.every((cells) => cells.length === 4)).toBe(true);
  });

  it('has every address, and no other', () => {
    const expected = table.flatMap(([, cell = '']) => addresses(cell));
    expect(REGISTRY.flatMap(addressesOf).sort()).toEqual(expected.sort());
  });

  it('has every hash, and no other', () => {
    const hashes = table.map(([, , , cell = '']) => cell).join(' ');
    const found = (digits: number): string[] =>
      [...hashes.matchAll(new RegExp(`(?<![0-9a-f])[0-9a-f]{${digits}}(?![0-9a-f])`, 'g'))].map(
        ([hash]) => hash,
      );
    expect(REGISTRY.flatMap(({ xxh128 }) => xxh128 ?? []).sort()).toEqual(found(32).sort());
    expect(REGISTRY.flatMap(({ sha256 }) => sha256 ?? []).sort()).toEqual(found(64).sort());
  });

  it('has every size, exact or by count', () => {
    const sizes = table.map(([, , cell = '']) => cell);
    const exact = sizes
      .filter((cell) => /^[\d,]+$/.test(cell))
      .map((cell) => Number(cell.replaceAll(',', '')));
    const about = sizes.flatMap((cell) => /^≈ (\d+) MB/.exec(cell)?.[1] ?? []).map((mb) => Number(mb) * 1e6);
    expect(REGISTRY.flatMap(({ bytes }) => bytes ?? []).sort()).toEqual(exact.sort());
    // MedSAM's row holds two uploads.
    const counts = REGISTRY.filter(({ name }) => name !== 'medsam_vit_b_0.0.1');
    expect(counts.flatMap(({ approximateBytes }) => approximateBytes ?? []).sort()).toEqual(about.sort());
  });

  it('joins each name to the hash and address of its own row', () => {
    const own: [name: RegExp, entries: string[]][] = [
      [/^vit_b$/, ['vit_b']],
      [/^vit_l$/, ['vit_l']],
      [/^vit_h$/, ['vit_h']],
      [/^vit_t \(MobileSAM\)$/, ['vit_t']],
      [/^\*\*vit_b_medical_imaging\*\*/, ['vit_b_medical_imaging']],
      [/^vit_b_medical_imaging_decoder/, ['vit_b_medical_imaging_decoder']],
      [/^MedicoSAM gen\. 1$/, ['vit_b_medical_imaging_gen1']],
      [/^\(two intermediate/, ['vit_b_medical_imaging_interim', 'vit_b_medical_imaging_interim_decoder']],
      [/^MedSAM ViT-B$/, ['medsam_vit_b', 'medsam_vit_b_0.0.1']],
      ...REGISTRY.filter(
        ({ family, task }) => /^(?:micro|patho)-sam$/.test(family) && task === 'interactive',
      ).map(({ name }): [RegExp, string[]] => [
        new RegExp(`^${name} / _decoder$`),
        [name, `${name}_decoder`],
      ]),
    ];
    expect(own.length).toBe(table.length);
    for (const [label, names] of own) {
      const [, addressCell = '', , hashCell = ''] = table.find(([cell = '']) => label.test(cell)) ?? [];
      const entries = names.flatMap((name) => REGISTRY.find((entry) => entry.name === name) ?? []);
      expect(entries.flatMap(addressesOf), String(label)).toEqual(addresses(addressCell));
      const hashes = entries.map(({ xxh128 }) => xxh128);
      const published = [...hashCell.matchAll(/(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])/g)].map(
        ([hash]) => hash,
      );
      expect(
        hashes.filter((hash) => hash !== null),
        String(label),
      ).toEqual(published);
    }
  });
});

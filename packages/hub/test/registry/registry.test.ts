import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { licenceNotice, REGISTRY, readRegistryEntry } from '../../src/index.js';
import { entryFacts } from '../../src/registry/entry-facts.js';
import { findByHash, joinRegistry } from '../../src/registry/registry.js';
import { miniEntry } from '../support/fixtures.js';

const folder = new URL('../../../../models/registry/', import.meta.url);
const files = readdirSync(folder).filter((file) => file.endsWith('.json'));

describe('models/registry', () => {
  it.each(files)('%s follows the schema and bears its own name', (file) => {
    const entry = readRegistryEntry(JSON.parse(readFileSync(new URL(file, folder), 'utf8')));
    expect(`${entry.name}.json`).toBe(basename(file));
  });

  it('is what the package holds', () => {
    const script = fileURLToPath(new URL('../../write-registry.mjs', import.meta.url));
    const { status, stderr } = spawnSync(process.execPath, [script, '--check'], { encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(REGISTRY).toHaveLength(files.length);
  });

  it('is what docs/models.md shows', () => {
    const script = fileURLToPath(new URL('../../../../docs/render-models.mjs', import.meta.url));
    const { status, stderr } = spawnSync(process.execPath, [script, '--check'], { encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  it('names no file, hash or address twice', () => {
    const facts = [
      REGISTRY.map(({ name }) => name),
      REGISTRY.map(({ file }) => file),
      REGISTRY.flatMap(({ urls }) => urls),
      REGISTRY.flatMap(({ xxh128 }) => xxh128 ?? []),
      REGISTRY.flatMap(({ sha256 }) => sha256 ?? []),
    ];
    for (const values of facts) expect(new Set(values).size).toBe(values.length);
  });

  it('has a way to every file, and a network for every decoder', () => {
    for (const { name, urls, page, task, encoder, decoder } of REGISTRY) {
      expect(urls.length > 0 || page !== null, name).toBe(true);
      expect([encoder === null, decoder === null], name).toEqual(Array(2).fill(task === 'interactive'));
      if (encoder !== null)
        expect(REGISTRY.find((entry) => entry.name === encoder)?.task, name).toBe('interactive');
    }
  });

  it('lets only known and permissive licences pass unasked', () => {
    const asked = REGISTRY.filter((entry) => !licenceNotice(entry).permissive);
    expect(new Set(asked.map(({ family }) => family))).toEqual(new Set(['medicosam', 'patho-sam']));
  });
});

describe('readRegistryEntry', () => {
  it.each([
    ['a name in capitals', { name: 'ViT' }, /^The registry entry ViT does not follow its schema\. name: /],
    ['a hash in capitals', { sha256: 'A'.repeat(64) }, /sha256: .*64 hex digits/],
    ['an address of another kind', { urls: ['ftp://host/file'] }, /urls\.0: /],
    ['a file outside', { file: '../x.pt' }, /file: /],
    ['a field that is not known', { size: 3 }, /size/],
  ])('refuses %s', (_, change, message) => {
    const value = { ...miniEntry(['https://example.invalid/x']), ...change };
    expect(() => readRegistryEntry(value)).toThrow(
      expect.objectContaining({ code: 'INVALID_ARGUMENT', message: expect.stringMatching(message) }),
    );
  });

  it('refuses a normalisation that core cannot read', () => {
    const trained = { ...miniEntry([]).trained, normalisation: 'sometimes' };
    expect(() => readRegistryEntry(miniEntry([], { trained }))).toThrow(
      expect.objectContaining({ code: 'NORMALISATION_INVALID' }),
    );
  });
});

describe('the registry in use', () => {
  it('finds an entry by the hash that is known of it', () => {
    const [vitB, medicosam] = ['vit_b', 'vit_b_medical_imaging'].map((name) =>
      REGISTRY.find((entry) => entry.name === name),
    );
    const other = 'f'.repeat(64);
    expect(findByHash(REGISTRY, { xxh128: 'none', sha256: vitB?.sha256 ?? '' })).toBe(vitB);
    expect(findByHash(REGISTRY, { xxh128: medicosam?.xxh128 ?? '', sha256: other })).toBe(medicosam);
    // Both are known of SAM's own files: one that fits alone is no proof.
    expect(findByHash(REGISTRY, { xxh128: vitB?.xxh128 ?? '', sha256: other })).toBeUndefined();
  });

  it('gives a name of one’s own the right of way', () => {
    const joined = joinRegistry([miniEntry([], { name: 'vit_b' })]);
    expect(joined).toHaveLength(REGISTRY.length);
    expect(joined.find(({ name }) => name === 'vit_b')?.title).toBe('Mini');
  });

  it('says what is not known, and invents nothing', () => {
    const interim = REGISTRY.find(({ name }) => name === 'vit_b_medical_imaging_interim');
    const facts = interim && entryFacts(interim);
    expect(facts?.trained).toEqual({});
    expect(facts?.licence).toBeUndefined();
    expect(facts?.notes?.at(-1)).toMatch(/^Not known of its training.*normalisation.*mask prompts/);
  });
});

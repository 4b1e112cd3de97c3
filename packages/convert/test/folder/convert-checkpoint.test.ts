import { readFileSync } from 'node:fs';
import { bytesSource, isMedicoSamError } from '@medicosam/core';
import { describe, expect, test } from 'vitest';
import { checkpointSource, convertCheckpoint, MemoryFolder } from '../../src/index.js';
import { CONVERTER } from '../../src/version.js';
import { readFixture } from '../checkpoint/support/fixtures.js';

const network = { imageSize: 256, decoderHeads: 4 };
const tinyVit = () => bytesSource(readFixture('tinyvit_mini.pt'));

async function convert(options: Partial<Parameters<typeof convertCheckpoint>[0]> = {}) {
  const sink = new MemoryFolder();
  const manifest = await convertCheckpoint({ checkpoint: tinyVit(), sink, network, ...options });
  return { files: sink.files, manifest };
}

describe('convertCheckpoint', () => {
  test('writes every file that the manifest names, and the manifest last', async () => {
    const { files, manifest } = await convert({ storages: ['fp32', 'w16'] });
    const named = [
      ...manifest.graphs.map(({ file }) => file),
      ...manifest.weights.map(({ file }) => file),
      ...manifest.probes.flatMap(({ file, values }) => [file, values]),
    ];
    expect([...files.keys()].sort()).toEqual([...named, 'MODEL_CARD.md', 'manifest.json'].sort());
    expect([...files.keys()].at(-1)).toBe('manifest.json');
    for (const { file, bytes } of manifest.weights) expect(files.get(file)?.byteLength).toBe(bytes);
  });

  test('writes fused encoders on request, over the same weights', async () => {
    const plain = await convert();
    const both = await convert({ lowerings: ['tiled', 'fused'] });
    expect(plain.manifest.graphs.map(({ lowering }) => lowering)).not.toContain('fused');
    expect(both.manifest.graphs.find(({ lowering }) => lowering === 'fused')?.part).toBe('encoder');
    expect(both.manifest.weights).toEqual(plain.manifest.weights);
    expect(both.manifest.hash).toBe(plain.manifest.hash);
  });

  test('refuses storages and lowerings that it does not know, before anything is written', async () => {
    const sink = new MemoryFolder();
    for (const wrong of [{ storages: [] }, { storages: ['fp32', 'fp32'] }, { lowerings: ['magic'] }]) {
      const options = { checkpoint: tinyVit(), sink, ...wrong } as Parameters<typeof convertCheckpoint>[0];
      await expect(convertCheckpoint(options)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    }
    expect(sink.files.size).toBe(0);
  });

  test('stops with the reason of the signal', async () => {
    const stop = new AbortController();
    const reason = new Error('enough');
    const converting = convert({
      signal: stop.signal,
      onProgress: ({ stage }) => stage === 'convert' && stop.abort(reason),
    });
    await expect(converting).rejects.toBe(reason);
  });

  test('names itself in the provenance by the version of the package', () => {
    const { name, version } = JSON.parse(
      readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
    );
    expect(CONVERTER).toBe(`${name} ${version}`);
  });
});

describe('checkpointSource', () => {
  test('reads nothing before it is asked, and converts once', async () => {
    let reads = 0;
    const bytes = tinyVit();
    const counting = {
      ...bytes,
      read: (offset: number, length: number) => {
        reads++;
        return bytes.read(offset, length);
      },
    };
    const source = checkpointSource(counting, { network });
    expect(reads).toBe(0);
    const manifest = await source.manifest();
    const once = reads;
    const file = await source.open(manifest.graphs[0]?.file ?? '');
    expect(file.size).toBeGreaterThan(0);
    expect(reads).toBe(once);
  });

  test('tries again after a conversion that failed', async () => {
    let broken = true;
    const bytes = tinyVit();
    const flaky = {
      ...bytes,
      read: (offset: number, length: number) =>
        broken ? Promise.reject(new Error('unplugged')) : bytes.read(offset, length),
    };
    const source = checkpointSource(flaky, { network });
    await expect(source.manifest()).rejects.toThrow();
    broken = false;
    expect((await source.manifest()).architecture.encoder).toBe('tiny-vit');
  });

  test('gives a typed error for a file that is no checkpoint', async () => {
    const source = checkpointSource(bytesSource(Uint8Array.of(1, 2, 3)), { network });
    const error = await source.manifest().catch((reason: unknown) => reason);
    expect(isMedicoSamError(error, 'CHECKPOINT_UNREADABLE')).toBe(true);
  });
});

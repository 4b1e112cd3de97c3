import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileSource, folderSource } from '@medicosam/onnx-node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { temporaryFolder } from './support/model-folder.js';

let temporary: Awaited<ReturnType<typeof temporaryFolder>>;
let file: string;
beforeAll(async () => {
  temporary = await temporaryFolder();
  file = join(temporary.folder, 'Ärzte & Söhne.bin');
  await writeFile(
    file,
    Uint8Array.from({ length: 100 }, (_, i) => i),
  );
});
afterAll(() => temporary.remove());

describe('fileSource', () => {
  test('reads exactly the bytes asked for, in memory of their own', async () => {
    const source = await fileSource(relative(process.cwd(), file));
    expect([source.size, source.path]).toEqual([100, file]);
    const bytes = await source.read(10, 5);
    expect(bytes).toEqual(Uint8Array.of(10, 11, 12, 13, 14));
    expect(bytes.buffer.byteLength).toBe(5);
    expect(await source.read(100, 0)).toHaveLength(0);
    await source.close();
    await source.close();
  });

  test('hashes the whole, piece by piece', async () => {
    const large = join(temporary.folder, 'large.bin');
    const bytes = Uint8Array.from({ length: 5_000_001 }, (_, i) => (i * 7919) % 251);
    await writeFile(large, bytes);
    const source = await fileSource(large);
    expect(await source.sha256?.()).toBe(createHash('sha256').update(bytes).digest('hex'));
    await source.close();
    await expect(source.sha256?.()).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
  });

  test.each([
    [90, 11],
    [-1, 5],
    [0, -1],
    [0.5, 2],
  ])('a read of the range (%d, %d) is FILE_UNREADABLE', async (offset, length) => {
    const source = await fileSource(file);
    await expect(source.read(offset, length)).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
    await source.close();
  });

  test('what is no readable file is FILE_UNREADABLE, without its name', async () => {
    for (const path of [join(temporary.folder, 'Meier Anna.dcm'), temporary.folder]) {
      const error = await fileSource(path).catch((caught: Error) => caught);
      expect(error).toMatchObject({ code: 'FILE_UNREADABLE' });
      expect((error as Error).message).not.toContain('Meier');
    }
  });

  test('a read after close() is FILE_UNREADABLE', async () => {
    const source = await fileSource(file);
    await source.close();
    await expect(source.read(0, 5)).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
  });
});

describe('folderSource', () => {
  test('a folder without a manifest is MODEL_NOT_FOUND', async () => {
    const source = folderSource(join(temporary.folder, 'nowhere'));
    await expect(source.manifest()).rejects.toMatchObject({ code: 'MODEL_NOT_FOUND' });
  });

  test('a manifest that is none is MANIFEST_INVALID', async () => {
    const folder = join(temporary.folder, 'broken');
    await mkdir(folder);
    await writeFile(join(folder, 'manifest.json'), '{');
    await expect(folderSource(folder).manifest()).rejects.toMatchObject({ code: 'MANIFEST_INVALID' });
  });

  test('opens files of the folder by path, and none outside', async () => {
    const source = folderSource(temporary.folder);
    expect(source.location).toEqual({ folder: temporary.folder });
    const opened = await source.open('Ärzte & Söhne.bin');
    expect(opened.path).toBe(file);
    await opened.close();
    await expect(source.open('encoder.onnx')).rejects.toMatchObject({ code: 'MODEL_FILE_MISSING' });
    await expect(source.open('../other')).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
  });
});

import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readImage, writeFileAtomic, writeImage } from '@medicosam/io/node';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'medicosam-io-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('readImage', () => {
  it('comes under the package’s own name in Node', async () => {
    const path = fileURLToPath(new URL('./fixtures/nuclei_fluo_256.png', import.meta.url));
    expect(await readImage(path)).toMatchObject({ width: 256, height: 256, channels: 1 });
  });

  it('says what is wrong with a path without repeating it', async () => {
    const error = await readImage(join(folder, 'jane-doe.png')).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: 'FILE_UNREADABLE', message: expect.stringContaining('ENOENT') });
    expect(String(error)).not.toContain('jane-doe');
  });
});

describe('writeImage', () => {
  it('writes by the extension, and folders on the way', async () => {
    const path = join(folder, 'a', 'b', 'image.png');
    await writeImage(path, { data: Uint8Array.of(5, 6), width: 2, height: 1, channels: 1 });
    expect([...(await readImage(path)).data]).toEqual([5, 6]);
    expect(await readdir(join(folder, 'a', 'b'))).toEqual(['image.png']);
  });

  it('refuses an unknown extension and writes nothing', async () => {
    const image = { data: Uint8Array.of(5), width: 1, height: 1 };
    await expect(writeImage(join(folder, 'a.bmp'), image)).rejects.toMatchObject({
      code: 'FORMAT_UNSUPPORTED',
    });
    expect(await readdir(folder)).toEqual([]);
  });
});

describe('writeFileAtomic', () => {
  it('replaces a file', async () => {
    const path = join(folder, 'result.json');
    await writeFile(path, 'old');
    await writeFileAtomic(path, 'new');
    expect(await readFile(path, 'utf8')).toBe('new');
  });

  it('leaves nothing behind when it fails', async () => {
    await mkdir(join(folder, 'taken'));
    await expect(writeFileAtomic(join(folder, 'taken'), 'x')).rejects.toMatchObject({
      code: 'FILE_UNWRITABLE',
    });
    expect(await readdir(folder)).toEqual(['taken']);
  });
});

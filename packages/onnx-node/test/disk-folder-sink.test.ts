import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DiskFolderSink } from '@medicosam/onnx-node';
import { afterAll, describe, expect, it } from 'vitest';

const home = await mkdtemp(join(tmpdir(), 'medicosam-sink-'));
afterAll(() => rm(home, { recursive: true, force: true }));

async function write(sink: DiskFolderSink, file: string, ...pieces: string[]): Promise<void> {
  const open = await sink.create(file);
  for (const piece of pieces) await open.write(Buffer.from(piece));
  await open.close();
}

describe('DiskFolderSink', () => {
  it('shows the folder only at commit', async () => {
    const target = join(home, 'a', 'model');
    const sink = new DiskFolderSink(target);
    await write(sink, 'manifest.json', 'one', 'two');
    await write(sink, 'probes/x.onnx', 'probe');
    await expect(readdir(target)).rejects.toThrow('ENOENT');
    await sink.commit();
    await sink.discard();
    expect(await readFile(join(target, 'manifest.json'), 'utf8')).toBe('onetwo');
    expect(await readFile(join(target, 'probes', 'x.onnx'), 'utf8')).toBe('probe');
    expect(await readdir(join(home, 'a'))).toEqual(['model']);
  });

  it('leaves nothing when it is discarded, open files included', async () => {
    const sink = new DiskFolderSink(join(home, 'b', 'model'));
    await (await sink.create('weights')).write(new Uint8Array(10));
    await sink.discard();
    expect(await readdir(join(home, 'b'))).toEqual([]);
  });

  it('replaces what was there', async () => {
    const target = join(home, 'c', 'model');
    await mkdir(target, { recursive: true });
    await writeFile(join(target, 'old'), '');
    const sink = new DiskFolderSink(target);
    await write(sink, 'new', '');
    await sink.commit();
    expect(await readdir(target)).toEqual(['new']);
    expect(await readdir(join(home, 'c'))).toEqual(['model']);
  });

  it('says that a folder cannot be written', async () => {
    await writeFile(join(home, 'file'), '');
    await expect(new DiskFolderSink(join(home, 'file', 'model')).create('x')).rejects.toMatchObject({
      code: 'FILE_UNWRITABLE',
    });
  });
});

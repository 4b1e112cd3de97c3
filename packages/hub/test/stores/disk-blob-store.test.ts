import { execFile } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { sha256Text } from '../../src/hashing/sha256-text.js';
import { diskBlobStore } from '../../src/index.js';
import { temporaryFolder } from '../support/fixtures.js';

/** What a file has beside the bytes that were put. */
const SEAL = 40;
/** A process that is gone: higher than any that Linux, macOS or Windows gives. */
const GONE = 2 ** 31 - 2;

const inNewFolder = (maxBytes = 1e6) => {
  const folder = join(temporaryFolder(), 'store');
  return { folder, store: diskBlobStore(folder, { maxBytes }) };
};

const keysOf = async (store: ReturnType<typeof diskBlobStore>): Promise<string[]> =>
  (await store.list()).map(({ key }) => key).sort();

/** Sets when an entry was last used. */
const usedAgo = async (folder: string, key: string, seconds: number): Promise<void> => {
  const then = new Date(Date.now() - 1000 * seconds);
  await utimes(join(folder, `${key}.blob`), then, then);
};

describe('diskBlobStore', () => {
  it('gives back what was put, also to another store of the folder, until it is taken away', async () => {
    const { folder, store } = inNewFolder();
    const bytes = new Uint8Array(randomBytes(70_000));
    expect([await store.get('not-there'), await store.list()]).toEqual([undefined, []]);
    await store.put('one_entry', bytes);
    await store.put('empty-entry', new Uint8Array());
    const other = diskBlobStore(folder, { maxBytes: 1e6 });
    expect(await other.get('one_entry')).toEqual(bytes);
    expect(await other.get('empty-entry')).toEqual(new Uint8Array());
    await other.put('one_entry', bytes.subarray(0, 9));
    expect(await store.get('one_entry')).toEqual(bytes.slice(0, 9));
    expect(await store.list()).toContainEqual({
      key: 'one_entry',
      sizeBytes: 9 + SEAL,
      usedAtMs: expect.closeTo(Date.now(), -5),
    });
    await store.delete('one_entry');
    await store.delete('one_entry');
    expect(await keysOf(other)).toEqual(['empty-entry']);
  });

  it('keeps within its bound, and drops what was not used for longest', async () => {
    const { folder, store } = inNewFolder(4 * (100 + SEAL));
    for (const key of ['entry_a0', 'entry_b0', 'entry_c0', 'entry_d0'])
      await store.put(key, new Uint8Array(100));
    for (const [seconds, key] of ['entry_d0', 'entry_c0', 'entry_b0', 'entry_a0'].entries()) {
      await usedAgo(folder, key, 10 + seconds);
    }
    await store.get('entry_a0');
    await store.put('entry_e0', new Uint8Array(200));
    expect(await keysOf(store)).toEqual(['entry_a0', 'entry_d0', 'entry_e0']);
    await expect(store.put('entry_f0', new Uint8Array(600))).rejects.toMatchObject({
      code: 'FILE_UNWRITABLE',
    });
    expect(await keysOf(store)).toEqual(['entry_a0', 'entry_d0', 'entry_e0']);
  });

  it.each<[string, (path: string) => Promise<void>]>([
    [
      'one bit is another',
      async (path) => {
        const file = await readFile(path);
        file[60] = (file[60] ?? 0) ^ 1;
        await writeFile(path, file);
      },
    ],
    ['it is cut off', (path) => truncate(path, 200)],
    ['it is empty', (path) => truncate(path, 0)],
    ['it is longer', (path) => writeFile(path, 'more', { flag: 'a' })],
    ['it is something else', (path) => writeFile(path, 'x'.repeat(500))],
  ])('refuses an entry and takes it away when %s', async (_, damage) => {
    const { folder, store } = inNewFolder();
    await store.put('an_entry', new Uint8Array(300));
    await damage(join(folder, 'an_entry.blob'));
    await expect(store.get('an_entry')).rejects.toMatchObject({ code: 'FORMAT_INVALID' });
    expect(await store.get('an_entry')).toBeUndefined();
  });

  it('sweeps what killed processes left, and leaves files of others alone', async () => {
    const { folder, store } = inNewFolder();
    await store.put('an_entry', new Uint8Array(10));
    const host = sha256Text(hostname()).slice(0, 8);
    const name = (pid: number, on = host) => `${randomUUID()}.${pid}.${on}.tmp`;
    const [left, old, mine, elsewhere] = [
      name(GONE),
      name(process.pid),
      name(process.pid),
      name(GONE, '0'.repeat(8)),
    ];
    for (const file of [left, old, mine, elsewhere, 'notes.txt', 'other.tmp'])
      await writeFile(join(folder, file), '');
    const then = new Date(Date.now() - 2 * 60 * 60 * 1000);
    await utimes(join(folder, old), then, then);
    await store.put('an_entry', new Uint8Array(10));
    expect((await readdir(folder)).sort()).toEqual(
      ['an_entry.blob', 'notes.txt', 'other.tmp', mine, elsewhere].sort(),
    );
    await writeFile(join(folder, left), '');
    await store.clear();
    expect((await readdir(folder)).sort()).toEqual(['notes.txt', 'other.tmp', mine, elsewhere].sort());
  });

  it('is empty when it is cleared, and goes on', async () => {
    const { folder, store } = inNewFolder();
    await store.clear();
    await store.put('an_entry', new Uint8Array(10));
    await store.clear();
    expect(await readdir(folder)).toEqual([]);
    await store.put('an_entry', new Uint8Array(10));
    expect(await keysOf(store)).toEqual(['an_entry']);
  });

  it.skipIf(process.platform === 'win32')('is readable by its owner alone', async () => {
    const { folder, store } = inNewFolder();
    await store.put('an_entry', new Uint8Array(10));
    const modes = [folder, join(folder, 'an_entry.blob')].map(
      async (path) => (await stat(path)).mode & 0o777,
    );
    expect(await Promise.all(modes)).toEqual([0o700, 0o600]);
  });

  it('says when its folder cannot be used, without naming it', async () => {
    const place = join(temporaryFolder(), 'doe');
    await writeFile(place, 'a file');
    const store = diskBlobStore(join(place, 'store'), { maxBytes: 1000 });
    expect(await store.get('an_entry')).toBeUndefined();
    const put = store.put('an_entry', new Uint8Array(10));
    await expect(put).rejects.toMatchObject({ code: 'FILE_UNWRITABLE' });
    await expect(put).rejects.not.toThrow(/doe/);
    const folder = join(temporaryFolder(), 'store');
    await mkdir(join(folder, 'an_entry.blob'), { recursive: true });
    const odd = diskBlobStore(folder, { maxBytes: 1000 });
    await expect(odd.get('an_entry')).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
    expect(await odd.list()).toEqual([]);
  });

  it('ends at an abort, and leaves nothing', async () => {
    const { folder, store } = inNewFolder();
    await store.put('an_entry', Uint8Array.of(1));
    const signal = AbortSignal.abort('enough');
    const calls = [
      store.get('an_entry', { signal }),
      store.put('an_entry', Uint8Array.of(2), { signal }),
      store.delete('an_entry', { signal }),
      store.list({ signal }),
      store.clear({ signal }),
    ];
    for (const call of calls) await expect(call).rejects.toBe('enough');
    const controller = new AbortController();
    const putting = store.put('an_entry', new Uint8Array(500_000), { signal: controller.signal });
    controller.abort('enough');
    await expect(putting).rejects.toBe('enough');
    expect(await store.get('an_entry')).toEqual(Uint8Array.of(1));
    expect(await readdir(folder)).toEqual(['an_entry.blob']);
  });

  it.each(['short', '../../../etc', 'With_Capitals', 'a.b.c.d.e'])('refuses the key %s', async (key) => {
    const { store } = inNewFolder();
    for (const call of [store.get(key), store.put(key, new Uint8Array()), store.delete(key)]) {
      await expect(call).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    }
    expect(() => diskBlobStore('anywhere', { maxBytes: 0 })).toThrow(/maxBytes/);
  });

  // The system refuses bytes of a file in the middle of writing it, as a full disk does.
  it.skipIf(process.platform === 'win32')('leaves nothing half-written where there is no room', async () => {
    const { folder, store } = inNewFolder();
    await store.put('an_entry', new Uint8Array(1000));
    const script = fileURLToPath(new URL('put-too-much.mjs', import.meta.url));
    const { stdout } = await promisify(execFile)('sh', [
      '-c',
      `ulimit -f 64; exec "$0" "$1" "$2"`,
      process.execPath,
      script,
      folder,
    ]);
    expect(JSON.parse(stdout)).toEqual({ code: 'FILE_UNWRITABLE', cause: 'EFBIG' });
    expect(await readdir(folder)).toEqual(['an_entry.blob']);
    expect(await store.get('an_entry')).toEqual(new Uint8Array(1000));
  });
});

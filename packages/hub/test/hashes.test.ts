import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hashFile } from '../src/hashing/hash-file.js';
import { startHashes } from '../src/hashing/node-hashes.js';
import { BYTES, CHECKPOINT, SHA256, temporaryFolder } from './support/fixtures.js';

describe('hashes of a file', () => {
  it('are those that xxh128sum and sha256sum print of no bytes', async () => {
    const path = join(temporaryFolder(), 'empty');
    await writeFile(path, '');
    expect(await hashFile(path)).toEqual({
      xxh128: '99aa06d3014798d86001c324468d497f',
      sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      bytes: 0,
    });
  });

  it('do not hang on the pieces', async () => {
    const whole = await hashFile(CHECKPOINT);
    expect(whole).toMatchObject({ sha256: SHA256, bytes: BYTES.length });
    const hashes = await startHashes();
    for (let offset = 0; offset < BYTES.length; offset += 997)
      hashes.update(BYTES.subarray(offset, offset + 997));
    expect(hashes.digest()).toEqual({ xxh128: whole.xxh128, sha256: whole.sha256 });
  });

  it('of two files at once do not mix', async () => {
    const [one, two] = [await startHashes(), await startHashes()];
    one.update(BYTES.subarray(0, 1000));
    two.update(BYTES.subarray(0, 500));
    two.update(BYTES.subarray(500, 1000));
    expect(one.digest()).toEqual(two.digest());
  });

  it('tell a folder from a file', async () => {
    await expect(hashFile(temporaryFolder())).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
  });
});

import { readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { claim } from '../src/cache/lock/claim.js';
import { takeLock } from '../src/cache/lock/take-lock.js';
import { temporaryFolder } from './support/fixtures.js';

/** A process that is gone: higher than any that Linux, macOS or Windows gives. */
const GONE = 2 ** 31 - 2;

const leave = (folder: string, file: string, holder: unknown): Promise<void> =>
  writeFile(join(folder, file), typeof holder === 'string' ? holder : JSON.stringify(holder));

describe('takeLock', () => {
  it('lets one in at a time', async () => {
    const folder = temporaryFolder();
    let inside = 0;
    let most = 0;
    await Promise.all(
      Array.from({ length: 8 }, async () => {
        const lock = await takeLock(folder);
        most = Math.max(most, ++inside);
        await new Promise((resolve) => setTimeout(resolve, 5));
        await lock.check();
        inside--;
        await lock.release();
      }),
    );
    expect(most).toBe(1);
    expect(await readdir(folder)).toEqual(['8.free']);
  });

  it('says once that it waits, and ends at an abort', async () => {
    const folder = temporaryFolder();
    const lock = await takeLock(folder);
    const controller = new AbortController();
    let waits = 0;
    const waiting = takeLock(folder, {
      signal: controller.signal,
      onWait: () => {
        waits++;
        setTimeout(() => controller.abort('enough'), 500);
      },
    });
    await expect(waiting).rejects.toBe('enough');
    expect(waits).toBe(1);
    await lock.release();
  });

  it('passes from a process that is gone to one of those who wait', async () => {
    const folder = temporaryFolder();
    await leave(folder, '41.lock', { pid: GONE, host: hostname() });
    const locks = [takeLock(folder), takeLock(folder), takeLock(folder)];
    const first = await Promise.race(locks);
    // Tickets of those who still try come and go.
    const files = (await readdir(folder)).filter((file) => !file.endsWith('.ticket'));
    expect(files).toEqual(['42.lock']);
    await first.check();
    await first.release();
    await Promise.all(locks.map(async (lock) => (await lock).release()));
    expect((await readdir(folder)).every((file) => file.endsWith('.free'))).toBe(true);
  });

  it.each(['5.lock', '5.free'])('is not taken by one who saw it as it was before %s', async (file) => {
    const folder = temporaryFolder();
    await leave(folder, file, { pid: process.pid, host: hostname() });
    expect(await claim(folder, 3)).toBeUndefined();
    expect(await claim(folder, 5)).toBeUndefined();
    expect(await readdir(folder)).toEqual([file]);
  });

  it.each([
    ['of another machine', { pid: GONE, host: 'elsewhere' }],
    ['whose file is not written yet', ''],
  ])('waits for a holder %s until it was silent for half a minute', async (_, holder) => {
    const folder = temporaryFolder();
    await leave(folder, '3.lock', holder);
    let waited = false;
    const taking = takeLock(folder, {
      onWait: () => {
        waited = true;
        const long = new Date(Date.now() - 31_000);
        void utimes(join(folder, '3.lock'), long, long);
      },
    });
    const lock = await taking;
    expect(waited).toBe(true);
    expect(JSON.parse(await readFile(join(folder, '4.lock'), 'utf8'))).toEqual({
      pid: process.pid,
      host: hostname(),
    });
    await lock.release();
  });

  it('tells one who was taken for dead, whose release then opens nothing', async () => {
    const folder = temporaryFolder();
    const sleeper = await takeLock(folder);
    const long = new Date(Date.now() - 31_000);
    await utimes(join(folder, '1.lock'), long, long);
    const next = await takeLock(folder);
    await expect(sleeper.check()).rejects.toMatchObject({ code: 'CACHE_LOCKED' });
    await sleeper.release();
    await next.check();
    expect(await readdir(folder)).toEqual(['2.lock']);
    await next.release();
  });
});

import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, vi } from 'vitest';
import { serveFile } from '../support/file-server.js';
import { miniEntry, temporaryFolder, testHub } from '../support/fixtures.js';
import { writeRandomVitB } from './random-vit-b.js';

const SCRIPT = fileURLToPath(new URL('pull-to-mask.mjs', import.meta.url));
const isProof = process.env['MEDICOSAM_PROVE'] !== undefined && process.platform === 'linux';

/** Moments of a pull: a share of what is still to be fetched, or a stage and milliseconds into it. */
type Moment = { share: number } | { stage: string; afterMs: number };

const moments = (): Moment[] => [
  ...Array.from({ length: 6 }, () => ({ share: Math.random() / 2 })),
  ...['read', 'read', 'convert', 'convert'].map((stage) => ({ stage, afterMs: Math.random() * 1_000 })),
];

// 375 MB through a socket eleven times begun: `npm run prove`.
describe.runIf(isProof)('a checkpoint of ViT-B’s size', () => {
  it('comes from a server to a mask in bounded memory, killed ten times on the way, and nothing is sent twice', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'random_vit_b.safetensors');
    await writeRandomVitB(path);
    const content = await readFile(path);
    const sha256 = createHash('sha256').update(content).digest('hex');
    const server = await serveFile(content, { pieceBytes: 1 << 20, pauseMs: 4 });
    const entry = miniEntry([server.url()], {
      name: 'random-vit-b',
      bytes: content.length,
      imageSize: 1024,
      sha256,
    });
    const cache = join(folder, 'cache');
    const part = join(cache, 'downloads', 'random-vit-b', 'part');
    const start = () => {
      const child = spawn(process.execPath, [SCRIPT, cache, JSON.stringify(entry)], {
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let [stdout, stderr] = ['', ''];
      child.stdout.on('data', (text: Buffer) => {
        stdout += text;
      });
      child.stderr.on('data', (text: Buffer) => {
        stderr += text;
      });
      const ended = new Promise<string>((resolve, reject) =>
        child.once('close', (code, signal) =>
          code === 0 || signal === 'SIGKILL' ? resolve(stdout) : reject(new Error(stderr)),
        ),
      );
      return { child, ended, said: () => stderr };
    };
    const starts: number[] = [0];
    for (const moment of moments()) {
      const before = starts.at(-1) ?? 0;
      const { child, ended, said } = start();
      if ('share' in moment) {
        await vi.waitFor(
          async () =>
            expect((await stat(part)).size).toBeGreaterThan(
              before + moment.share * (content.length - before),
            ),
          { timeout: 240_000, interval: 5 },
        );
      } else {
        await vi.waitFor(() => expect(said()).toContain(`stage ${moment.stage}`), {
          timeout: 240_000,
          interval: 5,
        });
        await new Promise((resolve) => setTimeout(resolve, moment.afterMs));
      }
      child.kill('SIGKILL');
      await ended;
      const hub = testHub([entry], { cache });
      for (const { name } of await hub.list()) {
        expect((await hub.verify(name)).every(({ state }) => state === 'ok')).toBe(true);
      }
      if ('share' in moment) starts.push((await stat(part)).size);
    }
    const result = JSON.parse(await start().ended);
    console.log(`pull ${Math.round(result.pullPeakMb)} MB, to the mask ${Math.round(result.peakMb)} MB`);
    expect(result).toMatchObject({ sha256, width: 256, height: 256, predictedIou: expect.any(Number) });
    expect(result.peakMb).toBeLessThan(1500);
    // Each call asked for what the one before it had not written.
    expect(server.seen.map(({ range }) => Number(range?.slice(6, -1) ?? 0))).toEqual(starts);
  }, 1_200_000);
});

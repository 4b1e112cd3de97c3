import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { medicosam, sharedFile, temporaryFolder } from './medicosam.js';

const checkpoint = sharedFile('models/mobile_sam.pt') ?? '';

// Skipped where no checkpoint lies beside the checkout that is large enough to be interrupted.
describe.skipIf(!checkpoint || process.platform === 'win32')('Ctrl-C', () => {
  it('ends a conversion with 130 and leaves nothing behind', async () => {
    const folder = await temporaryFolder();
    const { code, stdout, stderr } = await medicosam(['convert', checkpoint, '-o', join(folder, 'model')], {
      onStart: (child) => {
        // The first sign of life: work has begun.
        child.stderr?.once('data', () => child.kill('SIGINT'));
      },
    });
    expect({ code, stdout }).toEqual({ code: 130, stdout: '' });
    expect(stderr).toMatch(/error INTERRUPTED/);
    expect(await readdir(folder)).toEqual([]);
  });
});

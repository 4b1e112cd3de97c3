import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, onTestFinished } from 'vitest';

const MAIN = fileURLToPath(new URL('../bin/medicosam.js', import.meta.url));

/** How a run of the command line ended. */
export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built command line as a process of its own, with a cache of its own where `env` names none. */
export function medicosam(
  args: readonly string[],
  options: { cwd?: string; env?: Record<string, string>; onStart?: (child: ChildProcess) => void } = {},
): Promise<Run> {
  const cache = mkdtempSync(join(tmpdir(), 'medicosam-cache-'));
  const child = spawn(process.execPath, [MAIN, ...args], {
    cwd: options.cwd,
    env: { ...process.env, MEDICOSAM_CACHE: cache, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  options.onStart?.(child);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      rmSync(cache, { recursive: true, force: true });
      resolve({ code, stdout, stderr });
    });
  });
}

/** A folder for the tests of one file, removed after them. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'medicosam-cli-'));
  afterAll(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Serves one file at every path of a server on loopback, while the test runs, and counts. */
export async function serve(
  file: string,
  { stallAfter }: { stallAfter?: number } = {},
): Promise<{ origin: string; requests: string[] }> {
  const requests: string[] = [];
  const content = await readFile(file);
  const server = createServer((request, response) => {
    requests.push(request.url ?? '');
    response.writeHead(200, { 'content-length': content.length, etag: '"1"' });
    // The first answer stops there, and the connection stays.
    if (stallAfter !== undefined && requests.length === 1) response.write(content.subarray(0, stallAfter));
    else response.end(content);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}

/** Images with known sources and licences (see the README beside them). */
export const imageFixture = (file: string): string =>
  fileURLToPath(new URL(`../../io/test/fixtures/${file}`, import.meta.url));

/** Mini checkpoints with random weights. */
export const checkpointFixture = (file: string): string =>
  fileURLToPath(new URL(`../../convert/test/fixtures/checkpoints/${file}`, import.meta.url));

/** Converts a small model of random weights into a folder, for what is the same with any: it encodes at once. */
export async function miniModel(folder: string): Promise<string> {
  const args = ['convert', checkpointFixture('vit_mini.pt'), '-o', folder, '--decoder-heads', '4'];
  const { code, stderr } = await medicosam(args);
  if (code !== 0) throw new Error(stderr);
  return folder;
}

/** Whether the packaged model was built; it always is in a release. */
export const hasTinyModel = existsSync(new URL('../../../models/tiny/model/manifest.json', import.meta.url));

const sharedRoot = process.env['MEDICOSAM_SHARED']
  ? pathToFileURL(`${process.env['MEDICOSAM_SHARED']}/`)
  : new URL('../../../../shared/', import.meta.url);

/** A file of the larger data set; undefined where that does not lie beside the checkout. */
export const sharedFile = (path: string): string | undefined => {
  const url = new URL(path, sharedRoot);
  return existsSync(url) ? fileURLToPath(url) : undefined;
};

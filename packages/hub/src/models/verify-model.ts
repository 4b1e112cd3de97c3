import { isMedicoSamError, type LoadOptions } from '@medicosam/core';
import type { CacheLayout } from '../cache/cache-layout.js';
import { hashFile } from '../hashing/hash-file.js';
import { cachedSource } from './cached-source.js';
import { type FileCheck, namedFiles } from './named-files.js';

/** See `Hub.verify`. */
export async function verifyModel(
  layout: CacheLayout,
  name: string,
  { signal, onProgress }: LoadOptions,
): Promise<FileCheck[]> {
  const source = cachedSource(layout, name);
  const files = [...namedFiles(await source.manifest({ signal }))];
  const checks: FileCheck[] = [];
  for (const [index, [file, sha256]] of files.entries()) {
    onProgress?.({ stage: 'verify', fraction: index / files.length });
    checks.push({ file, state: await stateOf(source, file, sha256, signal) });
  }
  return checks;
}

async function stateOf(
  source: ReturnType<typeof cachedSource>,
  file: string,
  sha256: string,
  signal: LoadOptions['signal'],
): Promise<FileCheck['state']> {
  try {
    const bytes = await source.open(file, { signal });
    await bytes.close();
    if (bytes.path === undefined) return 'missing';
    return (await hashFile(bytes.path, { signal })).sha256 === sha256 ? 'ok' : 'differs';
  } catch (error) {
    if (isMedicoSamError(error, 'MODEL_FILE_MISSING')) return 'missing';
    if (isMedicoSamError(error, 'FILE_UNREADABLE')) return 'differs';
    throw error;
  }
}

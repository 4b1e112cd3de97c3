import { isMedicoSamError, type LoadOptions } from '@medicosam/core';
import { type FileCheck, namedFiles } from '../../models/named-files.js';
import { generationFolder } from '../layout.js';
import { readKeptRecord } from '../models/kept-record.js';
import { keptSource } from '../models/kept-source.js';
import type { Tasks } from '../realm/messages.js';
import type { HubFiles } from '../storage/hub-files.js';
import { hashBlob } from './hash-blob.js';

/** Holds every file of a model against its hash. */
export async function verifyKept(
  { name }: Tasks['verify']['args'],
  files: HubFiles,
  onProgress: NonNullable<LoadOptions['onProgress']>,
): Promise<FileCheck[]> {
  const named = [...namedFiles(await keptSource(async () => files, name).manifest())];
  const generation = (await readKeptRecord(files, name))?.generation ?? '';
  const checks: FileCheck[] = [];
  for (const [index, [file, sha256]] of named.entries()) {
    onProgress({ stage: 'verify', fraction: index / named.length });
    const blob = await files.open(`${generationFolder(name, generation)}/${file}`);
    checks.push({ file, state: blob ? await stateOf(blob, sha256) : 'missing' });
  }
  return checks;
}

async function stateOf(blob: Parameters<typeof hashBlob>[0], sha256: string): Promise<FileCheck['state']> {
  try {
    return (await hashBlob(blob)).sha256 === sha256 ? 'ok' : 'differs';
  } catch (error) {
    if (isMedicoSamError(error, 'FILE_UNREADABLE')) return 'differs';
    throw error;
  }
}

import { convertCheckpoint } from '@medicosam/convert';
import { blobSource, type LoadOptions, type Manifest, MedicoSamError } from '@medicosam/core';
import { downloadFolder } from '../layout.js';
import type { Tasks } from '../realm/messages.js';
import type { HubFiles } from '../storage/hub-files.js';
import { ModelSink } from './model-sink.js';

/** Converts a checkpoint, and puts the model in its place. */
export async function convertIntoModel(
  { name, generation, blob, record, facts, storages, lowerings }: Tasks['convert']['args'],
  files: HubFiles,
  onProgress: NonNullable<LoadOptions['onProgress']>,
): Promise<Manifest> {
  const file = blob ?? (await files.open(`${downloadFolder(name)}/part`));
  if (!file) throw changed();
  const sink = new ModelSink(files, name, generation);
  const manifest = await convertCheckpoint({
    ...facts,
    id: name,
    checkpoint: blobSource(file),
    sink,
    storages,
    lowerings,
    onProgress,
  });
  if (manifest.provenance.checkpoint[0]?.sha256 !== record.sha256) throw changed();
  await sink.commit(record);
  return manifest;
}

const changed = () =>
  new MedicoSamError('MODEL_CHECKSUM_MISMATCH', {
    message: 'The checkpoint was changed between the check of its hash and the conversion.',
    hint: 'Call again when nothing writes to the file any more.',
  });

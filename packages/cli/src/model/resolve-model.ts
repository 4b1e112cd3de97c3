import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { MedicoSamError, type ModelSource } from '@medicosam/core';
import { createHub } from '@medicosam/hub';
import { folderSource } from '@medicosam/onnx-node';
import type { CommandContext } from '../context.js';
import { convertOnFirstUse } from './convert-on-first-use.js';
import { PACKAGED_MODELS } from './packaged-models.js';

/**
 * The model that `--model` means: a packaged one by name, a model folder, a checkpoint file, which is
 * converted on first use, or one of the cache by name.
 *
 * @throws MedicoSamError `MODEL_NOT_FOUND`; what the conversion throws.
 */
export async function resolveModel(model: string, context: CommandContext): Promise<ModelSource> {
  const packaged = PACKAGED_MODELS.get(model);
  if (packaged) return packaged();
  const found = await stat(model).catch(() => undefined);
  if (found?.isDirectory()) {
    const manifest = await stat(join(model, 'manifest.json')).catch(() => undefined);
    if (manifest?.isFile()) return folderSource(model);
    throw new MedicoSamError('MODEL_NOT_FOUND', {
      message: 'The folder that --model names has no manifest.json.',
      hint: 'Make a model folder of a checkpoint with medicosam convert checkpoint.pt -o folder.',
    });
  }
  if (found?.isFile()) return folderSource(await convertOnFirstUse(model, context));
  if (/^[a-z0-9][a-z0-9._-]*$/.test(model)) {
    const hub = createHub();
    if (await hub.get(model)) return hub.source(model);
    if ((await hub.entries()).some(({ name }) => name === model)) {
      throw new MedicoSamError('MODEL_NOT_FOUND', {
        message: `--model ${model} is a public checkpoint that is not on this machine.`,
        hint: `Get it with medicosam models pull ${model}.`,
      });
    }
  }
  throw new MedicoSamError('MODEL_NOT_FOUND', {
    message: `--model ${model} is neither a model's name (${[...PACKAGED_MODELS.keys()].join(', ')}) nor a folder or file that is there.`,
    hint: 'medicosam models lists the names and what can be pulled; a folder comes from medicosam convert.',
  });
}

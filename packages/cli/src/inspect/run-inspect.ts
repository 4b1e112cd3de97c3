import { stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { MedicoSamError, type ModelSource } from '@medicosam/core';
import type { CommandContext } from '../context.js';
import type { ExitCode } from '../exit-codes.js';
import { PACKAGED_MODELS } from '../model/packaged-models.js';

/** The options of `medicosam inspect`. */
export interface InspectOptions {
  readonly full?: boolean;
}

/** Says what a path holds: a model folder, an ONNX graph, or else a checkpoint. */
export async function runInspect(
  path: string,
  options: InspectOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const packaged = PACKAGED_MODELS.get(path);
  const { inspectFolder } = await import('./inspect-folder.js');
  if (packaged) return inspectFolder(await packaged(), path, context);
  const found = await stat(path).catch(() => undefined);
  const cached = found ? undefined : await cachedModel(path);
  if (cached) return inspectFolder(cached, path, context);
  if (!found) {
    throw new MedicoSamError('FILE_UNREADABLE', {
      message: `${path} is neither a file or folder that is there nor the name of a model.`,
      hint: `Check the path; models are ${[...PACKAGED_MODELS.keys()].join(', ')}.`,
    });
  }
  if (found.isDirectory()) {
    const { folderSource } = await import('@medicosam/onnx-node');
    return inspectFolder(folderSource(path), path, context);
  }
  if (extname(path).toLowerCase() === '.onnx') {
    const { inspectGraph } = await import('./inspect-graph.js');
    return inspectGraph(path, options, context);
  }
  const { inspectCheckpoint } = await import('./inspect-checkpoint.js');
  return inspectCheckpoint(path, options, context);
}

async function cachedModel(name: string): Promise<ModelSource | undefined> {
  if (!/^[a-z0-9][a-z0-9._-]*$/.test(name)) return undefined;
  const { createHub } = await import('@medicosam/hub');
  const hub = createHub();
  return (await hub.get(name)) && hub.source(name);
}

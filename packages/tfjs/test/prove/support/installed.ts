import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { TensorFlow } from '../../../src/index.js';

/** What the proofs ask of tfjs-node beside what the backend does. */
export interface TfNode extends TensorFlow {
  memory(): { readonly numTensors: number };
  findBackend(name: string): NodeBackend | null;
}

/** The backend `tensorflow`. */
interface NodeBackend {
  readonly isUsingGpuDevice: boolean;
  binding: { readonly TF_Version: string; readonly executeOp: (...values: unknown[]) => unknown };
}

const PACKAGES = ['@tensorflow/tfjs-node', '@tensorflow/tfjs-node-gpu'];
const named = process.env['MEDICOSAM_TFJS_NODE'];

/** The folder that MEDICOSAM_TFJS_NODE names. */
export const folder = named === undefined ? undefined : resolve(named);

/** The package of the two that the folder has. */
export const packageName = PACKAGES.find((name) => folder && existsSync(join(folder, 'node_modules', name)));

/** Why nothing can be proven here. */
export const missing =
  folder === undefined
    ? 'MEDICOSAM_TFJS_NODE names no folder that packages/tfjs/prove/build-tfjs-node.sh has made'
    : packageName === undefined && `${folder} holds neither ${PACKAGES.join(' nor ')}`;

/** Imports the package of the folder, whose copy of tfjs-core is not the one of this workspace. */
export async function load(): Promise<TfNode> {
  if (folder === undefined || packageName === undefined) throw new Error(String(missing));
  const main = createRequire(join(folder, 'package.json')).resolve(packageName);
  const module: { default: TfNode } = await import(/* @vite-ignore */ pathToFileURL(main).href);
  return module.default;
}

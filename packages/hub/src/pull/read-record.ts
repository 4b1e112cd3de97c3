import { join } from 'node:path';
import { readJson } from '../cache/json-file.js';
import type { ModelRecord } from './model-record.js';

/** The file beside the manifest that says where a model in the cache comes from. */
export const RECORD_FILE = 'source.json';

/** The record of a model folder; undefined where there is none. */
export const readRecord = (folder: string): Promise<ModelRecord | undefined> =>
  readJson<ModelRecord>(join(folder, RECORD_FILE));

import type { LoadOptions } from '@medicosam/core';
import type { FileCheck } from '../../models/named-files.js';
import type { BrowserContext } from '../browser-context.js';
import { Realm } from '../realm/realm.js';
import { readKept } from './kept-models.js';
import { notKept } from './kept-source.js';

/** See `BrowserHub.verify`. */
export async function verify(
  context: BrowserContext,
  name: string,
  options: LoadOptions,
): Promise<FileCheck[]> {
  if (!(await readKept(await context.files(), name))) throw notKept(name);
  const realm = new Realm(context, options);
  try {
    return await realm.run('verify', { name });
  } finally {
    await realm.end();
  }
}

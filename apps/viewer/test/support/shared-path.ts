import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const shared =
  process.env['MEDICOSAM_SHARED'] ?? fileURLToPath(new URL('../../../../../shared/', import.meta.url));

/** A file or folder of the larger data set. */
export const sharedPath = (path: string): string => join(shared, 'data', path);

/** Whether it lies beside the checkout; set MEDICOSAM_SHARED where it lies elsewhere. */
export const hasSharedData = existsSync(sharedPath('volumes'));
if (!hasSharedData && process.env['MEDICOSAM_PROVE']) {
  console.warn('There is no ../shared/data (see MEDICOSAM_SHARED): formats are not opened in the viewer.');
}

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The larger data set beside the checkout; MEDICOSAM_SHARED says where else it is. */
const shared =
  process.env['MEDICOSAM_SHARED'] ?? fileURLToPath(new URL('../../../../../shared/', import.meta.url));

/** A file or folder of it. */
export const sharedPath = (path: string): string => join(shared, 'data', path);

export const hasSharedData = existsSync(sharedPath('dicom/expected.json'));

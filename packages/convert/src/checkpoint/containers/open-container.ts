import type { ByteSource } from '@medicosam/core';
import { decodeText } from '../../platform.js';
import { readWindow } from '../byte-window.js';
import type { CheckpointLimits } from '../limits.js';
import { unreadable } from '../unreadable.js';
import type { Container } from './container.js';
import { openSafetensors } from './safetensors.js';
import { openTorchLegacy } from './torch-legacy.js';
import { openTorchZip } from './torch-zip.js';

const SNIFFED_BYTES = 264;

/** Opens a file by what it begins with; its name is never looked at. */
export async function openContainer(source: ByteSource, limits: CheckpointLimits): Promise<Container> {
  const { bytes } = await readWindow(source, 0, Math.min(source.size, SNIFFED_BYTES), 'The beginning');
  if (startsWith(bytes, 0x50, 0x4b, 0x03, 0x04)) return openTorchZip(source, limits);
  if (startsWith(bytes, 0x80) && (bytes[1] ?? 0) <= 5) return openTorchLegacy(source, limits);
  if (bytes[8] === 0x7b) return openSafetensors(source, limits);
  throw unreadable(
    `The file is ${knownAs(bytes)}; checkpoints are torch zip files, legacy torch files or safetensors.`,
    'Give the file as it was published or as torch.save wrote it.',
  );
}

const startsWith = (bytes: Uint8Array, ...start: number[]): boolean =>
  start.every((byte, i) => bytes[i] === byte);

/** What people give instead: a download that went wrong, an archive around the file. */
function knownAs(bytes: Uint8Array): string {
  if (bytes.byteLength === 0) return 'empty';
  if (startsWith(bytes, 0x1f, 0x8b)) return 'packed with gzip';
  const text = decodeText(bytes);
  if (/^\s*<(?:!doctype|html|\?xml)/i.test(text)) return 'a web page';
  if (text.startsWith('version https://git-lfs')) return 'a Git LFS pointer, not the file itself';
  if (text.slice(257, 262) === 'ustar') return 'a tar archive';
  return 'of another kind';
}

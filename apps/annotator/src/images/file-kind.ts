import { isDicom } from '@medicosam/io/dicom';
import type { SourceVolume } from '@medicosam/io/open';
import { peek } from './peeked.js';
import type { PickedFile } from './picked-file.js';

/**
 * What a file is to the page: an image, labels of one, either of the two as far as its content tells, a saved session, or JSON
 * that is none of them.
 */
export type FileKind = 'image' | 'labels' | 'either' | 'session' | 'other';

/** SEG, label map SEG and RTSTRUCT. */
const LABEL_CLASSES = [
  '1.2.840.10008.5.1.4.1.1.66.4',
  '1.2.840.10008.5.1.4.1.1.66.7',
  '1.2.840.10008.5.1.4.1.1.481.3',
];
/** Of a file: as much as holds a DICOM file's meta information, and the header of most NRRD files. */
const HEAD_BYTES = 1 << 16;
/** Files of more values than that are no labels. */
const MOST_LABELS = 64;

/** Tells by its content what a file is; `beside` is what is open. Damaged files are images: opening says what is wrong. */
export async function fileKind(picked: PickedFile, beside: SourceVolume | undefined): Promise<FileKind> {
  const { file } = picked;
  if (file.type === 'application/json' || /\.(geo)?json$/i.test(file.name))
    return jsonKind(await file.text());
  const head = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());
  if (isDicom(head)) return LABEL_CLASSES.includes(sopClass(head) ?? '') ? 'labels' : 'image';
  const text = new TextDecoder('latin1').decode(head);
  if (text.startsWith('NRRD') && /^Segment\d+_ID:=/m.test(text)) return 'labels';
  if (!beside) return 'image';
  return (await fits(picked, beside).catch(() => false)) ? 'either' : 'image';
}

function jsonKind(text: string): FileKind {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'other';
  }
  if (typeof value !== 'object' || value === null) return 'other';
  // QuPath writes a bare list of features.
  const { type, format } = (Array.isArray(value) ? (value[0] ?? {}) : value) as {
    readonly type?: unknown;
    readonly format?: unknown;
  };
  if (format === 'medicosam-session') return 'session';
  const isGeoJson =
    typeof type === 'string' && /^(Feature(Collection)?|GeometryCollection|(Multi)?Polygon)$/.test(type);
  const isCoco = 'annotations' in value && 'images' in value;
  return isGeoJson || isCoco ? 'labels' : 'other';
}

/** The class that a DICOM file's meta information states, which is always explicit and little-endian. */
function sopClass(head: Uint8Array): string | undefined {
  const text = new TextDecoder('latin1').decode(head);
  const at = text.indexOf('\u0002\u0000\u0002\u0000UI', 128);
  if (at < 0) return undefined;
  const length = (head[at + 6] as number) | ((head[at + 7] as number) << 8);
  return text.slice(at + 8, at + 8 + length).replace(/[\0 ]+$/, '');
}

/** Whether a file holds few whole numbers on as many voxels as the volume, its axes in whatever order. */
async function fits(picked: PickedFile, beside: SourceVolume): Promise<boolean> {
  const { items } = await peek(picked);
  const source = items.length === 1 ? await items[0]?.read?.() : undefined;
  // A DICOM series is never labels, and decoding it takes long.
  if (!source || source.dicom || sizesOf(source) !== sizesOf(beside)) return false;
  const { data, channels = 1 } = await source.read();
  if (channels !== 1) return false;
  const values = new Set<number>();
  for (const value of data) {
    if (value < 0 || !Number.isInteger(value)) return false;
    values.add(value);
    if (values.size > MOST_LABELS) return false;
  }
  return values.size > 1 || values.has(0);
}

const sizesOf = ({ width, height, depth }: SourceVolume): string =>
  `${[width, height, depth].sort((a, b) => a - b)}`;

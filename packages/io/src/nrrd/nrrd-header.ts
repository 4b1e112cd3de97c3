import { formatInvalid, formatUnsupported } from '../format-errors.js';
import { TextDecoder } from '../platform.js';

/** A NRRD header taken apart, nothing interpreted. */
export interface NrrdHeader {
  /** `field: description`, the name in lower case. */
  readonly fields: ReadonlyMap<string, string>;
  /** `key:=value`, unescaped. */
  readonly keyValues: ReadonlyMap<string, string>;
  /** Where the data begin: behind the empty line. */
  readonly dataOffset: number;
}

const MAGIC = /^NRRD000[1-5]\r?\n/;
/** Longer headers than a few hundred kB (Slicer's segmentations of many structures) are not met. */
const MAX_HEADER_BYTES = 1 << 22;

/** Whether bytes begin as a NRRD file does. */
export const isNrrd = (bytes: Uint8Array): boolean => MAGIC.test(latin1(bytes.subarray(0, 10)));

const latin1 = (bytes: Uint8Array) => String.fromCharCode(...bytes);

/**
 * Reads the text at the beginning of a NRRD file.
 *
 * @throws MedicoSamError `FORMAT_INVALID`, `FORMAT_UNSUPPORTED` of what is no NRRD file.
 */
export function readNrrdHeader(bytes: Uint8Array): NrrdHeader {
  if (!isNrrd(bytes)) {
    throw formatUnsupported(
      'NRRD',
      'is none: it does not begin with NRRD0001 to NRRD0005',
      'Give a .nrrd or .nhdr file.',
    );
  }
  const { end, dataOffset } = findEnd(bytes);
  const fields = new Map<string, string>();
  const keyValues = new Map<string, string>();
  const lines = new TextDecoder().decode(bytes.subarray(0, end)).split(/\r?\n/);
  for (const line of lines.slice(1)) {
    if (line.startsWith('#') || line === '') continue;
    const [, name, separator, value] = /^([^:]+)(: |:=|:)(.*)$/.exec(line) ?? [];
    if (name === undefined || value === undefined) {
      throw formatInvalid('NRRD', 'has a line in its header that is neither a field nor a key with a value');
    }
    if (separator === ':=') keyValues.set(name, unescaped(value));
    else fields.set(normalised(name), value.trim());
  }
  return { fields, keyValues, dataOffset };
}

/** `centers` is `centerings`, and spaces in names may be left out ("datafile"). */
const normalised = (name: string) => {
  const lower = name.trim().toLowerCase();
  return ALIASES[lower] ?? lower;
};

const ALIASES: Readonly<Record<string, string>> = {
  datafile: 'data file',
  lineskip: 'line skip',
  byteskip: 'byte skip',
};

const unescaped = (value: string) =>
  value.replace(/\\(n|\\)/g, (_, letter: string) => (letter === 'n' ? '\n' : '\\'));

/** The end of the header's text and the beginning of what follows the empty line. */
function findEnd(bytes: Uint8Array): { readonly end: number; readonly dataOffset: number } {
  const last = Math.min(bytes.length, MAX_HEADER_BYTES);
  for (let at = 0; at < last; at++) {
    if (bytes[at] !== 0x0a) continue;
    const next = bytes[at + 1] === 0x0d ? at + 2 : at + 1;
    if (bytes[next] === 0x0a) return { end: at, dataOffset: next + 1 };
  }
  // A detached header may end without an empty line.
  if (last === bytes.length) return { end: last, dataOffset: last };
  throw formatInvalid('NRRD', `has no end of its header in the first ${MAX_HEADER_BYTES} bytes`);
}

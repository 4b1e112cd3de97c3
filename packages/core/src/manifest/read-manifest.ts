import * as v from 'valibot';
import { MedicoSamError } from '../errors/medicosam-error.js';
import { TextDecoder } from '../platform.js';
import { KNOWN_REQUIREMENTS, MANIFEST_SCHEMA_VERSION, type Manifest } from './manifest.js';
import { manifestSchema } from './schema.js';

/**
 * Reads a manifest: the bytes of `manifest.json`, its text, or the parsed value. Fields and parts that are not
 * known are ignored; what a newer version needs is refused.
 *
 * @throws MedicoSamError `MANIFEST_INVALID` naming the field; `MANIFEST_TOO_NEW` for a newer major version or an
 *   unknown name in `requires`.
 */
export function readManifest(json: unknown): Manifest {
  const value = parseJson(json);
  refuseNewer(value);
  const result = v.safeParse(manifestSchema, value);
  if (!result.success) {
    const [issue] = result.issues;
    throw invalid(`${v.getDotPath(issue) ?? 'The whole'}: ${issue.message}.`);
  }
  const manifest: Manifest = result.output;
  checkReferences(manifest);
  return manifest;
}

const invalid = (problem: string, cause?: unknown) =>
  new MedicoSamError('MANIFEST_INVALID', {
    message: `The manifest does not follow its schema. ${problem}`,
    hint: 'Copy the model folder again, whole, or convert the checkpoint again.',
    cause,
  });

function parseJson(json: unknown): unknown {
  const isBytes = ArrayBuffer.isView(json);
  if (!isBytes && typeof json !== 'string') return json;
  try {
    return JSON.parse(isBytes ? new TextDecoder('utf-8', { fatal: true }).decode(json as Uint8Array) : json);
  } catch (cause) {
    throw invalid('It is not JSON.', cause);
  }
}

/** Before the schema: a newer major version may look otherwise. */
function refuseNewer(value: unknown): void {
  if (typeof value !== 'object' || value === null) throw invalid('It is not an object.');
  const { schemaVersion, requires } = value as { schemaVersion?: unknown; requires?: unknown };
  const major = typeof schemaVersion === 'string' ? Number.parseInt(schemaVersion, 10) : Number.NaN;
  const known = Number.parseInt(MANIFEST_SCHEMA_VERSION, 10);
  if (major > known) {
    throw tooNew(
      `The manifest has schema version ${String(schemaVersion)}; this version reads up to ${known}.`,
    );
  }
  if (!Array.isArray(requires)) return;
  const unknown = requires.filter((name) => typeof name === 'string' && !KNOWN_REQUIREMENTS.includes(name));
  if (unknown.length > 0) {
    throw tooNew(`The model requires ${unknown.join(', ')}, which this version does not know.`);
  }
}

const tooNew = (message: string) =>
  new MedicoSamError('MANIFEST_TOO_NEW', {
    message,
    hint: 'Update the packages, or convert the checkpoint again with this version.',
  });

/** What the schema cannot say: graphs name weights that are there. */
function checkReferences({ graphs, weights }: Manifest): void {
  for (const [index, graph] of graphs.entries()) {
    if (!weights.some(({ file }) => file === graph.weights)) {
      throw invalid(`graphs.${index}.weights: ${graph.weights} is not among the weights.`);
    }
  }
}

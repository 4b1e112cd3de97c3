import { MedicoSamError } from '@medicosam/core';
import type { Graph } from '../graph/graph.js';

/** Opsets of ai.onnx and IR versions that the rules here were written for, and that ONNX Runtime 1.30 opens. */
const OPSETS = { least: 7, most: 26 };
const IR_VERSIONS = { least: 3, most: 13 };

/** Versions by domain, after a check that they are known and cover every node. */
export function checkOpsets({ irVersion, opsets, nodes }: Graph): ReadonlyMap<string, number> {
  checkRange('IR version', irVersion, IR_VERSIONS);
  const versions = new Map(opsets.map(({ domain, version }) => [domain, version]));
  if (versions.size < opsets.length) throw invalid('The graph states the opset of a domain twice.');
  for (const [domain, version] of versions) {
    if (domain === '') checkRange('opset', version, OPSETS);
    else checkRange(`opset of ${domain}`, version, { least: 1, most: Number.MAX_SAFE_INTEGER });
  }
  for (const { op, domain, name } of nodes) {
    if (versions.has(domain)) continue;
    throw invalid(`${op} node '${name}' is of domain '${domain}', whose opset the graph does not state.`);
  }
  return versions;
}

function checkRange(what: string, version: number, { least, most }: { least: number; most: number }): void {
  if (Number.isSafeInteger(version) && version >= least && version <= most) return;
  throw invalid(`The ${what} must be a whole number from ${least} to ${most}, it is ${version}.`);
}

const invalid = (message: string) => new MedicoSamError('GRAPH_INVALID', { message });

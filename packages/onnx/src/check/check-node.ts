import { MedicoSamError } from '@medicosam/core';
import type { Attribute, Node } from '../graph/graph.js';
import type { AttributeRule } from './signature.js';
import { SIGNATURES } from './signatures.js';

/** Checks a node against its operator's signature; operators without one here pass. */
export function checkNode(node: Node, opsets: ReadonlyMap<string, number>): void {
  const opset = opsets.get(node.domain) ?? 0;
  const signature = SIGNATURES.get(node.domain === '' ? node.op : `${node.domain}:${node.op}`)?.(opset);
  if (!signature) return;
  if (opset < signature.since) throw invalid(node, `needs opset ${signature.since}, the graph has ${opset}`);
  checkCount(node, 'input', node.inputs, signature.inputs);
  checkCount(node, 'output', node.outputs, signature.outputs);
  for (const [name, attribute] of Object.entries(node.attributes)) {
    const rule = Object.hasOwn(signature.attributes, name) ? signature.attributes[name] : undefined;
    if (!rule) throw invalid(node, `has no attribute ${name} in opset ${opset}`);
    checkAttribute(node, name, attribute, rule);
  }
  for (const [name, rule] of Object.entries(signature.attributes)) {
    if (rule.required && !Object.hasOwn(node.attributes, name))
      throw invalid(node, `lacks attribute ${name}`);
  }
}

/** Those beyond the least may be left out, by an empty name or by a shorter list. */
function checkCount(
  node: Node,
  kind: string,
  names: readonly string[],
  [least, most]: readonly [number, number],
): void {
  if (names.length < least || names.length > most) {
    const range =
      least === most
        ? `${least}`
        : most === Number.POSITIVE_INFINITY
          ? `${least} or more`
          : `${least} to ${most}`;
    throw invalid(node, `takes ${range} ${kind}s, it has ${names.length}`);
  }
  const absent = names.slice(0, least).indexOf('');
  if (absent >= 0) throw invalid(node, `lacks ${kind} ${absent}`);
}

function checkAttribute(node: Node, name: string, attribute: Attribute, rule: AttributeRule): void {
  if (attribute.kind !== rule.kind) {
    throw invalid(node, `takes attribute ${name} of kind ${rule.kind}, it is of kind ${attribute.kind}`);
  }
  const { value } = attribute;
  if (rule.test && !rule.test.holds(value)) {
    throw invalid(node, `takes ${rule.test.rule} as attribute ${name}, it is ${JSON.stringify(value)}`);
  }
}

const invalid = ({ op, name }: Node, message: string) =>
  new MedicoSamError('GRAPH_INVALID', { message: `${op} node '${name}' ${message}.`, details: { name } });

import { fromBinary } from '@bufbuild/protobuf';
import { MedicoSamError } from '@medicosam/core';
import type { Graph, Node } from '../graph/graph.js';
import type { GraphProto, ModelProto, NodeProto } from '../protobuf/messages.js';
import { ModelSchema } from '../protobuf/schema.js';
import { readAttribute } from './read-attribute.js';
import { readInitializer } from './read-initializer.js';
import { readValueInfo } from './read-value-info.js';
import { toNumber } from './to-number.js';

/**
 * Reads an ONNX file, of ours or of any exporter, without opening the weights files it names. Constants are
 * views of `bytes` where these hold them raw. Documentation texts and the shapes noted for values inside the
 * graph are left out.
 *
 * @throws MedicoSamError `GRAPH_INVALID` when the bytes are no ONNX model or contradict themselves;
 * `GRAPH_UNSUPPORTED`, naming the node, for what {@link Graph} cannot hold: subgraphs, functions, sparse
 * constants, inputs that are no tensors, element types beyond those of {@link DATA_TYPES}.
 */
export function readGraph(bytes: Uint8Array): Graph {
  const model = parse(bytes);
  const { graph } = model;
  if (!graph) {
    throw new MedicoSamError('GRAPH_INVALID', { message: 'The file holds no ONNX graph.' });
  }
  refuseUnsupported(model, graph);
  const metadata = Object.fromEntries(model.metadataProps.map(({ key, value }) => [key, value]));
  return {
    name: graph.name,
    irVersion: toNumber(model.irVersion, 'The IR version'),
    opsets: model.opsetImport.map(({ domain, version }) => ({
      domain: plainDomain(domain),
      version: toNumber(version, `The opset of domain '${domain}'`),
    })),
    producer: model.producerName,
    nodes: graph.node.map(readNode),
    initializers: graph.initializer.map(readInitializer),
    inputs: graph.input.map(readValueInfo),
    outputs: graph.output.map(readValueInfo),
    ...(model.metadataProps.length > 0 ? { metadata } : {}),
  };
}

function parse(bytes: Uint8Array): ModelProto {
  try {
    // Plain, so that constants are too: a view of a Node Buffer is a Buffer, whose `slice` does not copy.
    const plain = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return fromBinary(ModelSchema, plain, { readUnknownFields: false });
  } catch (cause) {
    throw new MedicoSamError('GRAPH_INVALID', {
      message: `The ${bytes.length} bytes are not an ONNX file: they do not parse as protobuf.`,
      cause,
    });
  }
}

function refuseUnsupported(model: ModelProto, graph: GraphProto): void {
  const found = [
    model.functions.length > 0 && 'functions of its own',
    graph.sparseInitializer.length > 0 && 'sparse constants',
  ].filter((what) => what !== false);
  if (found.length > 0) {
    throw new MedicoSamError('GRAPH_UNSUPPORTED', {
      message: `Graph ${graph.name} has ${found.join(' and ')}, which are not read.`,
      hint: 'Export it again with functions inlined and constants dense.',
    });
  }
}

function readNode(node: NodeProto): Node {
  const { name, opType: op } = node;
  if (op === '') {
    throw new MedicoSamError('GRAPH_INVALID', { message: `Node '${name}' names no operator.` });
  }
  const attributes = new Map(
    node.attribute.map((attribute) => [attribute.name, readAttribute(attribute, node)]),
  );
  if (attributes.size < node.attribute.length) {
    throw new MedicoSamError('GRAPH_INVALID', { message: `${op} node '${name}' states an attribute twice.` });
  }
  return {
    op,
    domain: plainDomain(node.domain),
    name,
    inputs: node.input,
    outputs: node.output,
    attributes: Object.fromEntries(attributes),
  };
}

/** `ai.onnx` is another spelling of the empty domain. */
const plainDomain = (domain: string): string => (domain === 'ai.onnx' ? '' : domain);

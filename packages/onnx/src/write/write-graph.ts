import { create, type MessageInitShape, toBinary } from '@bufbuild/protobuf';
import { DATA_TYPES, type Graph, type Initializer, type Node, type ValueInfo } from '../graph/graph.js';
import { ModelSchema } from '../protobuf/schema.js';
import { attributeMessage } from './attribute-message.js';
import { toInt64 } from './int64.js';

type ModelInit = Exclude<MessageInitShape<typeof ModelSchema>, { $typeName: string }>;
type GraphInit = NonNullable<ModelInit['graph']>;
type Item<K extends keyof GraphInit> = NonNullable<GraphInit[K]> extends readonly (infer T)[] ? T : never;

/** TensorProto.DataLocation.EXTERNAL. */
const EXTERNAL = 1;

/**
 * The bytes of an ONNX file. The same graph gives the same bytes in every runtime: fields in the order of their
 * numbers, everything else in the order in which the graph holds it.
 *
 * Nothing is checked: see {@link checkGraph}.
 *
 * @throws MedicoSamError `GRAPH_INVALID` when a size, offset or integer attribute is not a whole number.
 */
export function writeGraph(graph: Graph): Uint8Array<ArrayBuffer> {
  const model = create(ModelSchema, {
    irVersion: toInt64(graph.irVersion, 'the IR version'),
    producerName: graph.producer,
    opsetImport: graph.opsets.map(({ domain, version }) => ({
      domain,
      version: toInt64(version, `the opset of domain '${domain}'`),
    })),
    metadataProps: Object.entries(graph.metadata ?? {}).map(([key, value]) => ({ key, value })),
    graph: {
      name: graph.name,
      node: graph.nodes.map(nodeMessage),
      initializer: graph.initializers.map(initializerMessage),
      input: graph.inputs.map(valueInfoMessage),
      output: graph.outputs.map(valueInfoMessage),
    },
  });
  return toBinary(ModelSchema, model);
}

const nodeMessage = (node: Node): Item<'node'> => ({
  input: [...node.inputs],
  output: [...node.outputs],
  name: node.name,
  opType: node.op,
  domain: node.domain,
  attribute: Object.entries(node.attributes).map(([name, attribute]) =>
    attributeMessage(name, attribute, node),
  ),
});

function initializerMessage(initializer: Initializer): Item<'initializer'> {
  const { name, type } = initializer;
  const dims = initializer.dims.map((dim) => toInt64(dim, `a size of ${name}`));
  const common = { name, dims, dataType: DATA_TYPES[type] };
  if ('data' in initializer) return { ...common, rawData: initializer.data };
  const { location, offset, length } = initializer.external;
  const entries = {
    location,
    offset: `${toInt64(offset, `the offset of ${name}`)}`,
    length: `${toInt64(length, `the length of ${name}`)}`,
  };
  return {
    ...common,
    externalData: Object.entries(entries).map(([key, value]) => ({ key, value })),
    dataLocation: EXTERNAL,
  };
}

const valueInfoMessage = ({ name, type, dims }: ValueInfo): Item<'input'> => ({
  name,
  type: {
    tensorType: { elemType: DATA_TYPES[type], shape: { dim: dims.map((dim) => dimension(dim, name)) } },
  },
});

/** A free size without a name is a dimension without a value. */
function dimension(dim: number | string, name: string) {
  if (typeof dim === 'number') {
    return { value: { case: 'dimValue' as const, value: toInt64(dim, `a size of ${name}`) } };
  }
  return dim === '' ? {} : { value: { case: 'dimParam' as const, value: dim } };
}

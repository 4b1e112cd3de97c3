/** Bytes of a weights file from `start` to before `end`. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/*
 * The fields of ONNX's protobuf messages that lead to external data (onnx.proto):
 *
 *     ModelProto   graph 7, functions 25
 *     GraphProto   node 1, initializer 5, sparse_initializer 15
 *     NodeProto    attribute 5
 *     AttributeProto  t 5, g 6, tensors 10, graphs 11
 *     TensorProto  external_data 13, of key 1 and value 2
 */
const MODEL = { graph: 7, functions: 25 };
const GRAPH = { node: 1, initializer: 5, sparse: 15 };
const NODE = { attribute: 5 };
const ATTRIBUTES_WITH_DATA: readonly number[] = [5, 6, 10, 11];
const TENSOR = { externalData: 13 };
const ENTRY = { key: 1, value: 2 };

/**
 * Which parts of its weights file a graph reads, in order and joined where less than `gap` bytes lie between them.
 * Undefined where that is not certain: constants elsewhere than among the graph's initializers, or a damaged file, of
 * which the runtime says more.
 */
export function externalRanges(model: Uint8Array, gap = 1 << 20): readonly ByteRange[] | undefined {
  try {
    return joined(initializerRanges(model), gap);
  } catch (error) {
    if (error instanceof UncertainError) return undefined;
    throw error;
  }
}

class UncertainError extends Error {}

function initializerRanges(model: Uint8Array): ByteRange[] {
  const found: ByteRange[] = [];
  for (const [field, graph] of messages(model)) {
    if (field === MODEL.functions) throw new UncertainError();
    if (field !== MODEL.graph) continue;
    for (const [field, part] of messages(graph)) {
      if (field === GRAPH.sparse) throw new UncertainError();
      if (field === GRAPH.node) refuseData(part);
      if (field === GRAPH.initializer) found.push(...tensorRange(part));
    }
  }
  return found;
}

function refuseData(node: Uint8Array): void {
  for (const [field, attribute] of messages(node)) {
    if (field !== NODE.attribute) continue;
    for (const [field, value] of messages(attribute)) {
      // Constants of a node are in the graph itself, as a rule.
      const isInline = field === 5 && tensorRange(value).length === 0;
      if (ATTRIBUTES_WITH_DATA.includes(field) && !isInline) throw new UncertainError();
    }
  }
}

/** The range of a tensor with external data; none of one that is in the graph. */
function tensorRange(tensor: Uint8Array): ByteRange[] {
  const entries = new Map<string, string>();
  for (const [field, entry] of messages(tensor)) {
    if (field !== TENSOR.externalData) continue;
    const texts = new Map([...messages(entry)].map(([part, bytes]) => [part, String.fromCharCode(...bytes)]));
    entries.set(texts.get(ENTRY.key) ?? '', texts.get(ENTRY.value) ?? '');
  }
  if (entries.size === 0) return [];
  const start = Number(entries.get('offset') ?? 0);
  const length = Number(entries.get('length') ?? Number.NaN);
  if (!Number.isSafeInteger(start) || !Number.isSafeInteger(length) || start < 0 || length < 0) {
    throw new UncertainError();
  }
  return [{ start, end: start + length }];
}

function joined(ranges: ByteRange[], gap: number): ByteRange[] {
  const result: ByteRange[] = [];
  for (const range of ranges.sort((a, b) => a.start - b.start)) {
    const last = result.at(-1);
    if (last && range.start - last.end < gap) {
      result[result.length - 1] = { start: last.start, end: Math.max(last.end, range.end) };
    } else {
      result.push(range);
    }
  }
  return result;
}

const WIRE = { varint: 0, fixed64: 1, bytes: 2, fixed32: 5 };

/** The fields of a message that are messages, texts or bytes; numbers are passed over. */
function* messages(bytes: Uint8Array): Generator<readonly [field: number, content: Uint8Array]> {
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let factor = 1; factor < 2 ** 70; factor *= 128) {
      const byte = bytes[at++];
      if (byte === undefined) throw new UncertainError();
      value += (byte & 127) * factor;
      if (byte < 128) return value;
    }
    throw new UncertainError();
  };
  while (at < bytes.length) {
    const tag = varint();
    const [field, wire] = [Math.floor(tag / 8), tag % 8];
    if (wire === WIRE.varint) varint();
    else if (wire === WIRE.fixed64) at += 8;
    else if (wire === WIRE.fixed32) at += 4;
    else if (wire === WIRE.bytes) {
      const end = varint() + at;
      if (end > bytes.length) throw new UncertainError();
      yield [field, bytes.subarray(at, end)];
      at = end;
    } else throw new UncertainError();
  }
}

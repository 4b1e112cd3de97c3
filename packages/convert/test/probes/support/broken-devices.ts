import { type Graph, inferShapes } from '@medicosam/onnx';
import { floats, int, int64s, node, replaceNodes, throughFloat16 } from './edit-graph.js';

/** A device that computes wrongly, as what it makes of a graph. */
export type BrokenDevice = (graph: Graph) => Graph;

/** Softmax over another axis than the last. */
export const softmaxOfColumns: BrokenDevice = (graph) =>
  replaceNodes(graph, (made) =>
    made.op === 'Softmax' ? [{ ...made, attributes: { axis: int(-2) } }] : undefined,
  );

/** Softmax as `exp(x) / Σ exp(x)`, which overflows. */
export const softmaxWithoutMaximum: BrokenDevice = (graph) =>
  replaceNodes(
    graph,
    ({ op, inputs: [x = ''], outputs: [y = ''] }) =>
      op === 'Softmax'
        ? [
            node('Exp', [x], `${y}/exp`),
            node('ReduceSum', [`${y}/exp`, 'last'], `${y}/sum`),
            node('Div', [`${y}/exp`, `${y}/sum`], y),
          ]
        : undefined,
    [int64s('last', [-1])],
  );

/** Softmax and attention right only up to 1024 keys: those behind them are not seen. */
export const keysIgnoredFrom1024: BrokenDevice = (graph) => {
  const limit = 1024;
  const shapes = inferShapes(graph);
  const size = (name: string, axis: number) => Number(shapes.get(name)?.dims?.at(axis));
  const lengths = new Set<number>();
  const broken = replaceNodes(graph, (made) => {
    const [x = '', k = '', v = '', ...rest] = made.inputs;
    if (made.op === 'MultiHeadAttention' && size(k, 1) > limit) {
      const seen = (name: string) => node('Slice', [name, 'from', 'to', 'axis'], `${name}/seen`);
      return [seen(k), seen(v), { ...made, inputs: [x, `${k}/seen`, `${v}/seen`, ...rest] }];
    }
    const length = size(x, -1);
    if (made.op !== 'Softmax' || !(length > limit)) return undefined;
    lengths.add(length);
    return [node('Add', [x, `unseen${length}`], `${x}/seen`), { ...made, inputs: [`${x}/seen`] }];
  });
  const masks = [...lengths].map((length) =>
    floats(
      `unseen${length}`,
      Array.from({ length }, (_, i) => (i < limit ? 0 : -1e9)),
      [length],
    ),
  );
  const bounds = [int64s('from', [0]), int64s('to', [limit]), int64s('axis', [1])];
  return { ...broken, initializers: [...broken.initializers, ...masks, ...bounds] };
};

/** Everything of one operator rounded to float16. */
export const inFloat16 =
  (op: string): BrokenDevice =>
  (graph) =>
    replaceNodes(graph, (made) => (made.op === op ? throughFloat16(made) : undefined));

/** Layer norm without its eps: 0 / 0 where a row is zero. */
export const layerNormWithoutEps: BrokenDevice = (graph) => {
  const sqrt = graph.nodes.find(({ op }) => op === 'Sqrt');
  const sum = graph.nodes.find(({ outputs }) => outputs[0] === sqrt?.inputs[0]);
  return replaceNodes(graph, (made) => {
    const [variance = ''] = made.inputs;
    return made === sum ? [node('Identity', [variance], made.outputs[0] ?? '')] : undefined;
  });
};

/** Layer norm whose variance is E[x²] − E[x]², as in ONNX Runtime's WebGPU kernel: less exact, and yet right. */
export const layerNormInOnePass: BrokenDevice = (graph) => {
  const producer = new Map(graph.nodes.map((made) => [made.outputs[0], made]));
  return replaceNodes(graph, (made) => {
    const [squares = ''] = made.inputs;
    const power = producer.get(squares);
    if (made.op !== 'ReduceMean' || power?.op !== 'Pow') return undefined;
    const [x = '', mean = ''] = producer.get(power.inputs[0] ?? '')?.inputs ?? [];
    const [variance = ''] = made.outputs;
    return [
      node('Mul', [x, x], `${variance}/x2`),
      { ...made, name: `${variance}/mean`, inputs: [`${variance}/x2`], outputs: [`${variance}/mean`] },
      node('Mul', [mean, mean], `${variance}/mean2`),
      node('Sub', [`${variance}/mean`, `${variance}/mean2`], variance),
    ];
  });
};

/** The same with squares in float16, which ends at 65504. */
export const layerNormOfFloat16Squares: BrokenDevice = (graph) => inFloat16('Mul')(layerNormInOnePass(graph));

/** Convolution that reads a row too low. */
export const convolutionShifted: BrokenDevice = (graph) =>
  replaceNodes(graph, (made) =>
    made.op === 'Conv'
      ? [{ ...made, attributes: { ...made.attributes, pads: { kind: 'ints', value: [0, 1, 2, 1] } } }]
      : undefined,
  );

/** Attention that takes no notice of its bias. */
export const attentionBiasIgnored: BrokenDevice = (graph) =>
  replaceNodes(graph, (made) =>
    made.op === 'MultiHeadAttention' ? [{ ...made, inputs: made.inputs.slice(0, 3) }] : undefined,
  );

/** Weights of float16 of which the last three bits are lost, as on the way through bfloat16. */
export const weightsThroughBfloat16: BrokenDevice = (graph) => ({
  ...graph,
  initializers: graph.initializers.map((initializer) =>
    initializer.type === 'float16' && 'data' in initializer
      ? { ...initializer, data: initializer.data.map((byte, i) => (i % 2 === 0 ? byte & 0xf8 : byte)) }
      : initializer,
  ),
});

/**
 * A product in 8 bits that adds two products in 16 bits and stops at their end, as VPMADDUBSW does. Rows are taken to
 * reach from −128 to 127.
 */
export const pairsOfProductsSaturated: BrokenDevice = (graph) => {
  const shapes = inferShapes(graph);
  const broken = replaceNodes(
    graph,
    ({ op, inputs: [x = '', w = '', scale = '', , bias = ''], outputs: [y = ''] }) => {
      if (op !== 'DynamicQuantizeMatMul') return undefined;
      const inner = Number(shapes.get(x)?.dims?.at(-1));
      const pairs = Array.from({ length: Math.ceil(inner / 2) }, (_, pair) => pair);
      const part = (name: string, axis: string, pair: number) =>
        node('Slice', [name, `from${pair}`, `to${pair}`, axis], `${name}/pair${pair}`);
      return [
        node('Cast', [w], 'weights', { to: int(1) }),
        node('Add', [x, 'shift'], 'bytes'),
        ...pairs.flatMap((pair) => [
          part('bytes', 'one', pair),
          part('weights', 'zero', pair),
          node('MatMul', [`bytes/pair${pair}`, `weights/pair${pair}`], `product${pair}`),
          node('Clip', [`product${pair}`, 'least', 'most'], `clipped${pair}`),
        ]),
        node(
          'Sum',
          pairs.map((pair) => `clipped${pair}`),
          'sum',
        ),
        node('ReduceSum', ['weights', 'zero'], 'columns'),
        node('Mul', ['columns', 'shift'], 'shifted'),
        node('Sub', ['sum', 'shifted'], 'whole'),
        node('Mul', ['whole', scale], 'scaled'),
        node('Add', ['scaled', bias], y),
      ];
    },
  );
  const bounds = Array.from({ length: 64 }, (_, pair) => [
    int64s(`from${pair}`, [2 * pair]),
    int64s(`to${pair}`, [2 * pair + 2]),
  ]);
  const constants = [
    int64s('zero', [0]),
    int64s('one', [1]),
    floats('shift', [128], []),
    floats('least', [-32768], []),
    floats('most', [32767], []),
  ];
  return { ...broken, initializers: [...broken.initializers, ...bounds.flat(), ...constants] };
};

/** Weights of 8 bits read without their sign. */
export const weightsTakenForUnsigned: BrokenDevice = (graph) => ({
  ...graph,
  initializers: graph.initializers.map((initializer) =>
    initializer.type === 'int8' ? { ...initializer, type: 'uint8' as const } : initializer,
  ),
});

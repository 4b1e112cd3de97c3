import { float, type Graph, GraphBuilder, type WeightsLayout } from '../../src/index.js';

export const EMPTY_LAYOUT: WeightsLayout = { file: 'weights.safetensors', entries: new Map() };

/** A graph with weights, small constants, a free size, contrib operators and attributes of most kinds. */
export function smallGraph(): Graph {
  const layout: WeightsLayout = {
    file: 'weights.safetensors',
    entries: new Map([
      ['w', { type: 'float32', dims: [4, 8], offset: 128, length: 128 }],
      ['b', { type: 'float16', dims: [8], offset: 256, length: 16 }],
    ]),
  };
  const builder = new GraphBuilder('small', layout);
  const x = builder.input('x', 'float32', ['n', 4]);
  const y = builder.scope('layer', () => {
    const product = builder.node('MatMul', [x, builder.weight('w')]);
    const sum = builder.node('Add', [product, builder.weight('b')]);
    const normal = builder.node('LayerNormalization', [sum, builder.floats(new Array(8).fill(0.5))], {
      axis: -1,
      epsilon: float(1e-6),
    });
    return builder.node('Gelu', [normal], {}, 'com.microsoft');
  });
  const tokens = builder.node('Reshape', [y, builder.ints([0, 2, -1])]);
  const turned = builder.node('Transpose', [tokens], { perm: [1, 0, 2] });
  const [first, second] = builder.nodes('Split', [turned], 2, { axis: 0 });
  builder.output('y', builder.node('Mul', [first ?? x, second ?? x]), 'float32', [1, 'n', 4]);
  return builder.build('test');
}

import type { GraphBuilder, Value } from '@medicosam/onnx';
import { gelu } from './gelu.js';
import { linear } from './linear.js';

/** Two linear layers with a GELU between, of the weights `name/lin1` and `name/lin2`. */
export const mlp = (b: GraphBuilder, x: Value, name: string): Value =>
  linear(b, gelu(b, linear(b, x, `${name}/lin1`)), `${name}/lin2`);

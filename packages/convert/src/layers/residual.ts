import type { GraphBuilder, Value } from '@medicosam/onnx';

/**
 * `x + y` where a layer norm follows. Written as Sum, because ONNX Runtime turns Add and LayerNormalization into
 * SkipLayerNormalization, which is many times slower on its CPU provider (seen in 1.30).
 */
export const residual = (b: GraphBuilder, x: Value, y: Value): Value => b.node('Sum', [x, y]);

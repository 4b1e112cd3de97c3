export { checkGraph } from './check/check-graph.js';
export { float16ToFloat32 } from './float16/float16-to-float32.js';
export { float32ToFloat16 } from './float16/float32-to-float16.js';
export {
  type Attribute,
  DATA_TYPES,
  type DataType,
  type ExternalInitializer,
  type Graph,
  type Initializer,
  type InlineInitializer,
  type Node,
  type TensorConstant,
  type ValueInfo,
} from './graph/graph.js';
export { type AttributeInput, float, GraphBuilder, type Value } from './graph/graph-builder.js';
export { graphOperators, type OperatorCount } from './graph/graph-operators.js';
export type { WeightEntry, WeightsLayout } from './graph/weights-layout.js';
export { readGraph } from './read/read-graph.js';
export {
  layoutSafetensors,
  type SafetensorsPlan,
  type TensorPlan,
} from './safetensors/layout-safetensors.js';
export { readSafetensorsHeader, type SafetensorsHeader } from './safetensors/read-safetensors-header.js';
export { readTensor } from './safetensors/read-tensor.js';
export { type InferredValue, inferShapes } from './shapes/infer-shapes.js';
export { printGraph } from './text/print-graph.js';
export { writeGraph } from './write/write-graph.js';

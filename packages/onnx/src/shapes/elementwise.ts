import { DATA_TYPES, type DataType } from '../graph/graph.js';
import { broadcast } from './broadcast.js';
import type { Call, ShapeRule } from './call.js';
import {
  addSizes,
  divideExactly,
  equalSizes,
  leastSize,
  multiplySizes,
  type Size,
  subtractSizes,
} from './size.js';
import { isInteger, type KnownValue, MAX_VALUES } from './value.js';

/** One input, an output of its shape and type. */
const unary: ShapeRule = (call) => {
  const { type, dims } = call.input(0);
  return [{ type, dims }];
};

/** The same, of truth values. */
const test: ShapeRule = (call) => [{ type: 'bool', dims: call.input(0).dims }];

/** Any number of inputs, broadcast; the first one's type is the output's. */
const broadcasting: ShapeRule = (call) => [{ type: call.input(0).type, dims: shapeOfAll(call) }];

/** Two inputs, broadcast to truth values. */
const comparison: ShapeRule = (call) => [{ type: 'bool', dims: shapeOfAll(call) }];

/** The same with values, where the inputs are shapes. */
const folding =
  (fold: (a: Size, b: Size) => Size): ShapeRule =>
  (call) => {
    const { type } = call.input(0);
    const dims = shapeOfAll(call);
    const folds = isInteger(type) && call.inputs.length === 2;
    return [{ type, dims, values: folds ? foldValues(call, dims, fold)?.map(inRange) : undefined }];
  };

const equal: ShapeRule = (call) => {
  const dims = shapeOfAll(call);
  const values = foldValues(call, dims, areEqual);
  return [{ type: 'bool', dims, values }];
};

const areEqual = (a: Size, b: Size): Size => {
  if (equalSizes(a, b)) return 1;
  const apart = [subtractSizes(a, b), subtractSizes(b, a)].some((difference) => leastSize(difference) > 0);
  return apart ? 0 : undefined;
};

const where: ShapeRule = (call) => {
  const dims = shapeOfAll(call);
  const type = call.input(1).type ?? call.input(2).type;
  const length = dims && isInteger(type) ? flatLength(dims) : undefined;
  const [condition, yes, no] = [0, 1, 2].map((i) => spread(call.input(i), length));
  const values =
    condition && yes && no
      ? condition.map((truth, i) => (truth === undefined ? undefined : truth === 0 ? no[i] : yes[i]))
      : undefined;
  return [{ type, dims, values }];
};

/** Whole numbers stay exact in every type that a shape is computed in, short of 2^24 (float32). */
const cast: ShapeRule = (call) => {
  const { type: from, dims, values } = call.input(0);
  const to = call.int('to', 0);
  const type = (Object.keys(DATA_TYPES) as DataType[]).find((name) => DATA_TYPES[name] === to);
  const keep = (value: Size): Size => {
    if (isInteger(from) && isInteger(type)) return type === from || isSmall(value) ? value : undefined;
    return typeof value === 'number' && Number.isInteger(value) && isSmall(value) ? value : undefined;
  };
  return [{ type, dims, values: isInteger(type) || type === 'float32' ? values?.map(keep) : undefined }];
};

const isSmall = (value: Size): boolean => typeof value !== 'number' || Math.abs(value) < 2 ** 24;

const identity: ShapeRule = (call) => [call.input(0)];

const shapeOfAll = (call: Call) =>
  broadcast(
    call,
    call.inputs.filter((input) => input !== undefined).map(({ dims }) => dims),
  );

/** The length of a scalar or list; longer ranks are no shapes. */
const flatLength = (dims: readonly Size[]): number | undefined => {
  const [length = 1, ...rest] = dims;
  return rest.length === 0 && typeof length === 'number' ? length : undefined;
};

/** The values of a scalar or list, repeated to a length. */
function spread({ values }: KnownValue, length: number | undefined): readonly Size[] | undefined {
  if (!values || length === undefined) return undefined;
  if (values.length === length) return values;
  return values.length === 1 && length <= MAX_VALUES ? new Array<Size>(length).fill(values[0]) : undefined;
}

function foldValues(call: Call, dims: readonly Size[] | undefined, fold: (a: Size, b: Size) => Size) {
  const length = dims ? flatLength(dims) : undefined;
  const a = spread(call.input(0), length);
  const b = spread(call.input(1), length);
  return a && b ? a.map((value, i) => fold(value, b[i])) : undefined;
}

/** Results that an int32 might not hold are not followed. */
const inRange = (value: Size): Size =>
  typeof value === 'number' && Math.abs(value) >= 2 ** 31 ? undefined : value;

/** Whole division drops the fraction. */
const divide = (a: Size, b: Size): Size =>
  typeof a === 'number' && typeof b === 'number' && b !== 0
    ? Math.trunc(a / b) || 0
    : divideExactly([a], [b]);

const pick =
  (choose: (a: number, b: number) => number) =>
  (a: Size, b: Size): Size =>
    typeof a === 'number' && typeof b === 'number' ? choose(a, b) : undefined;

const names = (rule: ShapeRule, list: string): [string, ShapeRule][] =>
  list.split(' ').map((name) => [name, rule]);

/** Operators that work element by element. */
export const ELEMENTWISE: readonly (readonly [string, ShapeRule])[] = [
  ...names(
    unary,
    'Abs Ceil Clip Cos Elu Erf Exp Floor Gelu HardSigmoid HardSwish LeakyRelu Log LogSoftmax Neg Reciprocal Relu Round Selu Sigmoid Sign Sin Softmax Softplus Sqrt Tanh com.microsoft:Gelu com.microsoft:FastGelu com.microsoft:QuickGelu',
  ),
  ...names(test, 'IsInf IsNaN Not'),
  ...names(broadcasting, 'Mean Mod PRelu Pow Sum'),
  ...names(comparison, 'And Greater GreaterOrEqual Less LessOrEqual Or Xor'),
  ['Add', folding(addSizes)],
  ['Sub', folding(subtractSizes)],
  ['Mul', folding(multiplySizes)],
  ['Div', folding(divide)],
  ['Min', folding(pick(Math.min))],
  ['Max', folding(pick(Math.max))],
  ['Equal', equal],
  ['Where', where],
  ['Cast', cast],
  ['Identity', identity],
];

/*
 * TensorFlow.js by the few members that are used, each as it is called: its own declarations take more, and give types of
 * its own. True of 4.22.
 */

/** A tensor of TensorFlow.js. */
export interface TfTensor {
  readonly shape: readonly number[];
  /** `float32`, `int32`, `bool`; others are not made here. */
  readonly dtype: string;
  /** The values, downloaded where they are on a device. */
  data(): Promise<Float32Array | Int32Array | Uint8Array>;
  /** Another tensor of the same memory. */
  clone(): TfTensor;
  /** Frees the memory unless another tensor shares it. */
  dispose(): void;
}

type Unary =
  | 'abs'
  | 'ceil'
  | 'cos'
  | 'erf'
  | 'exp'
  | 'floor'
  | 'log'
  | 'logicalNot'
  | 'neg'
  | 'reciprocal'
  | 'relu'
  | 'round'
  | 'sigmoid'
  | 'sin'
  | 'sqrt'
  | 'square'
  | 'tanh';
type Binary =
  | 'add'
  | 'div'
  | 'equal'
  | 'floorDiv'
  | 'greater'
  | 'greaterEqual'
  | 'less'
  | 'lessEqual'
  | 'logicalAnd'
  | 'logicalOr'
  | 'maximum'
  | 'minimum'
  | 'mul'
  | 'notEqual'
  | 'pow'
  | 'sub';
type Reduction = 'max' | 'mean' | 'min' | 'prod' | 'sum';

/** The functions that compute tensors. */
export interface TfOperations
  extends Readonly<
    Record<Unary, (x: TfTensor) => TfTensor> &
      Record<Binary, (a: TfTensor, b: TfTensor) => TfTensor> &
      Record<Reduction, (x: TfTensor, axis?: number[], keepDims?: boolean) => TfTensor>
  > {
  argMax(x: TfTensor, axis: number): TfTensor;
  argMin(x: TfTensor, axis: number): TfTensor;
  broadcastTo(x: TfTensor, shape: number[]): TfTensor;
  cast(x: TfTensor, dtype: 'float32' | 'int32' | 'bool'): TfTensor;
  concat(tensors: TfTensor[], axis: number): TfTensor;
  conv2d(
    x: TfTensor,
    filter: TfTensor,
    strides: [number, number],
    pad: number | 'valid' | 'same',
    dataFormat: 'NHWC',
    dilations: [number, number],
  ): TfTensor;
  conv2dTranspose(
    x: TfTensor,
    filter: TfTensor,
    outputShape: [number, number, number, number],
    strides: [number, number],
    pad: number | 'valid' | 'same',
  ): TfTensor;
  depthwiseConv2d(
    x: TfTensor,
    filter: TfTensor,
    strides: [number, number],
    pad: number | 'valid' | 'same',
    dataFormat: 'NHWC',
    dilations: [number, number],
  ): TfTensor;
  fill(shape: number[], value: number, dtype: 'float32' | 'int32' | 'bool'): TfTensor;
  gather(x: TfTensor, indices: TfTensor, axis: number): TfTensor;
  gatherND(x: TfTensor, indices: TfTensor): TfTensor;
  matMul(a: TfTensor, b: TfTensor, transposeA?: boolean, transposeB?: boolean): TfTensor;
  pad(x: TfTensor, paddings: [number, number][], constantValue?: number): TfTensor;
  reshape(x: TfTensor, shape: number[]): TfTensor;
  slice(x: TfTensor, begin: number[], size: number[]): TfTensor;
  softmax(x: TfTensor, axis: number): TfTensor;
  split(x: TfTensor, sizes: number[], axis: number): TfTensor[];
  tensorScatterUpdate(x: TfTensor, indices: TfTensor, updates: TfTensor): TfTensor;
  tile(x: TfTensor, reps: number[]): TfTensor;
  transpose(x: TfTensor, perm: number[]): TfTensor;
  where(condition: TfTensor, a: TfTensor, b: TfTensor): TfTensor;
}

/** The module `@tensorflow/tfjs-core`, or one that re-exports it: `@tensorflow/tfjs`, `-node`, `-node-gpu`. */
export interface TfLike extends TfOperations {
  /** Makes a tensor of values on the current backend. */
  tensor(
    values: Float32Array | Int32Array | Uint8Array,
    shape: number[],
    dtype: 'float32' | 'int32' | 'bool',
  ): TfTensor;
  /** Runs a function and frees the tensors made in it that are not kept. */
  tidy(body: () => void): void;
  /** Keeps a tensor beyond the `tidy` that it is made in. */
  keep(tensor: TfTensor): unknown;

  readonly version_core: string;
  /** Takes a backend out. */
  removeBackend(name: string): void;
  engine(): TfEngine;
  env(): { getBool(flag: string): boolean; getNumber(flag: string): number };
  /** The current backend; undefined or '' while none was chosen. */
  getBackend(): string;
  /** Makes a backend the current one: at once, where it has been set up. */
  setBackend(name: string): Promise<boolean>;
  /** Settles when no backend is being set up, and one has been chosen. */
  ready(): Promise<void>;
  /** What sets a backend up, where it is registered. */
  findBackendFactory(name: string): unknown;
  /** A backend, set up if need be: null while that takes its time, until `ready()`. */
  findBackend(name: string): TfBackend | null;
  /** Undefined where the backend lacks it. */
  getKernel(name: string, backend: string): unknown;
}

/** A backend of TensorFlow.js that has been set up, by what is asked of some of them. */
export interface TfBackend {
  /** Of webgl. */
  readonly gpgpu?: {
    readonly gl: {
      readonly RENDERER: number;
      readonly canvas: { addEventListener(type: 'webglcontextlost', listener: () => void): void };
      getExtension(name: string): unknown;
      getParameter(name: number): unknown;
      isContextLost(): boolean;
    };
  };
  /** Of webgpu. */
  readonly device?: { readonly lost: Promise<{ readonly message: string }>; readonly limits: object };
  /** Of tensorflow, in Node. */
  readonly binding?: { readonly TF_Version: string };
  readonly isUsingGpuDevice?: boolean;
}

/** The one engine of a realm: every copy of TensorFlow.js shares it. */
interface TfEngine {
  /** Backends that have been set up. */
  readonly registry: Readonly<Record<string, TfBackend | undefined>>;
}

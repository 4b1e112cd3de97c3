import { MedicoSamError, type TensorData, type TensorType } from '@medicosam/core';
import type { TfLike, TfTensor } from './tf-like.js';

/** Values in ordinary memory. Row-major, the last axis fastest; int64 is held as int32, larger ones clamped. */
export interface HostData {
  readonly type: TensorType;
  readonly dims: readonly number[];
  readonly data: TensorData;
}

/**
 * A value inside a graph: on the device, or on the host, where shapes, axes and small constants are computed without
 * asking a device for anything.
 */
export class Value {
  readonly #host: HostData | undefined;
  readonly #isBorrowed: boolean;
  #tensor: TfTensor | undefined;
  readonly #derived = new Map<string, TfTensor>();

  private constructor(host: HostData | undefined, tensor: TfTensor | undefined, isBorrowed = false) {
    this.#host = host;
    this.#tensor = tensor;
    this.#isBorrowed = isBorrowed;
  }

  static onHost(data: HostData): Value {
    return new Value(data, undefined);
  }

  /** The tensor is the value's from now on. */
  static onDevice(tensor: TfTensor): Value {
    return new Value(undefined, tensor);
  }

  /** The tensor stays its owner's, who keeps it until the value is disposed of. */
  static borrow(tensor: TfTensor): Value {
    return new Value(undefined, tensor, true);
  }

  get dims(): readonly number[] {
    return this.#host?.dims ?? this.#own().shape;
  }

  get type(): TensorType {
    return this.#host?.type ?? (this.#own().dtype as TensorType);
  }

  /** The values, where they are on the host. */
  get host(): HostData | undefined {
    return this.#host;
  }

  /** On the device: its own tensor, which the caller does not dispose of. What is on the host is uploaded once. */
  tensor(tf: TfLike): TfTensor {
    if (this.#tensor || !this.#host) return this.#own();
    const { data, dims, type } = this.#host;
    this.#tensor = tf.tensor(data, [...dims], type);
    tf.keep(this.#tensor);
    return this.#tensor;
  }

  /** What is made of its tensor, such as another layout of a weight, once under a name; its own like the tensor. */
  derive(tf: TfLike, name: string, make: (tensor: TfTensor) => TfTensor): TfTensor {
    const derived = this.#derived.get(name) ?? make(this.tensor(tf));
    tf.keep(derived);
    this.#derived.set(name, derived);
    return derived;
  }

  /** Whether a tensor is its own. */
  holds(tensor: TfTensor): boolean {
    return tensor === this.#tensor || [...this.#derived.values()].includes(tensor);
  }

  /** A value of the same memory, to be disposed of by itself. */
  copy(): Value {
    return this.#host ? Value.onHost(this.#host) : Value.onDevice(this.#own().clone());
  }

  /** Frees what is on the device. May be called twice. */
  dispose(): void {
    if (!this.#isBorrowed) this.#tensor?.dispose();
    this.#tensor = undefined;
    for (const tensor of this.#derived.values()) tensor.dispose();
    this.#derived.clear();
  }

  #own(): TfTensor {
    if (this.#tensor) return this.#tensor;
    throw new MedicoSamError('INTERNAL', { message: 'A value was used after it was freed.' });
  }
}

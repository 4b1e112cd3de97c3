import { disposedTensor, type Tensor, type TensorData, type TensorType } from '@medicosam/core';

/** A tensor in ordinary memory that a runner made. */
export class NodeTensor implements Tensor {
  readonly location = 'host';
  readonly #onDispose: () => void;
  #data: TensorData | undefined;

  constructor(
    /** The backend that made it. */
    readonly owner: object,
    readonly type: TensorType,
    readonly dims: readonly number[],
    data: TensorData,
    onDispose: () => void,
  ) {
    this.#data = data;
    this.#onDispose = onDispose;
  }

  async read(): Promise<TensorData> {
    return this.values();
  }

  /** @throws MedicoSamError `TENSOR_DISPOSED`. */
  values(): TensorData {
    if (this.#data) return this.#data;
    throw disposedTensor();
  }

  dispose(): void {
    if (this.#data) this.#onDispose();
    this.#data = undefined;
  }
}

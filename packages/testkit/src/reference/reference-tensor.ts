import { disposedTensor, type Tensor, type TensorData, type TensorType } from '@medicosam/core';

/** A tensor that the reference backend made. */
export class ReferenceTensor implements Tensor {
  readonly location = 'host';
  readonly #onDispose: () => void;
  #data: TensorData | undefined;

  constructor(
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

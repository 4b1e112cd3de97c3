import { disposedTensor, type Tensor, type TensorData, type TensorType } from '@medicosam/core';
import type { DeviceWatch } from './device-watch.js';
import type { OrtTensor } from './runtime/ort-like.js';
import { deviceLost, wrapError } from './wrap-error.js';

/** What a tensor needs of the runner that made it. */
export interface TensorMaker {
  readonly part: string;
  readonly device: string;
  /** Absent on wasm. */
  readonly watch: DeviceWatch | undefined;
  /** Called once, when the tensor is disposed of. */
  onDispose(tensor: WebTensor): void;
}

/** A tensor that a runner made, in ordinary memory or on the GPU. */
export class WebTensor implements Tensor {
  readonly location: 'host' | 'device';
  readonly dims: readonly number[];
  readonly #maker: TensorMaker;
  #tensor: OrtTensor | undefined;

  constructor(
    /** The backend that made it. */
    readonly owner: object,
    readonly type: TensorType,
    tensor: OrtTensor,
    maker: TensorMaker,
  ) {
    this.location = tensor.location === 'gpu-buffer' ? 'device' : 'host';
    this.dims = tensor.dims;
    this.#tensor = tensor;
    this.#maker = maker;
  }

  async read(): Promise<TensorData> {
    const tensor = this.handle();
    if (this.location === 'host') return tensor.data as TensorData;
    const { part, device, watch } = this.#maker;
    try {
      const download = tensor.getData();
      const data = await (watch?.orLost(download, part) ?? download);
      return data as TensorData;
    } catch (error) {
      throw wrapError(error, { doing: 'read a tensor of', part, device });
    }
  }

  /**
   * ONNX Runtime's tensor.
   *
   * @throws MedicoSamError `TENSOR_DISPOSED`; `DEVICE_LOST` when its device went away.
   */
  handle(): OrtTensor {
    if (!this.#tensor) {
      throw disposedTensor();
    }
    const { part, watch } = this.#maker;
    if (this.location === 'device' && watch?.lost !== undefined) throw deviceLost(part, watch.lost);
    return this.#tensor;
  }

  dispose(): void {
    if (!this.#tensor) return;
    // What was on a lost device went with it.
    if (this.#maker.watch?.lost === undefined) this.#tensor.dispose();
    this.#tensor = undefined;
    this.#maker.onDispose(this);
  }
}

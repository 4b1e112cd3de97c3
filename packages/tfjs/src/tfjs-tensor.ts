import {
  disposedTensor,
  TENSOR_ARRAYS,
  type Tensor,
  type TensorData,
  type TensorType,
} from '@medicosam/core';
import type { DeviceWatch } from './runtime/device-watch.js';
import { type Attempt, wrapError } from './runtime/wrap-error.js';
import type { TfTensor } from './tf-like.js';

/** What a tensor needs of the runner that made it. */
export interface TensorMaker {
  /** The backend. */
  readonly owner: object;
  readonly part: string;
  readonly device: string;
  readonly watch: DeviceWatch;
  readonly live: { tensors: number };
}

/** Values in ordinary memory, or where TensorFlow.js has them. */
export type TensorContent = TensorData | TfTensor;

/** A tensor that a runner made: its values, or where they are in the memory of TensorFlow.js. */
export class TfjsTensor implements Tensor {
  readonly location: 'host' | 'device';
  #content: TensorContent | undefined;

  constructor(
    readonly maker: TensorMaker,
    readonly type: TensorType,
    readonly dims: readonly number[],
    content: TensorContent,
  ) {
    this.location = isData(content) ? 'host' : 'device';
    this.#content = content;
    maker.live.tensors++;
  }

  async read(): Promise<TensorData> {
    const content = this.content();
    return isData(content) ? content : download(content, this.type, this.maker);
  }

  /** @throws MedicoSamError `TENSOR_DISPOSED`. */
  content(): TensorContent {
    if (this.#content) return this.#content;
    throw disposedTensor();
  }

  dispose(): void {
    const content = this.#content;
    if (!content) return;
    this.#content = undefined;
    this.maker.live.tensors--;
    if (!isData(content)) content.dispose();
  }
}

/** Whether a tensor's content is in ordinary memory. */
export const isData = (content: TensorContent): content is TensorData => ArrayBuffer.isView(content);

/**
 * The values of a tensor, in memory of their own: on cpu TensorFlow.js gives its own array.
 *
 * @throws MedicoSamError `DEVICE_LOST`, `OUT_OF_MEMORY`, `BACKEND_FAILED`.
 */
export async function download(
  tensor: TfTensor,
  type: TensorType,
  { watch, part, device }: Pick<TensorMaker, 'watch' | 'part' | 'device'>,
): Promise<TensorData> {
  const attempt: Attempt = { doing: 'read a tensor of', part, device };
  try {
    watch.check();
    return new TENSOR_ARRAYS[type](await watch.orLost(tensor.data()));
  } catch (error) {
    throw wrapError(error, attempt);
  }
}

import type { HostTensor, Tensor } from '../contract/tensor.js';
import { MedicoSamError } from '../errors/medicosam-error.js';

/** A tensor of core's own, in ordinary memory: every backend takes it as a feed. */
export function createHostTensor({ type, dims, data }: HostTensor): Tensor & HostTensor {
  let isDisposed = false;
  return {
    type,
    dims,
    data,
    location: 'host',
    async read() {
      if (isDisposed) {
        throw new MedicoSamError('TENSOR_DISPOSED', { message: 'A tensor was read after dispose().' });
      }
      return data;
    },
    dispose() {
      isDisposed = true;
    },
  };
}

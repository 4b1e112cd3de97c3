import { MedicoSamError } from '../errors/medicosam-error.js';

/** What a backend throws for a feed that another backend made. */
export const foreignTensor = (): MedicoSamError =>
  new MedicoSamError('TENSOR_FOREIGN', {
    message: 'A tensor of another backend was fed.',
    hint: 'Read the tensor and feed its values.',
  });

/** What a backend throws for a tensor that was read or fed after `dispose`. */
export const disposedTensor = (): MedicoSamError =>
  new MedicoSamError('TENSOR_DISPOSED', {
    message: 'A tensor was used after dispose().',
    hint: 'Dispose of it after its last use.',
  });

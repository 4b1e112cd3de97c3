import type { Checkpoint, StoredTensor } from '../checkpoint.js';
import type { PickleValue, TensorRecord } from '../pickle/values.js';

/** A file's object graph, and how the tensors in it are read. */
export interface Container {
  readonly kind: Checkpoint['container'];
  readonly root: PickleValue;
  /**
   * The tensor that a record describes.
   *
   * @throws MedicoSamError `CHECKPOINT_UNREADABLE` when it leaves the file.
   */
  tensor(key: string, record: TensorRecord): StoredTensor;
}

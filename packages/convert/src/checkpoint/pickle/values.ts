import type { StoredType } from '../checkpoint.js';

/** What a pickle can make here. Lists, tuples and sets are arrays. */
export type PickleValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | PickleValue[]
  | PickleDict
  | Placeholder
  | Constructor
  | StorageType
  | StoredRange
  | TensorRecord;

/**
 * A dict, kept as it was written: a flat list of keys and values. Real files hold thousands of small dicts and
 * hostile ones millions; a Map is made only of those that are looked into.
 */
export class PickleDict {
  readonly flat: PickleValue[] = [];

  /** Entries whose keys are strings; of equal keys the last counts, as in Python. */
  entries(): Map<string, PickleValue> {
    const map = new Map<string, PickleValue>();
    for (let i = 0; i + 1 < this.flat.length; i += 2) {
      const key = this.flat[i];
      if (typeof key === 'string') map.set(key, this.flat[i + 1] ?? null);
    }
    return map;
  }
}

/** Stands for an object of a class that is not on the allow-list. Nothing of it is ever called or kept. */
export class Placeholder {
  constructor(
    /** The global that would have made it: `os.system`. */
    readonly global: string,
  ) {}
}

/** A function of the allow-list: one of ours, which makes plain data of its arguments. */
export class Constructor {
  constructor(
    readonly global: string,
    readonly make: (args: readonly PickleValue[]) => PickleValue,
  ) {}
}

/** A torch storage class, which says the element type. */
export class StorageType {
  constructor(
    readonly global: string,
    readonly type: StoredType,
  ) {}
}

/** A storage that a tensor lies in, or a part of one: `numel` elements from element `start` of storage `key`. */
export class StoredRange {
  constructor(
    readonly key: string,
    readonly type: StoredType,
    /** Elements of the whole storage, as the pickle states them. */
    readonly storageNumel: number,
    readonly start: number,
    readonly numel: number,
  ) {}
}

/** A tensor as it is pickled: a strided view into a storage, in elements. */
export class TensorRecord {
  constructor(
    readonly storage: StoredRange,
    readonly offset: number,
    readonly dims: readonly number[],
    readonly strides: readonly number[],
  ) {}
}

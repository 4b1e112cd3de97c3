import type { StoredType } from '../checkpoint.js';
import { quote, unreadable } from '../unreadable.js';
import {
  Constructor,
  PickleDict,
  type PickleValue,
  Placeholder,
  StorageType,
  StoredRange,
  TensorRecord,
} from './values.js';

/** torch's limit on the number of axes. */
const MAX_AXES = 64;

const storageTypes: Readonly<Record<string, StoredType>> = {
  DoubleStorage: 'float64',
  FloatStorage: 'float32',
  HalfStorage: 'float16',
  BFloat16Storage: 'bfloat16',
  LongStorage: 'int64',
  IntStorage: 'int32',
  ShortStorage: 'int16',
  CharStorage: 'int8',
  ByteStorage: 'uint8',
  BoolStorage: 'bool',
};

/** Everything that a pickle may call here, by its global's name. Any other name becomes a placeholder. */
const ALLOWED: ReadonlyMap<string, Constructor | StorageType> = new Map<string, Constructor | StorageType>([
  ...[
    new Constructor('collections.OrderedDict', orderedDict),
    new Constructor('torch.Size', ([dims]) => (Array.isArray(dims) ? dims : [])),
    new Constructor('torch._utils._rebuild_tensor_v2', rebuildTensor),
    new Constructor('torch._utils._rebuild_parameter', ([data]) => data ?? null),
    new Constructor('torch._utils._rebuild_parameter_with_state', ([data]) => data ?? null),
  ].map((made): [string, Constructor] => [made.global, made]),
  ...Object.entries(storageTypes).map(([name, type]): [string, StorageType] => [
    `torch.${name}`,
    new StorageType(`torch.${name}`, type),
  ]),
]);

/** What a global of a pickle stands for: one of the allow-list, or a placeholder that is never called. */
export const resolveGlobal = (name: string): Constructor | StorageType | Placeholder =>
  ALLOWED.get(name) ?? new Placeholder(name);

/** torch's persistent id: ('storage', type, key, location, numel[, (view key, offset, numel) or None]). */
export function resolvePersistentId(id: PickleValue): StoredRange | Placeholder {
  if (!Array.isArray(id)) throw unreadable('A persistent id in the pickle is not a tuple.');
  const [kind, type, key, , numel, view] = id;
  if (type instanceof Placeholder) return type;
  if (kind !== 'storage' || !(type instanceof StorageType) || typeof key !== 'string') {
    throw unreadable(`A persistent id in the pickle is of an unknown kind: ${describe(kind)}.`);
  }
  const whole = count(numel, 'The number of elements of a storage');
  if (!Array.isArray(view)) return new StoredRange(key, type.type, whole, 0, whole);
  const start = count(view[1], 'The offset of a storage view');
  const length = count(view[2], 'The length of a storage view');
  if (start + length > whole) {
    throw unreadable(`A storage view of ${length} elements from ${start} leaves its storage of ${whole}.`);
  }
  return new StoredRange(key, type.type, whole, start, length);
}

function orderedDict([pairs]: readonly PickleValue[]): PickleDict {
  const dict = new PickleDict();
  if (!Array.isArray(pairs)) return dict;
  for (const pair of pairs) {
    if (Array.isArray(pair) && pair.length === 2) dict.flat.push(pair[0] ?? null, pair[1] ?? null);
  }
  return dict;
}

/** torch._utils._rebuild_tensor_v2(storage, storage_offset, size, stride, requires_grad, hooks). */
function rebuildTensor([storage, offset, size, stride]: readonly PickleValue[]): TensorRecord | Placeholder {
  if (storage instanceof Placeholder) return storage;
  if (!(storage instanceof StoredRange) || !Array.isArray(size) || !Array.isArray(stride)) {
    throw unreadable('A tensor in the pickle lacks its storage, size or stride.');
  }
  if (size.length !== stride.length || size.length > MAX_AXES) {
    throw unreadable(`A tensor in the pickle has ${size.length} sizes and ${stride.length} strides.`);
  }
  return new TensorRecord(
    storage,
    count(offset, 'The offset of a tensor'),
    size.map((dim) => count(dim, 'A size of a tensor')),
    stride.map((step) => count(step, 'A stride of a tensor')),
  );
}

function count(value: PickleValue | undefined, what: string): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  throw unreadable(`${what} is a whole number from 0, got ${describe(value)}.`);
}

const describe = (value: PickleValue | undefined): string =>
  value === null || typeof value !== 'object' ? quote(String(value)) : 'an object';

import type { StoredTensor } from '../checkpoint.js';
import { type PickleValue, Placeholder, TensorRecord } from '../pickle/values.js';
import { quote, unreadable } from '../unreadable.js';
import { type FoundStateDict, unsafe } from './find-state-dict.js';
import {
  isDecoderKey,
  isDecoderMark,
  isNetworkKey,
  isPixelStatistic,
  isUnetrEncoderKey,
  wrapperOf,
} from './network-keys.js';

/** The tensors of a file under the names that the network's code gives them. */
export interface SelectedTensors {
  readonly prefix: string;
  readonly tensors: ReadonlyMap<string, StoredTensor>;
  readonly decoderTensors: ReadonlyMap<string, StoredTensor>;
  readonly notes: readonly string[];
}

/** Turns a record into a tensor; see `Container`. */
type MakeTensor = (key: string, record: TensorRecord) => StoredTensor;

/**
 * Takes the network's tensors, and those of a UNETR decoder, out of a state dict: wrappers are stripped from the
 * keys, and the encoder of UNETR files (`encoder.…`) becomes `image_encoder.…`.
 *
 * @throws MedicoSamError `CHECKPOINT_UNSAFE`, `CHECKPOINT_UNREADABLE`.
 */
export function selectTensors({ entries, decoderState }: FoundStateDict, make: MakeTensor): SelectedTensors {
  const prefix = commonWrapper([...entries.keys()]);
  const bare = new Map(
    [...entries].map(([key, value]) => [key.startsWith(prefix) ? key.slice(prefix.length) : key, value]),
  );
  const keys = [...bare.keys()];
  const isUnetr = !keys.some((key) => key.startsWith('image_encoder.')) && keys.some(isUnetrEncoderKey);
  const named = isUnetr ? new Map([...bare].map(([key, value]) => [sam(key), value])) : bare;

  const tensors = tensorsOf(named, isNetworkKey, make);
  const hasDecoder = tensors.size > 0 || keys.some(isDecoderMark);
  const ownDecoder = hasDecoder ? tensorsOf(named, isDecoderKey, make) : new Map<string, StoredTensor>();
  const decoder = ownDecoder.size > 0 ? ownDecoder : tensorsOf(unwrapped(decoderState), isDecoderKey, make);
  if (tensors.size === 0 && decoder.size === 0) {
    const everything = tensorsOf(named, (_, value) => value instanceof TensorRecord, make);
    return { prefix, tensors: everything, decoderTensors: decoder, notes: [] };
  }
  const others = [...named.keys()].filter(
    (key) => !isNetworkKey(key) && !isDecoderKey(key) && !isPixelStatistic(key),
  );
  return { prefix, tensors, decoderTensors: decoder, notes: describeOthers(others) };
}

/** The wrapper of the keys that name parts of the network. */
function commonWrapper(keys: readonly string[]): string {
  const known = keys.find((key) => isNetworkKey(key.slice(wrapperOf(key).length)));
  return wrapperOf(known ?? keys[0] ?? '');
}

const sam = (key: string): string => (isUnetrEncoderKey(key) ? `image_${key}` : key);

/** Keys without wrappers; of training on several GPUs, `decoder_state` holds the encoder once more, dropped here. */
const unwrapped = (entries: ReadonlyMap<string, PickleValue>): Map<string, PickleValue> =>
  new Map([...entries].map(([key, value]) => [key.slice(wrapperOf(key).length), value]));

function tensorsOf(
  entries: ReadonlyMap<string, PickleValue>,
  wanted: (key: string, value: PickleValue) => boolean,
  make: MakeTensor,
): Map<string, StoredTensor> {
  const tensors = new Map<string, StoredTensor>();
  for (const [key, value] of entries) {
    if (!wanted(key, value)) continue;
    if (value instanceof Placeholder) throw unsafe(`Tensor ${quote(key)}`, value);
    if (!(value instanceof TensorRecord)) throw unreadable(`${quote(key)} is no tensor.`);
    tensors.set(key, make(key, value));
  }
  return tensors;
}

function describeOthers(others: readonly string[]): string[] {
  const [first] = others;
  if (first === undefined) return [];
  return [`${others.length} entries beside the network were passed over, the first is ${quote(first)}.`];
}

import { MedicoSamError } from '@medicosam/core';
import { PickleDict, type PickleValue, Placeholder, TensorRecord } from '../pickle/values.js';
import { quote, unreadable } from '../unreadable.js';
import { isDecoderMark, isNetworkKey, isUnetrEncoderKey, wrapperOf } from './network-keys.js';

/** The dict that holds the network's tensors, as it is in the file. */
export interface FoundStateDict {
  readonly at: readonly string[];
  readonly entries: ReadonlyMap<string, PickleValue>;
  /** A trainer's `decoder_state` beside it. */
  readonly decoderState: ReadonlyMap<string, PickleValue>;
}

/** Where trainers keep the weights, in the order in which they are looked for. */
const WRAPPERS = ['model_state', 'state_dict', 'model', 'model_state_dict'];

const SAVE_PLAIN = 'Save the plain state dict: torch.save(model.state_dict(), path).';

/**
 * Finds the state dict in what a file holds: at the top, or in one of the wrappers of trainers.
 *
 * @throws MedicoSamError `CHECKPOINT_UNSAFE` when tensors could only be reached through an object that is not
 *   on the allow-list; `CHECKPOINT_UNREADABLE` when there are no tensors at all.
 */
export function findStateDict(root: PickleValue): FoundStateDict {
  const top = dictOf(root, []);
  const candidates = [
    { at: [], entries: top },
    ...WRAPPERS.flatMap((name) => {
      const value = top.get(name);
      return value instanceof PickleDict ? [{ at: [name], entries: value.entries() }] : [];
    }),
  ];
  const found =
    candidates.find(({ entries }) => [...entries.keys()].some(isOurs)) ??
    candidates.find(({ entries }) => [...entries.values()].some((value) => value instanceof TensorRecord));
  if (found) {
    const decoder = top.get('decoder_state');
    const decoderState = decoder instanceof PickleDict ? decoder.entries() : new Map<string, PickleValue>();
    return { ...found, decoderState };
  }
  for (const name of WRAPPERS) dictOf(top.get(name) ?? new PickleDict(), [name]);
  for (const [name, value] of top) dictOf(value instanceof Placeholder ? value : new PickleDict(), [name]);
  throw unreadable('The file holds no tensors by name.', SAVE_PLAIN);
}

function isOurs(key: string): boolean {
  const bare = key.slice(wrapperOf(key).length);
  return isNetworkKey(bare) || isUnetrEncoderKey(bare) || isDecoderMark(bare);
}

function dictOf(value: PickleValue, at: readonly string[]): ReadonlyMap<string, PickleValue> {
  if (value instanceof PickleDict) return value.entries();
  if (value instanceof Placeholder) {
    throw unsafe(
      at.length > 0 ? `What the file holds under ${at.map(quote).join('.')}` : 'What the file holds',
      value,
    );
  }
  if (at.length > 0) return new Map();
  throw unreadable('The file holds something other than a dict of tensors.', SAVE_PLAIN);
}

/** The error of tensors that only an object outside the allow-list could give. */
export const unsafe = (what: string, { global }: Placeholder): MedicoSamError =>
  new MedicoSamError('CHECKPOINT_UNSAFE', {
    message: `${what} is an object of ${quote(global)}, which is not on the list of what may be read.`,
    hint: SAVE_PLAIN,
    details: { global },
  });

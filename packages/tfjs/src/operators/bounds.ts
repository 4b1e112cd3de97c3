import type { TfTensor } from '../tf-like.js';
import type { Call } from './call.js';
import type { Operators } from './operator.js';

/** A bound, which opsets before 11 state as an attribute and later ones as an input. */
function bound(call: Call, name: 'min' | 'max', index: number): TfTensor | undefined {
  if (call.has(index)) return call.tensor(index);
  const attribute = call.node.attributes[name];
  return attribute?.kind === 'float' ? call.tf.fill([], attribute.value, 'float32') : undefined;
}

/** Operators that keep values between bounds. */
export const BOUNDS: Operators = {
  Clip: {
    kernels: ['Maximum', 'Minimum', 'Fill'],
    onDevice(call) {
      const { tf } = call;
      const [low, high] = [bound(call, 'min', 1), bound(call, 'max', 2)];
      const raised = low ? tf.maximum(call.tensor(0), low) : call.tensor(0);
      return [high ? tf.minimum(raised, high) : raised];
    },
  },
};

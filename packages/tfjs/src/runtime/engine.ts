import { createQueue, MedicoSamError, type Queue } from '@medicosam/core';
import type { TfBackend, TfLike } from '../tf-like.js';
import { readyInTime } from './ready-in-time.js';

/** TensorFlow.js has one engine in a realm, however many copies of it there are: all their graphs wait in one row. */
export const QUEUE: Queue = /* @__PURE__ */ createQueue();

/**
 * Sets a backend of TensorFlow.js up beside the current one, which stays it. Undefined where it is not registered, or
 * cannot be set up.
 */
export async function setUp(tf: TfLike, name: string): Promise<TfBackend | undefined> {
  const find = (): TfBackend | undefined => tf.engine().registry[name];
  const known = find();
  if (known || !tf.findBackendFactory(name)) return known;
  // One that the application is setting up comes first: a second would cut it off.
  if (isBeingChosen(tf)) await tf.ready();
  if (!find() && tf.findBackend(name) === null) await readyInTime(tf, name);
  return find();
}

/**
 * Runs a function with a backend as the current one. The application has its own back before this turn of the event loop
 * ends, so that it never sees the other.
 *
 * @throws MedicoSamError `DEVICE_LOST` where the backend was removed.
 */
export async function onBackend<T>(tf: TfLike, name: string, body: () => T): Promise<T> {
  const { registry } = tf.engine();
  // An application that has chosen none gets the one that TensorFlow.js chooses: "none" cannot be given back.
  if (!tf.getBackend() || isBeingChosen(tf)) await tf.ready();
  if (!registry[name]) {
    throw new MedicoSamError('DEVICE_LOST', {
      message: `The backend ${name} of TensorFlow.js was removed.`,
      hint: 'Register it again, and load the predictor again.',
    });
  }
  const before = tf.getBackend();
  if (before === name) return body();
  void tf.setBackend(name);
  try {
    return body();
  } finally {
    void tf.setBackend(before);
  }
}

function isBeingChosen(tf: TfLike): boolean {
  const current = tf.getBackend();
  return Boolean(current) && !tf.engine().registry[current];
}

// Preloaded into every thread of a process: a worker thread dies in the way that a message on the channel names.
import { BroadcastChannel, isMainThread } from 'node:worker_threads';

if (!isMainThread) {
  const channel = new BroadcastChannel('die');
  channel.unref();
  channel.onmessage = ({ data }) => {
    if (data === 'exit') process.exit(7);
    throw new RangeError('thrown by nobody in particular');
  };
}

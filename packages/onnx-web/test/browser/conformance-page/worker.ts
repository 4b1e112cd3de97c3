/// <reference lib="dom" />
// The package's worker, watched, which answers questions of the page.
import { loseGpu, seen } from './watched-realm.js';
import '@medicosam/onnx-web/worker';

const channel = new BroadcastChannel('conformance');
channel.onmessage = ({ data }) => {
  if (data === 'lose') loseGpu();
  if (data === 'lose' || data === 'tell') channel.postMessage(seen());
};

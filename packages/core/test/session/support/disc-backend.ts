import { PART_NAMES } from '../../../src/index.js';
import { FAKE_GRAPHS, FakeBackend } from '../../model/support/fake-backend.js';

const { decoder } = PART_NAMES;
type Compute = NonNullable<(typeof FAKE_GRAPHS)[string]>['compute'];

/** Logits of an object: a disc around each foreground point, a hole around each background point, plus what is fed. */
const compute: Compute = (read) => {
  const { dims, data } = read(decoder.points);
  const [n = 0, p = 0] = dims;
  const labels = read(decoder.labels).data;
  const logits = new Float32Array(n * 4 * 64);
  for (let i = 0; i < logits.length; i++) {
    const [object, candidate, pixel] = [Math.floor(i / 256), Math.floor(i / 64) % 4, i % 64];
    let value = -4;
    for (let k = object * p; k < (object + 1) * p; k++) {
      if (labels[k] !== 0 && labels[k] !== 1) continue;
      const dx = (data[2 * k] as number) / 4 - (pixel % 8);
      const dy = (data[2 * k + 1] as number) / 4 - Math.floor(pixel / 8);
      const near = Math.max(0, 2 + candidate - Math.hypot(dx, dy));
      value += labels[k] === 1 ? 5 * near : -5 * near;
    }
    logits[i] = value;
  }
  return {
    [decoder.lowResLogits]: [[n, 4, 8, 8], logits],
    [decoder.predictedIou]: [
      [n, 4],
      Float32Array.from({ length: n * 4 }, (_, i) => [0.5, 0.6, 0.9, 0.7][i % 4] ?? 0),
    ],
  };
};

const fed: Compute = (read) => {
  const made = compute(read);
  const mask = read(decoder.maskInput).data;
  const [dims, logits] = made[decoder.lowResLogits] as [number[], Float32Array];
  const sum = logits.map((value, i) => value + 0.5 * (mask[Math.floor(i / 256) * 64 + (i % 64)] as number));
  return { ...made, [decoder.lowResLogits]: [dims, sum] };
};

/** A backend of a network whose masks depend on where the points are. */
export function discBackend(): FakeBackend {
  const backend = new FakeBackend();
  const { decoder: plain, 'decoder-mask': masked } = FAKE_GRAPHS;
  if (!plain || !masked) throw new Error('The fake network has a decoder.');
  backend.graphs = {
    ...FAKE_GRAPHS,
    decoder: { ...plain, compute },
    'decoder-mask': { ...masked, compute: fed },
  };
  return backend;
}

import type { GoldenCase, GoldenPrompts } from './mini-models.js';

/** One object's prompt in model pixels, with SAM's labels and −2 for what is absent. */
export interface ObjectPrompt {
  readonly points: readonly (readonly [x: number, y: number])[];
  readonly labels: readonly number[];
}

/** The objects of a golden prompt set as the decoder takes them: scaled, boxes as corners, SAM's padding point. */
export function goldenObjects(
  { height, width, input_size }: GoldenCase,
  { points, labels, boxes }: GoldenPrompts,
): ObjectPrompt[] {
  const [scaleX, scaleY] = [input_size[1] / width, input_size[0] / height];
  return Array.from({ length: points?.length ?? boxes?.length ?? 1 }, (_, i) => {
    const own = points?.[i] ?? [];
    const box = boxes?.[i];
    const corners: [number, number][] = box
      ? [
          [box[0], box[1]],
          [box[2], box[3]],
        ]
      : [];
    const padding = points && !box ? [{ point: [0, 0] as const, label: -1 }] : [];
    return {
      points: [
        ...[...own, ...corners].map(([x, y]) => [x * scaleX, y * scaleY] as const),
        ...padding.map(({ point }) => point),
      ],
      labels: [...(labels?.[i] ?? []), ...(box ? [2, 3] : []), ...padding.map(({ label }) => label)],
    };
  });
}

/** A batch, filled up with absent points that lie anywhere to the longest object, at least one, and `extra` more. */
export function batchOf(objects: readonly ObjectPrompt[], extra = 0) {
  const p = Math.max(1, ...objects.map(({ labels }) => labels.length)) + extra;
  const filled = objects.map(({ points, labels }, i) => ({
    points: [
      ...points,
      ...Array.from({ length: p - points.length }, (_, k) => [17 * i + k, 250 - k] as const),
    ],
    labels: [...labels, ...Array<number>(p - labels.length).fill(-2)],
  }));
  return {
    n: objects.length,
    p,
    points: Float32Array.from(filled.flatMap(({ points }) => points.flat())),
    labels: Int32Array.from(filled.flatMap(({ labels }) => labels)),
  };
}

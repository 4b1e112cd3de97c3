import { ImageSession, recordSession, type SessionRecord, type StoredPredictor } from '@medicosam/core';
import type { CommandContext } from '../context.js';
import { encodingProgress } from '../segment/encoding-progress.js';
import type { ObjectPrompt, SegmentJob, SessionStep } from '../segment/job.js';
import { readJob } from '../segment/read-job.js';
import type { SegmentResult } from '../segment/segment-result.js';
import { performSteps } from './perform-steps.js';
import { sessionResult } from './session-result.js';

/** Segments one image as a session, and writes what the job asks for. */
export async function segmentSession(
  predictor: StoredPredictor,
  job: SegmentJob,
  { output, signal }: CommandContext,
): Promise<{ readonly result: SegmentResult; readonly record: SessionRecord }> {
  const read = await readJob(job, signal);
  const { image, warnings } = read;
  const encodingFrom = performance.now();
  const embedding = await predictor.encode(image, {
    normalisation: read.normalisation,
    signal,
    onProgress: encodingProgress(output, job.file),
  });
  const encodeMs = Math.round(performance.now() - encodingFrom);
  // One answer to a single point, as without a session: the best candidate.
  const session = new ImageSession({ predictor, candidates: false });
  const stop = () => void session.dispose();
  signal.addEventListener('abort', stop, { once: true });
  try {
    const predictingFrom = performance.now();
    session.setImage(image, { embedding });
    await session.settled();
    const made = await performSteps(session, job.steps ?? read.objects.flatMap(stepsOf), signal);
    const predictMs = Math.round(performance.now() - predictingFrom);
    const objects = made.map(({ object, mask }) => ({ label: object.label, mask, origin: object.origin }));
    const result = await sessionResult(job, read, objects, {
      normalisation: embedding.normalisation,
      fromCache: predictor.isFromStore(embedding),
      timings: { encodeMs, predictMs },
      warnings: [...warnings, ...embedding.warnings],
    });
    return { result, record: recordSession(session) };
  } finally {
    signal.removeEventListener('abort', stop);
    await session.dispose();
    embedding.release();
  }
}

const stepsOf = ({ name, world: _, ...prompts }: ObjectPrompt): SessionStep[] => [
  { kind: 'prompts', prompts },
  { kind: 'commit', name },
];

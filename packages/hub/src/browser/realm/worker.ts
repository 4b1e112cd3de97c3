/* The entry of the workers that `startWorker` starts: hashes, fetches, converts and writes, one task after the other. */
import { type LoadOptions, toErrorRecord } from '@medicosam/core';
import type { WorkerLike } from '../../platform.js';
import type { HubFiles } from '../storage/hub-files.js';
import { openFiles } from '../storage/open-files.js';
import { convertIntoModel } from '../work/convert-into-model.js';
import { copyIntoModel } from '../work/copy-into-model.js';
import { fetchCheckpoint } from '../work/fetch-checkpoint.js';
import { hashBlob } from '../work/hash-blob.js';
import { verifyKept } from '../work/verify-kept.js';
import { callerSource } from './caller-source.js';
import type { TaskMessage, TaskName, Tasks, WorkerMessage } from './messages.js';
import { ProgressTeller } from './progress-teller.js';

const scope = globalThis as unknown as WorkerLike;
const say = (message: WorkerMessage): void => scope.postMessage(message, []);

const works: {
  [Name in TaskName]: (
    args: Tasks[Name]['args'],
    files: HubFiles,
    onProgress: NonNullable<LoadOptions['onProgress']>,
  ) => Promise<Tasks[Name]['result']>;
} = {
  hash: ({ blob }, _, onProgress) => hashBlob(blob, onProgress),
  fetch: fetchCheckpoint,
  convert: convertIntoModel,
  copy: (args, files, onProgress) => copyIntoModel(args, callerSource(scope, say), files, onProgress),
  verify: verifyKept,
};

scope.addEventListener('message', ({ data }) => {
  const message = data as TaskMessage;
  if (message.kind === 'task') void work(message);
});
say({ kind: 'ready' });

async function work<Name extends TaskName>({ task, args, root, medium }: TaskMessage<Name>): Promise<void> {
  const teller = new ProgressTeller((progress) => say({ kind: 'progress', progress }));
  try {
    const files = await openFiles(root, medium);
    const result = await works[task](args, files, (progress) => teller.hear(progress));
    teller.end();
    say({ kind: 'done', result });
  } catch (error) {
    teller.end();
    say({ kind: 'failed', error: toErrorRecord(error) });
  }
}

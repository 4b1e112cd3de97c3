export type { PromptTarget } from './answer-round.js';
export { hashImage } from './hash-image.js';
export {
  createHistory,
  type HistoryMemo,
  type HistoryOptions,
  type HistorySnapshot,
  type HistoryStep,
  type SessionHistory,
} from './history.js';
export { type CommitOptions, ImageSession, type ImageSessionOptions } from './image-session.js';
export {
  IDLE_IMAGE_SNAPSHOT,
  type ImageFacts,
  type ImageSnapshot,
  type ImageState,
} from './image-snapshot.js';
export type { SetImageOptions } from './image-work.js';
export type { LabelImage } from './label-image.js';
export { ObjectList, type ObjectListOptions } from './object-list.js';
export type { PendingTarget } from './prompt-asker.js';
export { type HoverPrompt, PromptSession, type PromptSessionOptions } from './prompt-session.js';
export type { PromptSnapshot } from './prompt-snapshot.js';
export { readSessionRecord } from './read-session-record.js';
export { recordSession } from './record-session.js';
export {
  type ReplayedMask,
  type ReplayOptions,
  replaySession,
  type SessionReplay,
} from './replay-session.js';
export { restoreObjects } from './restore-objects.js';
export { type Position, scribblePoints } from './scribble-points.js';
export type { NewObject, ObjectChanges, ObjectListSnapshot, SegmentedObject } from './segmented-object.js';
export type { SessionPrompt } from './session-prompt.js';
export {
  type ObjectOrigin,
  type PromptRound,
  RECORD_VERSION,
  type RecordedCommit,
  type SessionRecord,
} from './session-record.js';
export {
  type PredictorSnapshot,
  type PredictorSource,
  SharedPredictor,
  type UnsharedPredictorSource,
} from './shared-predictor.js';
export type { Store } from './store.js';
export { isSameTarget, type Target } from './target.js';

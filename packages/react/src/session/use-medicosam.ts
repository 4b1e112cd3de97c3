'use client';
import {
  IDLE_IMAGE_SNAPSHOT,
  type ImageSession,
  type ImageSessionOptions,
  type ImageSnapshot,
  type PixelImage,
  type SetImageOptions,
} from '@medicosam/core';
import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import { useSharedPredictor } from '../provider/predictor-context.js';
import type { SessionActions } from './session-actions.js';
import { useSession } from './use-session.js';

/** How {@link useMedicoSam} works. */
export interface MedicoSamOptions
  extends Pick<ImageSessionOptions, 'objects' | 'threshold' | 'candidates'>,
    Pick<SetImageOptions, 'target' | 'normalisation'> {}

/** What {@link useMedicoSam} returns: core's snapshot of the session, its actions, and the session itself. */
export type MedicoSam = ImageSnapshot & SessionActions & { readonly session: ImageSession };

/**
 * An image becomes prompts, masks and objects: core's `ImageSession` in a component. `status` decides which fields
 * there are. An image is compared by identity; `undefined` leaves what `setImage` set, unless the hook had one before.
 * A new image stops the encoding of the one before, and unmounting stops everything. On a server it is `idle`.
 *
 * @param options another `objects`, `threshold` or `candidates` makes a new session; a list of objects is made once,
 *   outside of rendering. Another `normalisation` encodes again.
 * @throws MedicoSamError `INVALID_ARGUMENT` outside of a `MedicoSamProvider`, and as `new ImageSession`.
 *
 * @example
 * const sam = useMedicoSam(image);
 * if (sam.status === 'error') return <button onClick={sam.retry}>{sam.error.message}</button>;
 * return <SegmentationCanvas session={sam.session} />;
 */
export function useMedicoSam(image?: PixelImage | null, options: MedicoSamOptions = {}): MedicoSam {
  const { objects, threshold, candidates, target, normalisation } = options;
  const predictor = useSharedPredictor();
  const { session, actions } = useSession({ predictor, objects, threshold, candidates });
  const snapshot = useSyncExternalStore(session.subscribe, session.getSnapshot, serverSnapshot);
  const isGiven = useRef(false);
  useEffect(() => {
    if (image === undefined && !isGiven.current) return;
    isGiven.current = image !== undefined;
    actions.setImage(image, { target, normalisation });
  }, [actions, image, target, normalisation]);
  return useMemo(() => ({ ...snapshot, ...actions, session }), [snapshot, actions, session]);
}

const serverSnapshot = () => IDLE_IMAGE_SNAPSHOT;

import { Enums, eventTarget, type Types, triggerEvent } from '@cornerstonejs/core';
import type { ImageSnapshot } from '@medicosam/core';

/** Events of the tool, on Cornerstone's `eventTarget`. */
export const MedicoSamEvents = {
  /** What the tool is at in a viewport has changed; the detail is {@link MedicoSamStatus}. */
  STATUS: 'MEDICOSAM_STATUS',
  /** A mask became voxels of a segment; the detail is {@link AcceptedMask}. */
  ACCEPTED: 'MEDICOSAM_ACCEPTED',
} as const;

/** What the tool is at in a viewport. */
export interface MedicoSamStatus {
  readonly viewportId: string;
  /**
   * `idle` before anything is asked of the slice, `waiting` while its pixels are loading; `loading` the predictor,
   * `encoding` the slice, `ready` for prompts or with their mask, `predicting`, `error`.
   */
  readonly status: ImageSnapshot['status'] | 'waiting';
  /** How far loading or encoding is. */
  readonly progress: ImageSnapshot['progress'];
  readonly error: Error | undefined;
  readonly warnings: ImageSnapshot['warnings'];
  /** The mask of the prompts: what would be accepted. */
  readonly mask: ImageSnapshot['mask'];
  readonly prompts: ImageSnapshot['prompts'];
}

/** A mask that was written. */
export interface AcceptedMask {
  readonly viewportId: string;
  readonly segmentationId: string;
  readonly segmentIndex: number;
  /** Voxels that became the segment's, were so already, and stayed those of locked segments. */
  readonly written: number;
  readonly kept: number;
  readonly locked: number;
}

/** The event that carries a status. */
export type MedicoSamStatusEvent = Types.CustomEventType<MedicoSamStatus>;

/** The status of a viewport whose slice has a session, or none yet. */
export function statusOf(viewportId: string, snapshot?: ImageSnapshot): MedicoSamStatus {
  const { status = 'idle', progress, error, warnings = [], mask, prompts = [] } = snapshot ?? {};
  return { viewportId, status, progress, error, warnings, mask, prompts };
}

/** Tells of a status. */
export const announce = (status: MedicoSamStatus): void => {
  triggerEvent(eventTarget, MedicoSamEvents.STATUS, status);
};

/** Tells of a mask that was written. */
export const announceAccepted = (accepted: AcceptedMask): void => {
  triggerEvent(eventTarget, MedicoSamEvents.ACCEPTED, accepted);
};

/** Tells of an error as Cornerstone's own tools do, which viewers show to the user. */
export function announceError(error: Error): void {
  const hint = 'hint' in error && typeof error.hint === 'string' ? ` ${error.hint}` : '';
  triggerEvent(eventTarget, Enums.Events.ERROR_EVENT, {
    type: 'Segmentation',
    message: `MedicoSAM: ${error.message}${hint}`,
    error,
  });
}

import type { SliceAxis, Vector3 } from '@medicosam/core';

/** What is wanted of an input that holds more than one image. Indices are counted from 0. */
export interface InputSelection {
  /** A Series Instance UID, or a number of the list that `medicosam info` prints, from 1. */
  readonly series?: string | undefined;
  readonly frame?: number | undefined;
  readonly slice?: number | undefined;
  /** The index that slices are cut across; `k`, the slices as stored, when absent. */
  readonly axis?: SliceAxis | undefined;
  /** A place, LPS mm, that decides which slice is meant where none is named. */
  readonly through?: Vector3 | undefined;
}

import type { ElementValues } from '../data-set/elements.js';

/**
 * Where the attributes of one frame stand: in its functional groups (PS3.3, C.7.6.16), in those that all frames
 * share, else in the data set itself.
 */
export interface FrameAttributes {
  /** The first item of a functional group's sequence, else the data set. */
  group(sequence: string): ElementValues;
  readonly dataSet: ElementValues;
  readonly frame: number;
}

/** Finds the functional groups of each frame. */
export function frameAttributes(dataSet: ElementValues): (frame: number) => FrameAttributes {
  const shared = dataSet.item('x52009229');
  const perFrame = dataSet.items('x52009230');
  return (frame) => ({
    group: (sequence) => perFrame[frame]?.item(sequence) ?? shared?.item(sequence) ?? dataSet,
    dataSet,
    frame,
  });
}

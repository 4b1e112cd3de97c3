/** Gives the memory that a frame's samples are put into; what it holds before does not matter. */
export type FrameMemory = (bytes: number) => Uint8Array<ArrayBuffer>;

/** Of its own for each frame. */
export const ownMemory: FrameMemory = (bytes) => new Uint8Array(bytes);

/** The place in a volume where the frame belongs; of its own where it is coded in another number of bytes. */
export const memoryAt =
  (place: Uint8Array<ArrayBuffer>): FrameMemory =>
  (bytes) =>
    bytes === place.byteLength ? place : new Uint8Array(bytes);

/** What our backend opens sessions with, on one thread that does not spin, so that CPU seconds are work. */
export const ourSession = {
  intraOpNumThreads: 1,
  enableMemPattern: false,
  extra: { session: { intra_op: { allow_spinning: '0' } } },
};

/** ONNX Runtime's defaults, on one thread that does not spin. */
export const defaultSession = {
  intraOpNumThreads: 1,
  extra: { session: { intra_op: { allow_spinning: '0' } } },
};

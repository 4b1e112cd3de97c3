/**
 * How an encoder is written: `tiled` with plain operators, whole score matrices never in memory; `fused` with
 * ONNX Runtime's attention operator. Both compute the same network from the same weights file.
 */
export type EncoderLowering = 'tiled' | 'fused';

// Written by build-models.mjs. Bundlers find the files by this very form of address.
export const files: Readonly<Record<string, URL>> = {
  'goldens.bin': new URL('../../models/goldens.bin', import.meta.url),
  'goldens.json': new URL('../../models/goldens.json', import.meta.url),
  'tinyvit-mini/decoder-mask.tiled.w16.onnx': new URL(
    '../../models/tinyvit-mini/decoder-mask.tiled.w16.onnx',
    import.meta.url,
  ),
  'tinyvit-mini/decoder.tiled.w16.onnx': new URL(
    '../../models/tinyvit-mini/decoder.tiled.w16.onnx',
    import.meta.url,
  ),
  'tinyvit-mini/encoder.fused.w16.onnx': new URL(
    '../../models/tinyvit-mini/encoder.fused.w16.onnx',
    import.meta.url,
  ),
  'tinyvit-mini/encoder.tiled.w16.onnx': new URL(
    '../../models/tinyvit-mini/encoder.tiled.w16.onnx',
    import.meta.url,
  ),
  'tinyvit-mini/image-keys.tiled.w16.onnx': new URL(
    '../../models/tinyvit-mini/image-keys.tiled.w16.onnx',
    import.meta.url,
  ),
  'tinyvit-mini/manifest.json': new URL('../../models/tinyvit-mini/manifest.json', import.meta.url),
  'tinyvit-mini/probes/decoder-attention-few.tiled.w16.onnx': new URL(
    '../../models/tinyvit-mini/probes/decoder-attention-few.tiled.w16.onnx',
    import.meta.url,
  ),
  'tinyvit-mini/probes/decoder-attention-few.tiled.w16.safetensors': new URL(
    '../../models/tinyvit-mini/probes/decoder-attention-few.tiled.w16.safetensors',
    import.meta.url,
  ),
  'tinyvit-mini/probes/decoder-attention-many.tiled.w16.onnx': new URL(
    '../../models/tinyvit-mini/probes/decoder-attention-many.tiled.w16.onnx',
    import.meta.url,
  ),
  'tinyvit-mini/probes/decoder-attention-many.tiled.w16.safetensors': new URL(
    '../../models/tinyvit-mini/probes/decoder-attention-many.tiled.w16.safetensors',
    import.meta.url,
  ),
  'tinyvit-mini/probes/float16-weights.fused.w16.onnx': new URL(
    '../../models/tinyvit-mini/probes/float16-weights.fused.w16.onnx',
    import.meta.url,
  ),
  'tinyvit-mini/probes/float16-weights.fused.w16.safetensors': new URL(
    '../../models/tinyvit-mini/probes/float16-weights.fused.w16.safetensors',
    import.meta.url,
  ),
  'tinyvit-mini/probes/float16-weights.tiled.w16.onnx': new URL(
    '../../models/tinyvit-mini/probes/float16-weights.tiled.w16.onnx',
    import.meta.url,
  ),
  'tinyvit-mini/probes/float16-weights.tiled.w16.safetensors': new URL(
    '../../models/tinyvit-mini/probes/float16-weights.tiled.w16.safetensors',
    import.meta.url,
  ),
  'tinyvit-mini/probes/layer-norm.fused.w16.onnx': new URL(
    '../../models/tinyvit-mini/probes/layer-norm.fused.w16.onnx',
    import.meta.url,
  ),
  'tinyvit-mini/probes/layer-norm.fused.w16.safetensors': new URL(
    '../../models/tinyvit-mini/probes/layer-norm.fused.w16.safetensors',
    import.meta.url,
  ),
  'tinyvit-mini/probes/layer-norm.tiled.w16.onnx': new URL(
    '../../models/tinyvit-mini/probes/layer-norm.tiled.w16.onnx',
    import.meta.url,
  ),
  'tinyvit-mini/probes/layer-norm.tiled.w16.safetensors': new URL(
    '../../models/tinyvit-mini/probes/layer-norm.tiled.w16.safetensors',
    import.meta.url,
  ),
  'tinyvit-mini/probes/neck.fused.w16.onnx': new URL(
    '../../models/tinyvit-mini/probes/neck.fused.w16.onnx',
    import.meta.url,
  ),
  'tinyvit-mini/probes/neck.fused.w16.safetensors': new URL(
    '../../models/tinyvit-mini/probes/neck.fused.w16.safetensors',
    import.meta.url,
  ),
  'tinyvit-mini/probes/neck.tiled.w16.onnx': new URL(
    '../../models/tinyvit-mini/probes/neck.tiled.w16.onnx',
    import.meta.url,
  ),
  'tinyvit-mini/probes/neck.tiled.w16.safetensors': new URL(
    '../../models/tinyvit-mini/probes/neck.tiled.w16.safetensors',
    import.meta.url,
  ),
  'tinyvit-mini/probes/softmax.fused.w16.onnx': new URL(
    '../../models/tinyvit-mini/probes/softmax.fused.w16.onnx',
    import.meta.url,
  ),
  'tinyvit-mini/probes/softmax.fused.w16.safetensors': new URL(
    '../../models/tinyvit-mini/probes/softmax.fused.w16.safetensors',
    import.meta.url,
  ),
  'tinyvit-mini/probes/softmax.tiled.w16.onnx': new URL(
    '../../models/tinyvit-mini/probes/softmax.tiled.w16.onnx',
    import.meta.url,
  ),
  'tinyvit-mini/probes/softmax.tiled.w16.safetensors': new URL(
    '../../models/tinyvit-mini/probes/softmax.tiled.w16.safetensors',
    import.meta.url,
  ),
  'tinyvit-mini/probes/window-attention-10.fused.w16.onnx': new URL(
    '../../models/tinyvit-mini/probes/window-attention-10.fused.w16.onnx',
    import.meta.url,
  ),
  'tinyvit-mini/probes/window-attention-10.fused.w16.safetensors': new URL(
    '../../models/tinyvit-mini/probes/window-attention-10.fused.w16.safetensors',
    import.meta.url,
  ),
  'tinyvit-mini/probes/window-attention-10.tiled.w16.onnx': new URL(
    '../../models/tinyvit-mini/probes/window-attention-10.tiled.w16.onnx',
    import.meta.url,
  ),
  'tinyvit-mini/probes/window-attention-10.tiled.w16.safetensors': new URL(
    '../../models/tinyvit-mini/probes/window-attention-10.tiled.w16.safetensors',
    import.meta.url,
  ),
  'tinyvit-mini/probes/window-attention-12.fused.w16.onnx': new URL(
    '../../models/tinyvit-mini/probes/window-attention-12.fused.w16.onnx',
    import.meta.url,
  ),
  'tinyvit-mini/probes/window-attention-12.fused.w16.safetensors': new URL(
    '../../models/tinyvit-mini/probes/window-attention-12.fused.w16.safetensors',
    import.meta.url,
  ),
  'tinyvit-mini/probes/window-attention-12.tiled.w16.onnx': new URL(
    '../../models/tinyvit-mini/probes/window-attention-12.tiled.w16.onnx',
    import.meta.url,
  ),
  'tinyvit-mini/probes/window-attention-12.tiled.w16.safetensors': new URL(
    '../../models/tinyvit-mini/probes/window-attention-12.tiled.w16.safetensors',
    import.meta.url,
  ),
  'tinyvit-mini/probes/window-attention-16.fused.w16.onnx': new URL(
    '../../models/tinyvit-mini/probes/window-attention-16.fused.w16.onnx',
    import.meta.url,
  ),
  'tinyvit-mini/probes/window-attention-16.fused.w16.safetensors': new URL(
    '../../models/tinyvit-mini/probes/window-attention-16.fused.w16.safetensors',
    import.meta.url,
  ),
  'tinyvit-mini/probes/window-attention-16.tiled.w16.onnx': new URL(
    '../../models/tinyvit-mini/probes/window-attention-16.tiled.w16.onnx',
    import.meta.url,
  ),
  'tinyvit-mini/probes/window-attention-16.tiled.w16.safetensors': new URL(
    '../../models/tinyvit-mini/probes/window-attention-16.tiled.w16.safetensors',
    import.meta.url,
  ),
  'tinyvit-mini/weights.w16.safetensors': new URL(
    '../../models/tinyvit-mini/weights.w16.safetensors',
    import.meta.url,
  ),
  'vit-mini/decoder-mask.tiled.onnx': new URL(
    '../../models/vit-mini/decoder-mask.tiled.onnx',
    import.meta.url,
  ),
  'vit-mini/decoder.tiled.onnx': new URL('../../models/vit-mini/decoder.tiled.onnx', import.meta.url),
  'vit-mini/encoder.tiled.onnx': new URL('../../models/vit-mini/encoder.tiled.onnx', import.meta.url),
  'vit-mini/image-keys.tiled.onnx': new URL('../../models/vit-mini/image-keys.tiled.onnx', import.meta.url),
  'vit-mini/manifest.json': new URL('../../models/vit-mini/manifest.json', import.meta.url),
  'vit-mini/probes/attention.tiled.fp32.onnx': new URL(
    '../../models/vit-mini/probes/attention.tiled.fp32.onnx',
    import.meta.url,
  ),
  'vit-mini/probes/attention.tiled.fp32.safetensors': new URL(
    '../../models/vit-mini/probes/attention.tiled.fp32.safetensors',
    import.meta.url,
  ),
  'vit-mini/probes/decoder-attention-few.tiled.fp32.onnx': new URL(
    '../../models/vit-mini/probes/decoder-attention-few.tiled.fp32.onnx',
    import.meta.url,
  ),
  'vit-mini/probes/decoder-attention-few.tiled.fp32.safetensors': new URL(
    '../../models/vit-mini/probes/decoder-attention-few.tiled.fp32.safetensors',
    import.meta.url,
  ),
  'vit-mini/probes/decoder-attention-many.tiled.fp32.onnx': new URL(
    '../../models/vit-mini/probes/decoder-attention-many.tiled.fp32.onnx',
    import.meta.url,
  ),
  'vit-mini/probes/decoder-attention-many.tiled.fp32.safetensors': new URL(
    '../../models/vit-mini/probes/decoder-attention-many.tiled.fp32.safetensors',
    import.meta.url,
  ),
  'vit-mini/probes/layer-norm.tiled.fp32.onnx': new URL(
    '../../models/vit-mini/probes/layer-norm.tiled.fp32.onnx',
    import.meta.url,
  ),
  'vit-mini/probes/layer-norm.tiled.fp32.safetensors': new URL(
    '../../models/vit-mini/probes/layer-norm.tiled.fp32.safetensors',
    import.meta.url,
  ),
  'vit-mini/probes/neck.tiled.fp32.onnx': new URL(
    '../../models/vit-mini/probes/neck.tiled.fp32.onnx',
    import.meta.url,
  ),
  'vit-mini/probes/neck.tiled.fp32.safetensors': new URL(
    '../../models/vit-mini/probes/neck.tiled.fp32.safetensors',
    import.meta.url,
  ),
  'vit-mini/probes/softmax.tiled.fp32.onnx': new URL(
    '../../models/vit-mini/probes/softmax.tiled.fp32.onnx',
    import.meta.url,
  ),
  'vit-mini/probes/softmax.tiled.fp32.safetensors': new URL(
    '../../models/vit-mini/probes/softmax.tiled.fp32.safetensors',
    import.meta.url,
  ),
  'vit-mini/probes/window-attention.tiled.fp32.onnx': new URL(
    '../../models/vit-mini/probes/window-attention.tiled.fp32.onnx',
    import.meta.url,
  ),
  'vit-mini/probes/window-attention.tiled.fp32.safetensors': new URL(
    '../../models/vit-mini/probes/window-attention.tiled.fp32.safetensors',
    import.meta.url,
  ),
  'vit-mini/weights.safetensors': new URL('../../models/vit-mini/weights.safetensors', import.meta.url),
};

import { MedicoSamError } from '@medicosam/core';
import { describe, expect, test } from 'vitest';
import { firstLine, wrapError } from '../src/wrap-error.js';

/** Errors of onnxruntime-node 1.30, verbatim. */
const OPEN = [
  ['GRAPH_INVALID', 'Failed to load model because protobuf parsing failed.'],
  [
    'GRAPH_INVALID',
    "Load model from /home/a/m.onnx failed:Load model /home/a/m.onnx failed. File doesn't exist",
  ],
  ['GRAPH_UNSUPPORTED', "Could not find an implementation for GroupNorm(1) node with name 'GroupNorm'"],
  ['DEVICE_UNAVAILABLE', 'no available backend found. ERR: [foo] backend not found.'],
  ['DEVICE_UNAVAILABLE', 'OrtSessionOptionsAppendExecutionProvider_Cuda: Failed to load shared library'],
  ['OUT_OF_MEMORY', 'std::bad_alloc'],
  ['BACKEND_FAILED', 'Something else.'],
] as const;

describe('wrapError', () => {
  test.each(OPEN)('while opening is %s: %s', (code, text) => {
    const cause = new Error(text);
    const error = wrapError(cause, { doing: 'open', part: 'encoder', device: 'cpu' });
    expect(error).toMatchObject({ code, cause, details: { part: 'encoder', device: 'cpu' } });
  });

  test('while running tells memory from other failures', () => {
    const run = { doing: 'run', part: 'encoder', device: 'cuda' } as const;
    const memory = 'Failed to allocate memory for requested buffer of size 805306368';
    expect(wrapError(new Error(memory), run).code).toBe('OUT_OF_MEMORY');
    expect(wrapError(new Error('Non-zero status code returned while running Reshape node.'), run).code).toBe(
      'BACKEND_FAILED',
    );
  });

  test('leaves our own errors as they are', () => {
    const error = new MedicoSamError('TENSOR_DISPOSED', { message: 'Gone.' });
    expect(wrapError(error, { doing: 'run', part: 'decoder', device: 'cpu' })).toBe(error);
  });
});

describe('firstLine', () => {
  test.each([
    [
      '/onnxruntime_src/onnxruntime/core/providers/webgpu/webgpu_context.cc:136 onnxruntime::webgpu::WebGpuContext::Initialize(const onnxruntime::webgpu::WebGpuContextConfig&)::<lambda()> adapter_result.status == wgpu::RequestAdapterStatus::Success was false. Failed to get a WebGPU adapter: No supported adapters\n',
      'Failed to get a WebGPU adapter: No supported adapters',
    ],
    [
      'graph.cc:4388 InjectExternalInitializersFromFilesInMemory External initializer: bias offset: 72 size to read: 12',
      'External initializer: bias offset: 72 size to read: 12',
    ],
    ['Load model from /home/anna meier/m.onnx failed', 'Load model from m.onnx failed'],
    ['Load model from C:\\models\\m.onnx failed', 'Load model from m.onnx failed'],
    ['first\nsecond', 'first'],
  ])('%j', (text, expected) => {
    expect(firstLine(text)).toBe(expected);
  });
});

import type { Capabilities } from '@medicosam/core';

/** A device of ONNX Runtime for Node. */
export interface DeviceEntry {
  /** The user's word. */
  readonly device: string;
  /** ONNX Runtime's word. */
  readonly provider: string;
  /** Where a build of it exists: `process.platform`, with the architecture where not all have it. */
  readonly platforms: readonly string[];
  readonly capabilities: Capabilities;
}

/** One run at a time, and `session.run` blocks its thread: that is what realms are for. */
const capabilities = (lowerings: readonly string[], storages = ['fp32', 'w16']): Capabilities => ({
  lowerings,
  storages,
  offThread: false,
  concurrency: 1,
  deviceTensors: false,
  limits: {},
});

const TILED_FIRST = capabilities(['tiled', 'fused']);

/**
 * In the order in which `auto` tries them. True of onnxruntime-node 1.30.
 *
 * CUDA comes first, since its libraries are not in the package: who has them installed them to be used. CPU comes
 * before the rest, which are in every package whether or not the machine has the hardware: their speed was not
 * measured, WebGPU may be a software adapter many times slower than CPU, and CoreML may compute in float16. They run
 * when they are named. `fused` graphs come first on CPU, where they were measured to win; elsewhere plain operators.
 */
export const DEVICES: readonly DeviceEntry[] = [
  { device: 'cuda', provider: 'cuda', platforms: ['linux x64'], capabilities: TILED_FIRST },
  {
    device: 'cpu',
    provider: 'cpu',
    platforms: ['linux', 'win32', 'darwin'],
    // The products of `int8` are operators of the CPU provider: elsewhere they would go back and forth.
    capabilities: capabilities(['fused', 'tiled'], ['fp32', 'w16', 'int8']),
  },
  { device: 'coreml', provider: 'coreml', platforms: ['darwin'], capabilities: TILED_FIRST },
  { device: 'directml', provider: 'dml', platforms: ['win32'], capabilities: TILED_FIRST },
  {
    device: 'webgpu',
    provider: 'webgpu',
    platforms: ['linux', 'win32', 'darwin'],
    capabilities: TILED_FIRST,
  },
];

/** Whether ONNX Runtime has a build with this device for this platform. */
export function existsHere({ platforms }: DeviceEntry): boolean {
  const { platform, arch } = process;
  return platforms.includes(platform) || platforms.includes(`${platform} ${arch}`);
}

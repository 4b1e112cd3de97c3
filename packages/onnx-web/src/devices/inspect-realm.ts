import { type GpuAdapterLike, isNode, platform } from '../platform.js';
import { firstLine } from '../wrap-error.js';

/** What a realm says of its GPU and its runtime. */
export interface Inspection {
  readonly webgpu: {
    readonly usable: boolean;
    readonly reason?: string | undefined;
    readonly hint?: string | undefined;
    readonly limits: Readonly<Record<string, number>>;
    /** Vendor, architecture and driver as far as the browser tells. */
    readonly adapter?: string | undefined;
  };
  /** Version of the JavaScript of onnxruntime-web. */
  readonly version?: string | undefined;
  /** Why it cannot be loaded. */
  readonly missing?: { readonly reason: string; readonly hint?: string | undefined } | undefined;
}

/** Asks this realm for a GPU adapter and a device of it, which is given back. Never rejects. */
export async function inspectGpu(): Promise<Inspection['webgpu']> {
  const { gpu } = platform.navigator ?? {};
  if (!gpu) {
    return {
      usable: false,
      reason: isNode()
        ? 'Node has no WebGPU.'
        : 'This browser, or a page not served over HTTPS, has no WebGPU.',
      limits: {},
    };
  }
  try {
    const adapter = await gpu.requestAdapter();
    if (!adapter) {
      return {
        usable: false,
        reason: 'The browser has WebGPU and offers no adapter.',
        hint: 'Update the graphics driver; headless Chromium needs --enable-unsafe-webgpu.',
        limits: {},
      };
    }
    const device = await adapter.requestDevice();
    device.destroy();
    return { usable: true, limits: limitsOf(adapter), adapter: describe(adapter) };
  } catch (error) {
    const words = firstLine(error instanceof Error ? error.message : String(error));
    return { usable: false, reason: `The GPU gives no device: ${words}`, limits: {} };
  }
}

/** The numbers among an adapter's limits: they are properties of its prototype. */
function limitsOf({ limits }: GpuAdapterLike): Record<string, number> {
  const found: Record<string, number> = {};
  for (const name in limits) {
    const value = (limits as Record<string, unknown>)[name];
    if (typeof value === 'number') found[name] = value;
  }
  return found;
}

function describe({ info }: GpuAdapterLike): string {
  const { vendor, architecture, device, description } = info ?? {};
  return [vendor, architecture, device, description].filter((word) => word).join(' ');
}

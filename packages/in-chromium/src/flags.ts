/** WebGL 2 on a software adapter. */
export const SOFTWARE_WEBGL: readonly string[] = [
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--ignore-gpu-blocklist',
];

/** WebGPU, on a software adapter where there is no other. Without it there is no adapter. */
export const SOFTWARE_WEBGPU: readonly string[] = ['--enable-unsafe-webgpu'];

/** Root may run it, and it asks nobody for anything. */
export const QUIET: readonly string[] = [
  '--no-sandbox',
  '--no-first-run',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

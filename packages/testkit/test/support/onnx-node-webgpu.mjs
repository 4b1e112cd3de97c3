// Run in a process of its own, which finds Vulkan where Chromium has it: the suite on WebGPU in Node. Says what ended
// on stderr, and the report on stdout.
import { onnxNode } from '@medicosam/onnx-node';
import { runConformance } from '@medicosam/testkit';
import { ortProfile } from './ort-profile.mjs';

const { realm, name, skip, expected, tolerance } = JSON.parse(process.argv[2]);
const profiles = [];
const start = Date.now();
const report = await runConformance({
  name,
  realm,
  device: 'webgpu',
  skip,
  expected,
  tolerance,
  create: async () => {
    const profile = await ortProfile();
    profiles.push(profile);
    const backend = onnxNode({ inRealm: realm === 'caller' });
    return { backend, observe: profile.observe, observedSession: profile.session };
  },
  onCase: ({ name: test, status, error }) =>
    console.error(`${Date.now() - start} ms ${status} ${test} ${error ?? ''}`),
});
await Promise.all(profiles.map(({ remove }) => remove()));
process.stdout.write(JSON.stringify(report), () => process.exit(0));

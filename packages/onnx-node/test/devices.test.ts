import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { GraphBuilder, writeGraph } from '@medicosam/onnx';
import { onnxNode } from '@medicosam/onnx-node';
import { describe, expect, test } from 'vitest';
import { DOUBLING } from '../src/devices/try-device.js';
import { addBias, inMemory } from './support/micro-graph.js';

const report = async (device: string) =>
  (await onnxNode().devices()).find((entry) => entry.device === device);

describe('devices', () => {
  test('are reported in the order in which auto tries them, each usable or with the reason why not', async () => {
    const reports = await onnxNode().devices();
    expect(reports.map(({ device }) => device)).toEqual(['cuda', 'cpu', 'coreml', 'directml', 'webgpu']);
    for (const { usable, reason } of reports) expect(usable || (reason?.length ?? 0) > 20).toBe(true);
  });

  test('name the runtime and its version', async () => {
    expect(await report('cpu')).toMatchObject({ usable: true, runtime: 'onnxruntime-node 1.30.0' });
  });

  test('that ONNX Runtime does not have on this platform say so', async () => {
    const device = process.platform === 'darwin' ? 'directml' : 'coreml';
    expect((await report(device))?.reason).toContain(`${process.platform} ${process.arch}`);
  });

  test('are found once in a process', async () => {
    const startMs = performance.now();
    await onnxNode().devices();
    expect(performance.now() - startMs).toBeLessThan(20);
  });

  test('that were refused do not hinder a later open', async () => {
    const backend = onnxNode();
    await backend.devices();
    const runner = await backend.open(inMemory(addBias()), { device: 'cpu' });
    await runner.dispose();
  });

  test('print nothing', async () => {
    const script = `
      import { onnxNode } from '@medicosam/onnx-node';
      await onnxNode().devices();`;
    const { stdout, stderr } = await promisify(execFile)(
      process.execPath,
      ['--input-type=module', '--eval', script],
      { cwd: new URL('..', import.meta.url) },
    );
    expect([stdout, stderr]).toEqual(['', '']);
  });

  test('of a runtime that was handed in are its own', async () => {
    const refusing = {
      InferenceSession: { create: () => Promise.reject(new Error('Not today.')) },
      Tensor: class {},
      env: { versions: { node: '9.9.9' } },
    };
    const backend = onnxNode({ runtime: refusing as never });
    const cpu = (await backend.devices()).find(({ device }) => device === 'cpu');
    expect(cpu).toMatchObject({ usable: false, reason: 'Not today.' });
    expect(backend.spawn).toBeUndefined();
  });

  const swiftshader = '/usr/lib/chromium/vk_swiftshader_icd.json';
  test.skipIf(!existsSync(swiftshader))('webgpu computes where there is a Vulkan driver', async () => {
    const script = `
      import { onnxNode } from '@medicosam/onnx-node';
      const reports = await onnxNode().devices();
      console.log(reports.find(({ device }) => device === 'webgpu').usable);`;
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--input-type=module', '--eval', script],
      {
        cwd: new URL('..', import.meta.url),
        env: { ...process.env, LD_LIBRARY_PATH: '/usr/lib/chromium', VK_ICD_FILENAMES: swiftshader },
      },
    );
    expect(stdout.trim()).toBe('true');
  });
});

test('the graph that devices are tried with is the one it says', () => {
  const graph = new GraphBuilder('try', { file: 'w', entries: new Map() });
  const x = graph.input('x', 'float32', [3]);
  graph.output('y', graph.node('Add', [x, x]), 'float32', [3]);
  expect(Buffer.from(writeGraph(graph.build('medicosam')))).toEqual(DOUBLING);
});

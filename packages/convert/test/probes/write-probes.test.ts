import { createHash } from 'node:crypto';
import { checkGraph, readGraph, readSafetensorsHeader } from '@medicosam/onnx';
import { expect, test } from 'vitest';
import { portableSha256 } from '../../src/folder/hashing.js';
import { MemoryFolder } from '../../src/folder/memory-folder.js';
import { writeProbes } from '../../src/folder/write-probes.js';
import { tinyVit, vitMini } from '../describe/support/networks.js';

const hashOf = (bytes: Uint8Array | undefined) =>
  createHash('sha256')
    .update(bytes ?? 'no file')
    .digest('hex');

test('every lowering has probes in every storage', async () => {
  const lowerings = ['tiled', 'fused'];
  const probes = await writeProbes(tinyVit, lowerings, ['fp32', 'w16'], new MemoryFolder(), portableSha256);
  const written = new Set(probes.map(({ lowering, storage }) => `${lowering} ${storage}`));
  expect(written).toEqual(new Set(lowerings.flatMap((one) => [`${one} fp32`, `${one} w16`])));
});

test('the manifest lists the files that were written, by their hashes', async () => {
  const folder = new MemoryFolder();
  const probes = await writeProbes(vitMini, ['tiled'], ['fp32'], folder, portableSha256);
  expect([...folder.files.keys()].sort()).toEqual(
    probes.flatMap(({ file, values }) => [file, values]).sort(),
  );
  for (const probe of probes) {
    expect(probe.file).toBe(`probes/${probe.name}.${probe.lowering}.fp32.onnx`);
    expect(probe.values).toBe(`probes/${probe.name}.${probe.lowering}.fp32.safetensors`);
    expect(probe.sha256).toBe(hashOf(folder.files.get(probe.file)));
    expect(probe.valuesSha256).toBe(hashOf(folder.files.get(probe.values)));
  }
});

test('values are named after the inputs and outputs of their graph', async () => {
  const folder = new MemoryFolder();
  for (const { file, values } of await writeProbes(vitMini, ['tiled'], ['w16'], folder, portableSha256)) {
    const graph = readGraph(folder.files.get(file) ?? new Uint8Array());
    checkGraph(graph);
    const bytes = folder.files.get(values) ?? new Uint8Array();
    const { layout, totalBytes } = readSafetensorsHeader(values, bytes);
    expect(totalBytes).toBe(bytes.byteLength);
    expect([...layout.entries].map(([name, { type, dims }]) => ({ name, type, dims }))).toEqual([
      ...graph.inputs.map((input) => ({ ...input, name: `input.${input.name}` })),
      ...graph.outputs.map((output) => ({ ...output, name: `output.${output.name}` })),
    ]);
  }
});

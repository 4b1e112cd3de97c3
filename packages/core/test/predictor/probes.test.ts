import { describe, expect, test } from 'vitest';
import { loadPredictor, type Manifest, type ProbeVerdict, runProbes } from '../../src/index.js';
import { readProbeValues } from '../../src/model/read-probe-values.js';
import { FAKE_GRAPHS, FakeBackend, fakeDevice } from '../model/support/fake-backend.js';
import { fakeManifest, graph, HASH } from '../model/support/fake-manifest.js';
import { fakeSource } from '../model/support/fake-source.js';
import { FakeRealmBackend } from './support/fake-realm.js';

type Stored = Record<string, { dtype: string; shape: number[]; data: ArrayLike<number> & ArrayBufferView }>;

function safetensors(tensors: Stored): Uint8Array {
  let end = 0;
  const header = Object.fromEntries(
    Object.entries(tensors).map(([name, { dtype, shape, data }]) => {
      const begin = end;
      end += data.byteLength;
      return [name, { dtype, shape, data_offsets: [begin, end] }];
    }),
  );
  const json = new TextEncoder().encode(JSON.stringify({ __metadata__: { by: 'test' }, ...header }));
  const bytes = new Uint8Array(8 + json.length + end);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(json.length), true);
  bytes.set(json, 8);
  let offset = 8 + json.length;
  for (const { data } of Object.values(tensors)) {
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), offset);
    offset += data.byteLength;
  }
  return bytes;
}

const values = safetensors({
  'input.x': { dtype: 'F32', shape: [2], data: Float32Array.of(1, 2) },
  'output.y': { dtype: 'F32', shape: [2], data: Float32Array.of(2, 4) },
});

const probe = (lowering: string, storage = 'fp32'): Manifest['probes'][number] => ({
  name: `attention-${lowering}`,
  lowering,
  storage,
  file: `probes/${lowering}.onnx`,
  sha256: HASH,
  values: 'probes/values.safetensors',
  valuesSha256: HASH,
  tolerance: 1e-4,
});

const manifest = fakeManifest({
  graphs: ['tiled', 'fused'].flatMap((lowering) => [
    graph('encoder', { lowering }),
    graph('decoder', { lowering }),
  ]),
  probes: [probe('tiled'), probe('fused')],
});
const source = () => fakeSource(manifest, { 'probes/values.safetensors': values });

/** y = factor · x: right where the factor is 2. */
const probeGraph = (factor: number) => ({
  inputs: [{ name: 'x', type: 'float32' as const, dims: [2] }],
  outputs: [{ name: 'y', type: 'float32' as const, dims: [2] }],
  compute: (read: (name: string) => { data: ArrayLike<number> }) => ({
    y: [[2], Float32Array.from(read('x').data, (x) => x * factor)] as [number[], Float32Array],
  }),
});

function setUp(backend: FakeBackend, factors: Record<string, number>) {
  const probes = Object.entries(factors).map(([lowering, factor]) => [
    `probe attention-${lowering}`,
    probeGraph(factor),
  ]);
  backend.graphs = { ...FAKE_GRAPHS, ...Object.fromEntries(probes) };
  return backend;
}

describe('probes', () => {
  test('a lowering that computes rightly is taken, after its probe ran', async () => {
    const backend = setUp(new FakeBackend(), { tiled: 2, fused: 2 });
    const predictor = await loadPredictor({ model: source(), backend, verdicts: new Map() });
    expect(predictor.info.lowering['encoder']).toBe('tiled');
    expect(backend.log).toEqual([
      'open probe attention-tiled',
      'run probe attention-tiled',
      'dispose probe attention-tiled',
    ]);
    expect(await backend.live()).toEqual({ graphs: 0, tensors: 0 });
  });

  test('one that computes wrongly falls to the next, with the reason in info', async () => {
    const backend = setUp(new FakeBackend(), { tiled: 2.5, fused: 2 });
    const predictor = await loadPredictor({ model: source(), backend, verdicts: new Map() });
    expect(predictor.info.lowering).toEqual({ encoder: 'fused', decoder: 'fused' });
    expect(predictor.info.reasons[0]).toContain('Probe attention-tiled differs by 1.0, 0.0001 is allowed.');
    expect(predictor.info.warnings[0]).toMatchObject({ code: 'DEVICE_SKIPPED' });
  });

  test('one that gives NaN computes wrongly', async () => {
    const backend = setUp(new FakeBackend(), { tiled: Number.NaN, fused: 2 });
    const predictor = await loadPredictor({ model: source(), backend, verdicts: new Map() });
    expect(predictor.info.reasons[0]).toContain('differs by NaN');
  });

  test('one that cannot be opened falls to the next', async () => {
    const backend = setUp(new FakeBackend(), { fused: 2 });
    const predictor = await loadPredictor({ model: source(), backend, verdicts: new Map() });
    expect(predictor.info.reasons[0]).toContain('Probe attention-tiled does not run (GRAPH_UNSUPPORTED)');
  });

  test('a device that computes wrongly in every way is DEVICE_WRONG where it was named', async () => {
    const backend = setUp(new FakeBackend(), { tiled: 3, fused: 3 });
    const loading = loadPredictor({ model: source(), backend, device: 'cpu', verdicts: new Map() });
    await expect(loading).rejects.toMatchObject({ code: 'DEVICE_WRONG' });
  });

  test('run once for a device, runtime, lowering and storage, across realms', async () => {
    const verdicts = new Map<string, ProbeVerdict>();
    const load = async (runtime: string) => {
      const backend = new FakeRealmBackend();
      setUp(backend.inner, { tiled: 3, fused: 2 }).reports = [fakeDevice('cpu', { runtime })];
      const predictor = await loadPredictor({ model: source(), backend, verdicts });
      await predictor.dispose();
      return backend.inner.log.filter((entry) => entry.startsWith('run probe')).length;
    };
    expect([await load('1.30.0'), await load('1.30.0'), await load('1.31.0')]).toEqual([2, 0, 2]);
    expect(verdicts.size).toBe(4);
  });

  test('files that are damaged are an error of the model, not of the device', async () => {
    const backend = setUp(new FakeBackend(), { tiled: 2 });
    const damaged = fakeSource(manifest, { 'probes/values.safetensors': new Uint8Array([1, 2, 3]) });
    const target = { device: 'cpu', lowering: 'tiled', storage: 'fp32' };
    await expect(
      runProbes(target, { manifest: damaged.manifestOf, source: damaged, backend }),
    ).rejects.toMatchObject({ code: 'MANIFEST_INVALID' });
  });

  test('pass for a model without any', async () => {
    const plain = fakeSource();
    const target = { device: 'cpu', lowering: 'tiled', storage: 'fp32' };
    const verdict = await runProbes(target, {
      manifest: plain.manifestOf,
      source: plain,
      backend: new FakeBackend(),
    });
    expect(verdict).toEqual({ passed: true });
  });
});

describe('readProbeValues', () => {
  test('reads float32, int32 and bool tensors at any offset', () => {
    const mixed = safetensors({
      'input.mask': { dtype: 'BOOL', shape: [3], data: Uint8Array.of(1, 0, 1) },
      'input.labels': { dtype: 'I32', shape: [1, 2], data: Int32Array.of(-2, 3) },
      'output.y.z': { dtype: 'F32', shape: [1], data: Float32Array.of(0.5) },
    });
    expect(readProbeValues(mixed, 'x')).toEqual({
      inputs: {
        mask: { type: 'bool', dims: [3], data: Uint8Array.of(1, 0, 1) },
        labels: { type: 'int32', dims: [1, 2], data: Int32Array.of(-2, 3) },
      },
      outputs: { 'y.z': { type: 'float32', dims: [1], data: Float32Array.of(0.5) } },
    });
  });

  test('refuses whatever does not follow the format', () => {
    const wrong: Uint8Array[] = [
      values.subarray(0, 7),
      values.subarray(0, values.length - 1),
      new Uint8Array(16).fill(0xff),
      new TextEncoder().encode('\u0002\u0000\u0000\u0000\u0000\u0000\u0000\u0000[]'),
      new TextEncoder().encode('\u0004\u0000\u0000\u0000\u0000\u0000\u0000\u0000null'),
      safetensors({ 'input.x': { dtype: 'F16', shape: [1], data: new Uint16Array(1) } }),
      safetensors({ 'input.x': { dtype: 'F32', shape: [3], data: new Float32Array(2) } }),
      safetensors({ x: { dtype: 'F32', shape: [1], data: new Float32Array(1) } }),
    ];
    for (const bytes of wrong) {
      expect(() => readProbeValues(bytes, 'x')).toThrow(
        expect.objectContaining({ code: 'MANIFEST_INVALID' }),
      );
    }
  });
});

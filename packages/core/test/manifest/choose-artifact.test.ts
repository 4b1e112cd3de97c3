import { describe, expect, test } from 'vitest';
import {
  chooseArtifact,
  type DeviceReport,
  type ProbeVerdict,
  type WantedArtifact,
} from '../../src/index.js';
import { fakeManifest, graph } from '../model/support/fake-manifest.js';

const device = (
  name: string,
  fields: Partial<DeviceReport> = {},
  lowerings = ['fused', 'tiled'],
): DeviceReport => ({
  device: name,
  usable: true,
  capabilities: {
    lowerings,
    storages: ['fp32', 'w16'],
    offThread: false,
    concurrency: 1,
    deviceTensors: false,
    limits: {},
  },
  ...fields,
});

const noCuda = device('cuda', { usable: false, reason: 'no driver.' });
const webgpu = device('webgpu', {}, ['tiled', 'fused']);
const cpu = device('cpu');

/** Decoder in both lowerings, encoder tiled only; both storages. */
const manifest = fakeManifest({
  graphs: ['fp32', 'w16'].flatMap((storage) => [
    graph('encoder', { storage }),
    graph('decoder', { storage }),
    graph('decoder', { storage, lowering: 'fused' }),
  ]),
});

interface Row {
  readonly title: string;
  readonly devices: DeviceReport[];
  readonly wanted: WantedArtifact;
  /** Targets `device lowering storage` that fail their probes. */
  readonly failing?: string[];
  readonly chosen?: string;
  readonly code?: string;
  /** What the reasons, or the message, say. */
  readonly says?: string[];
  readonly warns?: boolean;
}

const rows: Row[] = [
  {
    title: 'auto takes the first usable device',
    devices: [webgpu, cpu],
    wanted: {},
    chosen: 'webgpu fp32 tiled tiled',
  },
  {
    title: 'auto passes over what cannot be used, and says why',
    devices: [noCuda, cpu],
    wanted: { device: 'auto' },
    chosen: 'cpu fp32 tiled fused',
    says: ['cuda: no driver.', 'cpu: chosen'],
  },
  {
    title: 'a lowering that computes wrongly falls to the next graph, with a warning',
    devices: [cpu],
    wanted: {},
    failing: ['cpu fused fp32'],
    chosen: 'cpu fp32 tiled tiled',
    says: ['fused graphs in fp32 compute wrong numbers: off by 0.5'],
    warns: true,
  },
  {
    title: 'a device that computes wrongly in every lowering falls to the next storage',
    devices: [cpu],
    wanted: {},
    failing: ['cpu fused fp32', 'cpu tiled fp32'],
    chosen: 'cpu w16 tiled fused',
    warns: true,
  },
  {
    title: 'and then to the next device',
    devices: [webgpu, cpu],
    wanted: {},
    failing: ['webgpu fused fp32', 'webgpu tiled fp32', 'webgpu fused w16', 'webgpu tiled w16'],
    chosen: 'cpu fp32 tiled fused',
    says: ['webgpu: tiled graphs in w16 compute wrong numbers'],
    warns: true,
  },
  {
    title: 'a named device runs',
    devices: [webgpu, cpu],
    wanted: { device: 'cpu' },
    chosen: 'cpu fp32 tiled fused',
  },
  {
    title: 'a named device that cannot be used throws',
    devices: [noCuda, cpu],
    wanted: { device: 'cuda' },
    code: 'DEVICE_UNAVAILABLE',
    says: ['no driver.'],
  },
  {
    title: 'a named device that computes wrongly throws',
    devices: [webgpu, cpu],
    wanted: { device: 'webgpu', storage: 'fp32' },
    failing: ['webgpu fused fp32', 'webgpu tiled fp32'],
    code: 'DEVICE_WRONG',
    says: ['off by 0.5'],
  },
  {
    title: 'a device that the backend does not have throws, with those it has',
    devices: [noCuda, cpu],
    wanted: { device: 'tpu' },
    code: 'DEVICE_UNAVAILABLE',
    says: ['cuda, cpu', 'tpu'],
  },
  {
    title: 'no usable device throws with every reason',
    devices: [noCuda, device('cpu', { usable: false, reason: 'library gone.' })],
    wanted: {},
    code: 'DEVICE_UNAVAILABLE',
    says: ['no driver.', 'library gone.'],
  },
  {
    title: 'devices that share a code throw with it',
    devices: [device('cpu', { usable: false, reason: 'not installed.', code: 'BACKEND_UNAVAILABLE' })],
    wanted: {},
    code: 'BACKEND_UNAVAILABLE',
  },
  {
    title: 'a storage is taken as asked',
    devices: [cpu],
    wanted: { storage: 'w16' },
    chosen: 'cpu w16 tiled fused',
  },
  {
    title: 'a storage that the model lacks throws',
    devices: [cpu],
    wanted: { storage: 'int8' },
    code: 'INVALID_ARGUMENT',
    says: ['fp32, w16', 'int8'],
  },
  {
    title: 'a lowering holds for the parts that are written in it',
    devices: [webgpu],
    wanted: { lowering: 'fused' },
    chosen: 'webgpu fp32 tiled fused',
  },
  {
    title: 'a lowering that was asked for and computes wrongly is not replaced by another',
    devices: [cpu],
    wanted: { device: 'cpu', lowering: 'fused' },
    failing: ['cpu fused fp32', 'cpu fused w16'],
    code: 'DEVICE_WRONG',
  },
  {
    title: 'a lowering that the model lacks throws',
    devices: [cpu],
    wanted: { lowering: 'flash' },
    code: 'INVALID_ARGUMENT',
  },
  {
    title: 'a device that runs none of the lowerings is passed over',
    devices: [device('npu', {}, ['int8-only']), cpu],
    wanted: {},
    chosen: 'cpu fp32 tiled fused',
    says: ['npu: no graph of encoder and decoder in fp32'],
  },
];

describe('chooseArtifact', () => {
  test.each(rows)('$title', ({ devices, wanted, failing = [], chosen, code, says = [], warns = false }) => {
    const probes = (target: { device: string; lowering: string; storage: string }): ProbeVerdict =>
      failing.includes(`${target.device} ${target.lowering} ${target.storage}`)
        ? { passed: false, reason: 'off by 0.5' }
        : { passed: true };
    const choose = () => chooseArtifact(manifest, devices, wanted, probes);
    if (code !== undefined) {
      expect(choose).toThrow(expect.objectContaining({ code }));
      for (const text of says) expect(choose).toThrow(text);
      return;
    }
    const choice = choose();
    const { encoder, decoder } = choice.lowering;
    expect(`${choice.device} ${choice.storage} ${encoder} ${decoder}`).toBe(chosen);
    expect(choice.unproven).toEqual([]);
    for (const text of says) expect(choice.reasons.join('\n')).toContain(text);
    expect(choice.warnings.map((warning) => warning.code)).toEqual(warns ? ['DEVICE_SKIPPED'] : []);
  });

  describe('of a model in fp32 and int8', () => {
    const storages = (...names: string[]) => ({ ...cpu.capabilities, storages: names });
    const takesInt8 = device('cpu', { capabilities: storages('fp32', 'w16', 'int8') });
    const both = fakeManifest({
      graphs: ['fp32', 'int8'].flatMap((storage) => [
        graph('encoder', { storage }),
        graph('decoder', { storage }),
      ]),
    });
    const passed = () => ({ passed: true });

    test('int8 is taken when asked for, by a device that takes it', () => {
      const { device: chosen, storage } = chooseArtifact(
        both,
        [webgpu, takesInt8],
        { storage: 'int8' },
        passed,
      );
      expect([chosen, storage]).toEqual(['cpu', 'int8']);
      expect(chooseArtifact(both, [takesInt8], {}, passed).storage).toBe('fp32');
    });

    test('a device that does not take it refuses', () => {
      const choose = () =>
        chooseArtifact(both, [webgpu, takesInt8], { device: 'webgpu', storage: 'int8' }, passed);
      expect(choose).toThrow(expect.objectContaining({ code: 'DEVICE_UNAVAILABLE' }));
      expect(choose).toThrow('webgpu: runs the storages fp32, w16; asked for is int8.');
    });

    test('a device whose products overflow falls back, or refuses where int8 was asked for', () => {
      const overflowing = ({ storage }: { storage: string }) =>
        storage === 'int8' ? { passed: false, reason: 'int8-product is off by 2.' } : { passed: true };
      const only = device('cpu', { capabilities: storages('int8', 'fp32') });
      const { storage, reasons } = chooseArtifact(both, [only], {}, overflowing);
      expect(storage).toBe('fp32');
      expect(reasons.join(' ')).toContain('int8-product is off by 2.');
      expect(() => chooseArtifact(both, [only], { storage: 'int8' }, overflowing)).toThrow(
        expect.objectContaining({ code: 'DEVICE_WRONG' }),
      );
    });
  });

  test('says what is still to be probed, and no more than it rests on', () => {
    const { unproven } = chooseArtifact(manifest, [webgpu, cpu], {}, () => undefined);
    expect(unproven).toEqual([{ device: 'webgpu', lowering: 'tiled', storage: 'fp32' }]);
  });

  test('puts graphs for few tokens first and those for any number last', () => {
    const limited = fakeManifest({
      graphs: [
        graph('encoder'),
        graph('decoder'),
        graph('decoder', { lowering: 'fused', when: { maxTokens: 16 } }),
        graph('decoder', { lowering: 'fused', when: { maxTokens: 4 } }),
      ],
    });
    const { graphs, lowering } = chooseArtifact(limited, [cpu], {}, () => ({ passed: true }));
    expect(graphs['decoder']?.map(({ lowering, maxTokens }) => [lowering, maxTokens])).toEqual([
      ['fused', 4],
      ['fused', 16],
      ['tiled', undefined],
    ]);
    expect(lowering['decoder']).toBe('fused');
  });

  test('runs the stages of a part in their order', () => {
    const staged = fakeManifest({
      graphs: [graph('encoder', { stage: 1 }), graph('encoder', { stage: 0 }), graph('decoder')],
    });
    const { graphs } = chooseArtifact(staged, [cpu], {}, () => ({ passed: true }));
    expect(graphs['encoder']?.[0]?.stages.map(({ stage }) => stage)).toEqual([0, 1]);
  });
});

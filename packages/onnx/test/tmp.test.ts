import { it } from 'vitest';
import { writeFileSync } from 'node:fs';
import { checkGraph, inferShapes, layoutSafetensors, printGraph, readGraph, writeGraph } from '../src/index.js';
import { decoderParts, planDecoder } from '../../convert/src/decoder/index.js';
import { buildEncoder } from '../../convert/src/encoder/build-encoder.js';
import { planEncoder } from '../../convert/src/encoder/plan-encoder.js';
import * as checkpoints from '../../convert/test/describe/support/checkpoints.js';
it('x', () => {
  const all: any[] = [];
  for (const [name, net] of Object.entries(checkpoints) as any) {
    if (!net.encoder) continue;
    const lay = (plan: any) => layoutSafetensors('weights.safetensors', plan.map(({ name, dims }: any) => ({ name, dims, type: 'float16' }))).layout;
    for (const low of ['tiled', 'fused'] as const) { try { all.push([name + low, buildEncoder(net.encoder, low, lay(planEncoder(net.encoder)))]); } catch (e) { console.log(name, low, String(e)); } }
    for (const p of decoderParts(net.decoder, net.encoder)) all.push([name + p.part, p.build(lay(planDecoder(net.decoder)))]);
  }
  for (const [name, g] of all) {
    checkGraph(g);
    const t = performance.now();
    const s = inferShapes(g);
    const ms = performance.now() - t;
    const un = [...s].filter(([, v]) => !v.type || !v.dims || v.dims.includes('?'));
    const t2 = performance.now(); const bytes = writeGraph(g); const ms2 = performance.now() - t2;
    const same = Buffer.compare(writeGraph(readGraph(bytes)), bytes) === 0;
    console.log(name, g.nodes.length, 'values', s.size, 'unknown', un.length, 'bytes', bytes.length, same, ms.toFixed(1), ms2.toFixed(1));
    writeFileSync('/tmp/' + name + '.txt', printGraph(g));
  }
});

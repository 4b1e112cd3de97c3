import { runProbes } from '@medicosam/core';
import { type MiniModel, miniModel, partSource } from '../models/mini-model.js';
import type { CaseContext } from '../suite/case-context.js';
import { type ConformanceCase, group } from '../suite/conformance-case.js';
import { check, rejectsWith } from '../suite/expectations.js';
import { type Answer, MiniNetwork } from '../suite/mini-network.js';
import { nearGolden } from '../suite/near-golden.js';

async function computesProbes(context: CaseContext, id: MiniModel): Promise<void> {
  const source = miniModel(id);
  const manifest = await source.manifest();
  const { device, capabilities } = await context.device();
  const storage = manifest.weights[0]?.storage ?? '';
  for (const lowering of capabilities.lowerings) {
    const target = { device, lowering, storage };
    const { passed, reason } = await runProbes(target, { manifest, source, backend: context.backend });
    check(passed, `The probes of ${id} pass on ${device}, ${lowering}. ${reason}`);
  }
}

async function encodes(context: CaseContext, id: MiniModel): Promise<void> {
  const network = await MiniNetwork.load(context, id);
  nearEncoded(await network.encode(), network, 'The embedding');
}

function nearEncoded(actual: Float32Array, { context, manifest, goldens }: MiniNetwork, text: string): void {
  nearGolden(context, { manifest, what: 'embedding', actual, golden: goldens.encoded, text });
}

function nearAnswer(
  answer: Answer,
  expected: Answer,
  { context, manifest }: MiniNetwork,
  prompt: string,
): void {
  for (const what of ['logits', 'predictedIou'] as const) {
    const text = `${what === 'logits' ? 'Logits' : 'Predicted IoU'} of ${prompt}`;
    nearGolden(context, { manifest, what, actual: answer[what], golden: expected[what], text });
  }
}

async function answersPrompts(context: CaseContext, id: MiniModel): Promise<void> {
  const network = await MiniNetwork.load(context, id);
  for (const prompt of network.goldens.prompts.filter(({ mask }) => !mask)) {
    nearAnswer(await network.decode([prompt]), prompt, network, `the prompt ${prompt.name}`);
  }
}

/** Numbers against PyTorch's, from the smallest graphs to the largest. */
export const numericsCases: readonly ConformanceCase[] = group('numerics', {
  'the probes of vit-mini pass': (context) => computesProbes(context, 'vit-mini'),
  'the probes of tinyvit-mini pass': (context) => computesProbes(context, 'tinyvit-mini'),
  'the encoder of vit-mini gives PyTorch’s embedding': (context) => encodes(context, 'vit-mini'),
  'the decoder of vit-mini gives PyTorch’s logits for points and a box': (context) =>
    answersPrompts(context, 'vit-mini'),
  'the decoder of vit-mini takes a mask prompt': async (context) => {
    const network = await MiniNetwork.load(context, 'vit-mini');
    for (const prompt of network.goldens.prompts) {
      const { mask } = prompt;
      if (mask)
        nearAnswer(await network.decode([prompt], mask), prompt, network, `the prompt ${prompt.name}`);
    }
  },
  'absent points change nothing': async (context) => {
    const network = await MiniNetwork.load(context, 'vit-mini');
    for (const prompt of network.goldens.prompts.filter(({ mask }) => !mask)) {
      const answer = await network.decode([prompt], undefined, 3);
      nearAnswer(answer, prompt, network, `${prompt.name} with 3 absent points`);
    }
  },
  'each object of a batch gets its own answer': async (context) => {
    const network = await MiniNetwork.load(context, 'vit-mini');
    const prompts = network.goldens.prompts.filter(({ mask }) => !mask);
    const { logits, predictedIou } = await network.decode(prompts);
    for (const [n, prompt] of prompts.entries()) {
      const own = (values: Float32Array) =>
        values.subarray((n * values.length) / prompts.length, ((n + 1) * values.length) / prompts.length);
      const answer = { logits: own(logits), predictedIou: own(predictedIou) };
      nearAnswer(answer, prompt, network, `object ${n}, ${prompt.name}`);
    }
  },
  'the encoder of tinyvit-mini gives PyTorch’s embedding': (context) => encodes(context, 'tinyvit-mini'),
  'the decoder of tinyvit-mini gives PyTorch’s logits for a point and a box': (context) =>
    answersPrompts(context, 'tinyvit-mini'),
  'a lowering computes the same, or is GRAPH_UNSUPPORTED where the device does not list it': async (
    context,
  ) => {
    const { capabilities } = await context.device();
    const network = await MiniNetwork.load(context, 'tinyvit-mini');
    if (capabilities.lowerings.includes('fused')) {
      nearEncoded(await network.encode('fused'), network, 'The fused embedding');
      return;
    }
    const fused = await partSource(network.source, network.manifest, 'encoder', 'fused');
    check(fused !== undefined, 'tinyvit-mini has a fused encoder.');
    await rejectsWith(
      context.open(fused),
      'GRAPH_UNSUPPORTED',
      'Opening a fused graph, which is not listed,',
    );
  },
});

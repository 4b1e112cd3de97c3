import { existsSync, readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { checkpointSource } from '@medicosam/convert';
import { bytesSource, loadPredictor, type Predictor } from '@medicosam/core';
import { onnxNode } from '@medicosam/onnx-node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { GOLDEN_CASES, goldenOverlaps } from '../../../../models/tiny/test/golden-overlaps.js';
import { tfjs } from '../../src/index.js';
import { tf } from '../support/tensorflow.js';
import { note } from './support/note.js';

/** Checkpoints beside the checkout that are too large for it; absent on a user's machine. */
const shared = process.env['MEDICOSAM_SHARED']
  ? pathToFileURL(`${process.env['MEDICOSAM_SHARED']}/`)
  : new URL('../../../../../shared/', import.meta.url);
const hasShared = existsSync(new URL('models/', shared));
const reason = hasShared ? 'MEDICOSAM_PROVE is not set' : `${shared.pathname} holds no models`;

const read = (file: string) => bytesSource(new Uint8Array(readFileSync(new URL(`models/${file}`, shared))));

const TIMEOUT_MS = 900_000;

describe.runIf(process.env['MEDICOSAM_PROVE'] && hasShared)(
  `the default model in float32 on wasm (where skipped: ${reason})`,
  () => {
    let ours: Predictor;
    let theirs: Predictor;
    beforeAll(async () => {
      const model = () => checkpointSource([read('mobile_sam.pt'), read('medicosam_tiny_decoder.pt')]);
      ours = await loadPredictor({ model: model(), backend: tfjs({ tf }), device: 'wasm' });
      theirs = await loadPredictor({ model: model(), backend: onnxNode(), device: 'cpu' });
    }, TIMEOUT_MS);
    afterAll(() => Promise.all([ours?.dispose(), theirs?.dispose()]));

    test.each(GOLDEN_CASES)(
      'gives the masks of onnx-node for every prompt on $image',
      async (golden) => {
        expect(ours.info.reasons.join()).toContain('fp32');
        const masks = await goldenOverlaps(ours, theirs, golden);
        expect(masks.length).toBeGreaterThanOrEqual(20);
        expect(masks.filter(({ overlap }) => !(overlap >= 0.998))).toEqual([]);
        note('masks, lowest IoU', [masks.length, Math.min(...masks.map(({ overlap }) => overlap))]);
      },
      TIMEOUT_MS,
    );
  },
);

import { binaryMask, boxOfMask, compressRle, encodeRle, ObjectList } from '@medicosam/core';
import { encodePng, maskToPng } from '@medicosam/io';
import type { NamedFile } from '../page/download.js';
import { fileLabels, type ResultKind, stemOf } from './result-names.js';
import type { ResultObject } from './results-of.js';

/** What is written of an image. */
export interface ResultRequest {
  readonly kind: ResultKind;
  /** Of the image. */
  readonly fileName: string;
  readonly objects: readonly ResultObject[];
}

/**
 * Objects of an image as files: `labels`, one PNG in which each pixel has the colour index of its object; `masks`, a PNG
 * for each object, 255 inside, as `medicosam segment -o` writes; `rle`, run lengths as its `--json` has them.
 */
export function writeResults({ kind, fileName, objects }: ResultRequest): readonly NamedFile[] {
  const stem = stemOf(fileName);
  const png = (name: string, content: Uint8Array<ArrayBuffer>) => ({ name, content, type: 'image/png' });
  switch (kind) {
    case 'labels':
      return [png(`${stem}.labels.png`, labelPng(objects))];
    case 'masks': {
      const labels = fileLabels(objects.map(({ label }) => label));
      return objects.map(({ mask }, index) =>
        png(`${stem}.mask${labels[index]}.png`, maskToPng(binaryMask(mask))),
      );
    }
    case 'rle': {
      const content = JSON.stringify(runLengths(fileName, objects), null, 1);
      return [{ name: `${stem}.masks.json`, content, type: 'application/json' }];
    }
  }
}

/** 8 bits, or 16 where the indices need them; later objects lie over earlier ones. */
function labelPng(objects: readonly ResultObject[]): Uint8Array<ArrayBuffer> {
  const target = { image: 'image' };
  const list = new ObjectList();
  for (const { mask, ...facts } of objects) {
    list.add({ ...facts, target, mask: 'bits' in mask ? encodeRle(mask) : mask });
  }
  const { data, ...size } = list.toLabelImage(target);
  const isSmall = objects.every(({ colorIndex }) => colorIndex <= 0xff);
  return encodePng({ ...size, data: isSmall ? Uint8Array.from(data) : data, channels: 1 });
}

function runLengths(file: string, objects: readonly ResultObject[]) {
  const masks = objects.map(({ label, colorIndex, mask }, object) => {
    const pixels = binaryMask(mask);
    const area = pixels.bits.reduce((sum, bit) => sum + bit, 0);
    const rle = compressRle('bits' in mask ? encodeRle(mask) : mask);
    return { object, name: label, value: colorIndex, area, box: boxOfMask(pixels), rle };
  });
  const [height, width] = masks[0]?.rle.size ?? [0, 0];
  return { version: 1, results: [{ file, width, height, masks }] };
}

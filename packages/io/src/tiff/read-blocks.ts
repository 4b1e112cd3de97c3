import type { PixelData } from '@medicosam/core';
import { formatInvalid } from '../format-errors.js';
import { unpackSamples } from '../png/unpack-samples.js';
import { readVoxels } from '../voxels/read-voxels.js';
import { fieldValues, TAGS, type TiffFile } from './tiff-directory.js';
import type { TiffPage } from './tiff-page.js';
import { undoDifferences, undoFloatPredictor } from './undo-predictor.js';
import { unfoldBlock } from './unfold-block.js';

/** Where a block lies in the image, and which of its samples it has. */
interface Block {
  readonly x: number;
  readonly y: number;
  readonly columns: number;
  readonly rows: number;
  readonly sample: number;
}

/** The pixels of a page, samples side by side, put together from its strips or tiles. */
export function readBlocks(file: TiffFile, index: number, page: TiffPage): PixelData {
  const { width, height, samples } = page;
  const blocks = blocksOf(page);
  const sources = sourcesOf(file, index, page, blocks.length);
  let pixels: PixelData | undefined;
  for (const [number, block] of blocks.entries()) {
    const values = readBlock(sources(number), block, page, file.littleEndian);
    // A single strip is the image.
    if (blocks.length === 1 && page.blockWidth === width) return values;
    pixels ??= new (values.constructor as new (length: number) => PixelData)(width * height * samples);
    place(values, block, page, pixels);
  }
  return pixels as PixelData;
}

function blocksOf({ width, height, blockWidth, blockHeight, isPlanar, samples }: TiffPage): Block[] {
  const blocks: Block[] = [];
  for (let sample = 0; sample < (isPlanar ? samples : 1); sample++) {
    for (let y = 0; y < height; y += blockHeight) {
      for (let x = 0; x < width; x += blockWidth) {
        const columns = Math.min(blockWidth, width - x);
        blocks.push({ x, y, columns, rows: Math.min(blockHeight, height - y), sample });
      }
    }
  }
  return blocks;
}

/** The stored bytes of each block. */
function sourcesOf(
  file: TiffFile,
  index: number,
  { isTiled, compression }: TiffPage,
  count: number,
): (block: number) => Uint8Array {
  const directory = file.directories[index] as TiffFile['directories'][number];
  const offsets = fieldValues(file, directory, isTiled ? TAGS.tileOffsets : TAGS.stripOffsets, count);
  const sizes = fieldValues(file, directory, isTiled ? TAGS.tileByteCounts : TAGS.stripByteCounts, count);
  if (offsets?.length !== count || (sizes ? sizes.length !== count : count > 1 && compression !== 'none')) {
    throw formatInvalid('TIFF', `does not say where all of its ${count} blocks are`);
  }
  return (block) => {
    const start = offsets[block] as number;
    // Old writers leave the sizes out; a block then ends at the latest where the file does.
    const end = sizes ? start + (sizes[block] as number) : file.bytes.length;
    if (end > file.bytes.length) throw formatInvalid('TIFF', 'has a block beyond its end');
    return file.bytes.subarray(start, end);
  };
}

function readBlock(
  source: Uint8Array,
  { rows }: Block,
  { blockWidth, bits, type, samples, isPlanar, compression, predictor, photometric }: TiffPage,
  littleEndian: boolean,
): PixelData {
  if (bits < 8) {
    const packed = unfoldBlock(source, compression, rows * Math.ceil((blockWidth * bits) / 8));
    return unpackSamples(
      packed,
      blockWidth,
      rows,
      bits,
      photometric === 'palette' ? 1 : 255 / (2 ** bits - 1),
    );
  }
  const side = isPlanar ? 1 : samples;
  const bytes = unfoldBlock(source, compression, rows * blockWidth * side * (bits / 8));
  if (predictor === 3) undoFloatPredictor(bytes, blockWidth * side, side, bits / 8);
  const values = readVoxels('TIFF', bytes, type, predictor === 3 ? false : littleEndian);
  if (predictor === 2) undoDifferences(values, blockWidth * side, side);
  return values;
}

function place(values: PixelData, block: Block, page: TiffPage, pixels: PixelData): void {
  const { width, samples, isPlanar, blockWidth } = page;
  const { x, y, columns, rows, sample } = block;
  const side = isPlanar ? 1 : samples;
  for (let row = 0; row < rows; row++) {
    const from = row * blockWidth * side;
    const to = ((y + row) * width + x) * samples;
    if (!isPlanar) {
      pixels.set(values.subarray(from, from + columns * side), to);
      continue;
    }
    for (let column = 0; column < columns; column++) {
      pixels[to + column * samples + sample] = values[from + column] as number;
    }
  }
}

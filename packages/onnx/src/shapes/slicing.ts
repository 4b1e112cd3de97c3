import { sameSize } from './broadcast.js';
import { type Call, numbersOnly, type ShapeRule } from './call.js';
import { addSizes, productOfSizes, type Size } from './size.js';
import { sliceRange } from './slice-range.js';
import { type KnownValue, MAX_VALUES, unknownDims } from './value.js';

const concat: ShapeRule = (call) => {
  const inputs = call.inputs.map((input) => input ?? {});
  const type = inputs.find((input) => input.type)?.type;
  const shapes = inputs.map(({ dims }) => dims);
  const [first] = shapes;
  if (!first || shapes.some((dims) => !dims)) return [{ type }];
  const axis = call.axis(call.int('axis', 0), first.length);
  const dims = shapes.reduce((a = [], b = []) => {
    if (a.length !== b.length) return call.fail(`ranks must be equal, they are ${a.length} and ${b.length}`);
    return a.map((size, i) =>
      i === axis ? addSizes(size, b[i]) : sameSize(call, size, b[i], `sizes of axis ${i}`),
    );
  });
  const values = inputs.map((input) => (input.dims?.length === 1 ? input.values : undefined));
  const known = values.filter((list) => list !== undefined);
  return [{ type, dims, values: known.length === values.length ? capped(known.flat()) : undefined }];
};

const capped = (values: readonly Size[]) => (values.length <= MAX_VALUES ? values : undefined);

const slice: ShapeRule = (call) => {
  const { type, dims, values } = call.input(0);
  if (!dims) return [{ type }];
  const starts = call.ints('starts') ?? call.input(1).values;
  const ends = call.ints('ends') ?? call.input(2).values;
  const axes = call.axes(3) ?? (call.has(3) ? undefined : starts?.map((_, i) => i));
  const steps = call.has(4) ? call.input(4).values : axes?.map(() => 1);
  if (!axes) return [{ type, dims: unknownDims(dims.length) }];
  const result = [...dims];
  let kept = dims.length === 1 ? values : undefined;
  for (const [i, stated] of axes.entries()) {
    const axis = call.axis(stated, dims.length);
    const range = sliceRange(dims[axis], starts?.[i], ends?.[i], steps?.[i]);
    result[axis] = range.size;
    kept = range.indices && kept && range.indices.map((index) => kept?.[index]);
  }
  return [{ type, dims: result, values: kept }];
};

/** Sizes as attribute or input; else equal parts, of which only `num_outputs` lets the last be smaller. */
const split: ShapeRule = (call) => {
  const { type, dims } = call.input(0);
  const parts = call.node.outputs.length;
  if (!dims) return Array.from({ length: parts }, () => ({ type }));
  const axis = call.axis(call.int('axis', 0), dims.length);
  const sizes =
    call.ints('split') ?? (call.has(1) ? call.input(1).values : equalParts(call, dims[axis], parts));
  if (sizes && sizes.length !== parts) return call.fail(`${sizes.length} sizes for ${parts} outputs`);
  const [whole, total] = [dims[axis], sizes?.reduce(addSizes, 0)];
  if (typeof whole === 'number' && typeof total === 'number' && whole !== total) {
    return call.fail(`parts [${numbersOnly(sizes)?.join(',')}] do not add up to ${whole}`);
  }
  return Array.from({ length: parts }, (_, part) => ({
    type,
    dims: dims.map((size, i) => (i === axis ? sizes?.[part] : size)),
  }));
};

function equalParts(call: Call, size: Size, parts: number): Size[] | undefined {
  if (typeof size !== 'number') return undefined;
  const part = Math.ceil(size / parts);
  if (part * parts !== size && call.int('num_outputs', 0) === 0) {
    return call.fail(`${size} does not divide into ${parts} equal parts`);
  }
  return Array.from({ length: parts }, (_, i) => Math.min(part, size - i * part));
}

const pad: ShapeRule = (call) => {
  const { type, dims } = call.input(0);
  if (!dims) return [{ type }];
  const pads = call.ints('pads') ?? call.input(1).values;
  const axes = call.has(3) ? numbersOnly(call.input(3).values) : dims.map((_, i) => i);
  if (!pads || !axes) return [{ type, dims: unknownDims(dims.length) }];
  if (pads.length !== 2 * axes.length) return call.fail(`${pads.length} pads for ${axes.length} axes`);
  const result = [...dims];
  for (const [i, stated] of axes.entries()) {
    const axis = call.axis(stated, dims.length);
    result[axis] = addSizes(dims[axis], addSizes(pads[i], pads[i + axes.length]));
  }
  return [{ type, dims: result }];
};

/** data [a…,k,b…], indices [i…] → [a…,i…,b…] */
const gather: ShapeRule = (call) => {
  const data = call.input(0);
  const indices = call.input(1);
  const { type, dims } = data;
  if (!dims || !indices.dims) return [{ type }];
  const axis = call.axis(call.int('axis', 0), dims.length);
  const result = [...dims.slice(0, axis), ...indices.dims, ...dims.slice(axis + 1)];
  return [{ type, dims: result, values: dims.length === 1 ? pickValues(call, data, indices) : undefined }];
};

function pickValues(call: Call, { values }: KnownValue, indices: KnownValue): readonly Size[] | undefined {
  const at = numbersOnly(indices.values);
  if (!values || !at || typeof productOfSizes(indices.dims ?? []) !== 'number') return undefined;
  return at.map((index) => {
    if (index >= -values.length && index < values.length) return values.at(index);
    return call.fail(`index ${index} is outside ${values.length} values`);
  });
}

/** Operators that take tensors apart and put them together. */
export const SLICING: readonly (readonly [string, ShapeRule])[] = [
  ['Concat', concat],
  ['Slice', slice],
  ['Split', split],
  ['Pad', pad],
  ['Gather', gather],
];

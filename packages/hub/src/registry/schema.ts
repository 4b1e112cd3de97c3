import * as v from 'valibot';

const name = v.pipe(
  v.string(),
  v.regex(/^[a-z0-9][a-z0-9._-]*$/, 'lower-case letters, digits, dot, dash, underscore'),
);
const hex = (digits: number) =>
  v.pipe(v.string(), v.regex(new RegExp(`^[0-9a-f]{${digits}}$`), `${digits} hex digits in lower case`));
const count = v.pipe(v.number(), v.integer(), v.minValue(1));
const fileName = v.pipe(v.string(), v.regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, 'a file name without folders'));
const address = v.pipe(v.string(), v.regex(/^(?:https?|file):\/\/\S+$/, 'an http, https or file address'));

/**
 * The rules of a `RegistryEntry`; what its fields mean stands there. A field that is not known is refused: in a
 * hand-written file it is a slip of the pen.
 *
 * Not part of the public API: types of the schema library would need the DOM's.
 */
export const registryEntrySchema = v.strictObject({
  name,
  title: v.pipe(v.string(), v.minLength(1)),
  family: name,
  task: v.picklist(['interactive', 'instance-decoder', 'semantic-decoder']),
  architecture: v.picklist(['vit_b', 'vit_l', 'vit_h', 'vit_t']),
  imageSize: count,
  encoder: v.nullable(name),
  decoder: v.nullable(
    v.strictObject({
      channels: v.nullable(count),
      upsampling: v.nullable(v.picklist(['interpolation', 'transposed-convolution'])),
    }),
  ),
  file: fileName,
  urls: v.array(address),
  page: v.nullable(address),
  bytes: v.nullable(count),
  approximateBytes: v.nullable(count),
  xxh128: v.nullable(hex(32)),
  sha256: v.nullable(hex(64)),
  licence: v.nullable(v.pipe(v.string(), v.minLength(1))),
  citation: v.array(v.string()),
  trained: v.strictObject({
    preprocess: v.nullable(v.picklist(['sam', 'medsam'])),
    normalisation: v.nullable(v.string()),
    maskPrompts: v.nullable(v.boolean()),
    prompts: v.nullable(v.array(v.picklist(['point', 'box', 'mask']))),
  }),
  notes: v.array(v.string()),
});

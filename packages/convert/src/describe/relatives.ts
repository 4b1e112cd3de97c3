import type { Checkpoint } from '../checkpoint/checkpoint.js';
import { unknownKey } from './shape-reader.js';

/** Networks that share SAM's key names and are others: what tells them, and what to say. */
const RELATIVES: readonly { key: RegExp; what: string }[] = [
  {
    key: /^image_encoder\.blocks\.\d+\.Adapter\./,
    what: 'is an adapter of SAM-Med2D, a network of 256 × 256 pixels with layers of its own that is not read here.',
  },
  {
    key: /^image_encoder\.blocks\.\d+\.(?:block\.|adapter_)/,
    what: "belongs to MedicoSAM's 3D network, whose adapters work across slices; it is not read here.",
  },
  { key: /^image_encoder\.trunk\./, what: 'belongs to SAM 2, another network.' },
  {
    key: /^mask_decoder\.(?:hf_token|hf_mlp|compress_vit_feat)\b/,
    what: 'belongs to HQ-SAM, whose decoder has layers of its own.',
  },
];

/** Sizes of SAM-Med2D without adapters: a ViT-B of 16 × 16 tokens whose images are squashed, not padded. */
const SAM_MED2D_POSITIONS = '1,16,16,768';

/** Refuses well-known relatives of SAM by name, before their tensors are looked at one by one. */
export function refuseRelatives({ tensors, at }: Checkpoint): void {
  for (const key of tensors.keys()) {
    const relative = RELATIVES.find((known) => known.key.test(key));
    if (relative) throw unknownKey(key, relative.what);
  }
  if (at[0] === 'model' && tensors.get('image_encoder.pos_embed')?.dims.join() === SAM_MED2D_POSITIONS) {
    throw unknownKey(
      'image_encoder.pos_embed',
      'has the sizes of SAM-Med2D, a network of 256 × 256 pixels with a preprocessing of its own that is not read here.',
    );
  }
}

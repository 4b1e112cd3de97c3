/** What the page takes for a checkpoint, as a file dialog wants to know it. */
export const CHECKPOINT_TYPES = '.pt,.pth,.ckpt,.safetensors';

/** Whether a file is one by its name; the converter looks inside. */
export const isCheckpoint = ({ name }: File): boolean => /\.(pt|pth|ckpt|safetensors)$/i.test(name);

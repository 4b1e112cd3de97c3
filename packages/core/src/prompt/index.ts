export { checkPrompt, isBinaryMask, type PromptFacts } from './check-prompt.js';
export { maskPromptLogits } from './mask-prompt-logits.js';
export { type PromptBatch, packBatch } from './pack-batch.js';
export { pointOfMask } from './point-of-mask.js';
export * from './prompt.js';
export { type PromptTokens, promptTokens, TOKEN_LABEL } from './prompt-tokens.js';

/**
 * The command line as a library: its entry, and the shapes of what it reads and prints.
 *
 * @module
 */
export { EXIT_CODES, type ExitCode } from './exit-codes.js';
export type { InfoReport } from './info/run-info.js';
export { runCli, type Streams } from './run-cli.js';
export {
  type PromptsFile,
  type PromptsItem,
  type PromptsStep,
  promptsFileSchema,
  readPromptsFile,
} from './segment/prompts-file.js';
export type { MaskResult, PromptEcho, SegmentReport, SegmentResult } from './segment/segment-result.js';

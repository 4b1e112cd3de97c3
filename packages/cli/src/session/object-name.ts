import { FILE_NAME, MAX_NAME } from '../segment/prompts-file.js';

/**
 * The name that results and files give to a label; undefined, and the object is numbered, where none was given
 * (`Object 1`) or it would not do as a part of a file's name.
 */
export const objectName = (label: string): string | undefined =>
  FILE_NAME.test(label) && label.length <= MAX_NAME ? label : undefined;

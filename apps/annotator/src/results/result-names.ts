/** In which form results leave the page. */
export type ResultKind = 'labels' | 'masks' | 'rle';

/** What file systems do not take in a name. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const FORBIDDEN = /[\\/:*?"<>|\u0000-\u001f]/g;

/** The name of a file without its extension, `.nii.gz` being one; folders are often named by identifiers, which have none. */
export const stemOf = (fileName: string): string =>
  fileName.replace(/\.gz$/i, '').replace(/\.(?=[^.]*[a-z])[^.]{1,8}$/i, '') || fileName;

/**
 * What each object is called in the name of its file, as `medicosam segment` names them: nothing where there is one,
 * else its label, with its number where a label comes twice.
 */
export function fileLabels(labels: readonly string[]): readonly string[] {
  if (labels.length === 1) return [''];
  // Some file systems do not tell upper from lower case.
  const keys = labels.map((label) => label.toLowerCase());
  return labels.map((label, index) => {
    const isAlone = keys.indexOf(keys[index] ?? '') === keys.lastIndexOf(keys[index] ?? '');
    return `.${label.replace(FORBIDDEN, '_')}${isAlone ? '' : `.${index + 1}`}`;
  });
}

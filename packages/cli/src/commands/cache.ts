import type { AddCommand } from '../program.js';

/** `medicosam cache`, and its own commands. */
export const addCache: AddCommand = (program, start) => {
  const cache = program
    .command('cache')
    .description('what segment keeps of images, so that the second time is quick: show it, remove it')
    .helpCommand(false)
    .addHelpText('after', HELP);
  cache
    .command('info')
    .description('how many embeddings are kept, how large they are, and where')
    .addHelpText('after', '\nExample:\n  medicosam cache info --json')
    .action(() => start(async (context) => (await import('../cache/info-cache.js')).infoCache(context)));
  cache
    .command('clear')
    .description('remove all of them; models stay')
    .addHelpText('after', '\nExample:\n  medicosam cache clear')
    .action(() => start(async (context) => (await import('../cache/clear-cache.js')).clearCache(context)));
};

const HELP = `
segment keeps the embedding of each image that it encodes, in the folder embeddings of MEDICOSAM_CACHE or of the user's
cache folder: at most 2 GB, those that were not used for longest go first. The same image, model and normalisation are
then segmented without the encoder.

Embeddings derive from the pixels of patients' images. They hold no names and no paths, but treat them as you treat the
images: clear them where they must not stay, or run segment with --no-cache, which neither reads nor writes them.

Examples:
  medicosam cache info
  medicosam cache clear`;

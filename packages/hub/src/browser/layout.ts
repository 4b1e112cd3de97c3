/** Where what lies in the hub's storage. */

/** A model: its record, and the folders of its generations. */
export const modelFolder = (name: string): string => `models/${name}`;

/** What makes a model be there; written last. */
export const recordPath = (name: string): string => `models/${name}/record.json`;

/** The files of a model as one call made them. */
export const generationFolder = (name: string, generation: string): string => `models/${name}/${generation}`;

/** What has come of a model's checkpoint so far. */
export const downloadFolder = (name: string): string => `downloads/${name}`;

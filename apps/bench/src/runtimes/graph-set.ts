import type { FeedSpec } from '../graph-job.js';

/** One graph: its files within the set's folder, and what it is fed beside what came before. */
export interface GraphFiles {
  readonly graph: string;
  /** Absent where the weights are inside the graph. */
  readonly weights?: string | undefined;
  readonly feeds: Readonly<Record<string, FeedSpec>>;
}

/** The graphs of one model by one maker, as plain data that crosses to a process or a page. */
export interface GraphSet {
  readonly name: string;
  /** Once an image. Its first output is fed to what follows under the name `embedding`. */
  readonly encoder: GraphFiles;
  /** Once an image as well, where the maker has such a graph; fed the embedding. */
  readonly imageKeys?: GraphFiles | undefined;
  /** Once a click; fed the embedding and the outputs of `imageKeys`. */
  readonly decoder: GraphFiles;
  /** The name under which the graphs after the encoder take its output. */
  readonly embedding: string;
}

/** Layers that are alike: those of one name in all blocks of a stage, or of an encoder without stages. */
export interface LayerGroup {
  readonly name: string;
  readonly layers: readonly string[];
}

/** The group of a layer: `encoder/stage1/block0/mlp/lin1` is of `encoder/stage1/block#/mlp/lin1`. */
const groupOf = (layer: string): string => layer.replace(/\/block\d+\//, '/block#/');

/** Groups of layers, in the order in which the network has them. */
export function layerGroups(layers: readonly string[]): LayerGroup[] {
  const groups = new Map<string, string[]>();
  for (const layer of layers) {
    const name = groupOf(layer);
    groups.set(name, [...(groups.get(name) ?? []), layer]);
  }
  return [...groups].map(([name, members]) => ({ name, layers: members }));
}

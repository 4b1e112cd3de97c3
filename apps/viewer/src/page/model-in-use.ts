import { getPredictor } from '../cornerstone/tool-group.js';
import { byId } from './elements.js';

let model: string | undefined;

/** The model that draws masks, once it is loaded. */
export const modelInUse = (): string | undefined => model;

/** Says which model runs on which device. */
export async function showModel(): Promise<void> {
  const { info } = await getPredictor({});
  const { id, title = id } = info.manifest;
  model = id;
  byId('device').textContent = `${title} on ${info.device}`;
}

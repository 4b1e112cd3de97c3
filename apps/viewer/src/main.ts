import type { LeftTool } from './cornerstone/tool-group.js';
import { onFiles } from './page/drop-files.js';
import { byId, radios } from './page/elements.js';
import { onKeys } from './page/keyboard.js';
import './inspect.js';
import { actions } from './viewer.js';

const tools = radios('tool', (tool) => actions.chooseLeft(tool as LeftTool));
radios('label', (label) => actions.setLabel(label === '0' ? 0 : 1));
onFiles(actions.openFiles);
onKeys({
  ...actions,
  open: () => byId<HTMLInputElement>('files').click(),
  choose(tool) {
    tools.show(tool);
    actions.chooseLeft(tool as LeftTool);
  },
});
for (const [id, action] of [
  ['undo', actions.undo],
  ['redo', actions.redo],
  ['accept', actions.accept],
  ['reject', actions.reject],
  ['reset-views', actions.reset],
  ['add-segment', actions.addSegment],
  ['export', actions.export],
] as const) {
  byId(id).addEventListener('click', action);
}

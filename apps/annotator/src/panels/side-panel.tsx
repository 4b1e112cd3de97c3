import { CurrentObject } from './current-object.js';
import { ExportPanel } from './export-panel.js';
import { KeysHelp } from './keys-help.js';
import { ObjectListPanel } from './object-list.js';
import type { PanelProps } from './props.js';
import { WindowPanel } from './window-panel.js';

/** All that stands beside the image. */
export function SidePanel(props: PanelProps & { selectCandidate(index: number): void }) {
  return (
    <aside className="side" aria-label="Annotation">
      <CurrentObject {...props} />
      <ObjectListPanel {...props} />
      <ExportPanel {...props} />
      <WindowPanel {...props} />
      <KeysHelp />
    </aside>
  );
}

import type { ResultKind } from '../results/result-names.js';
import { resultsOf } from '../results/results-of.js';
import type { PanelProps } from './props.js';

const KINDS: readonly (readonly [kind: ResultKind, name: string, title: string])[] = [
  ['labels', 'Label PNG', 'One PNG: 1 where the first object is, 2 where the second is, 0 elsewhere'],
  ['masks', 'Mask PNG', 'A PNG for each object: 255 inside, 0 outside'],
  ['rle', 'RLE JSON', 'COCO run lengths of each object'],
];

/** The objects as files. */
export function ExportPanel({ sam, annotation }: PanelProps) {
  const hasResults = sam.status === 'ready' && resultsOf(sam.session).length > 0;
  return (
    <section aria-labelledby="export-title">
      <h2 id="export-title">Export</h2>
      <div className="choices">
        {KINDS.map(([kind, name, title]) => (
          <button
            key={kind}
            id={`export-${kind}`}
            type="button"
            title={title}
            disabled={!hasResults}
            onClick={() => void annotation.exportResults(kind)}
          >
            {name}
          </button>
        ))}
      </div>
    </section>
  );
}

import { useState } from 'react';
import type { OpenDocument } from '../annotation/document.js';
import { useValue } from '../page/value.js';
import type { ResultKind } from '../results/result-names.js';
import { labelsOf, resultsOf } from '../results/results-of.js';
import type { PanelProps } from './props.js';

const KINDS: readonly (readonly [kind: ResultKind, name: string, title: string])[] = [
  ['labels', 'Label PNG', 'One PNG: 1 where the first object is, 2 where the second is, 0 elsewhere'],
  ['masks', 'Mask PNG', 'A PNG for each object: 255 inside, 0 outside'],
  ['rle', 'RLE JSON', 'COCO run lengths of each object'],
];

/** The objects as files: all of them in a format of labels, and those of the slice that is seen as pictures. */
export function ExportPanel({ sam, annotation }: PanelProps) {
  const shown = useValue(annotation.document);
  const hasResults = sam.status === 'ready' && resultsOf(sam.session).length > 0;
  const isVolume = shown?.volume.name !== undefined;
  return (
    <section aria-labelledby="export-title">
      <h2 id="export-title">Export</h2>
      {shown && <LabelExport {...{ sam, annotation, shown }} />}
      <div className="choices">
        {KINDS.map(([kind, name, title]) => (
          <button
            key={kind}
            id={`export-${kind}`}
            type="button"
            title={isVolume ? `Of this slice. ${title}` : title}
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

/** Formats of labels: those that cannot hold what is open say why when they are chosen. */
function LabelExport({ sam, annotation, shown }: PanelProps & { readonly shown: OpenDocument }) {
  const [wanted, setWanted] = useState<string>();
  const { formats } = shown;
  const format =
    formats.find(({ id }) => id === wanted) ?? formats.find(({ problem }) => !problem) ?? formats[0];
  if (!format) return undefined;
  const { problem } = format;
  const hasLabels = labelsOf(sam.session, shown).length > 0;
  return (
    <>
      <div className="export-format">
        <select
          id="export-format"
          aria-label="Format of all objects"
          value={format.id}
          onChange={({ currentTarget }) => setWanted(currentTarget.value)}
        >
          {formats.map(({ id, title, problem: why }) => (
            <option key={id} value={id}>
              {title}
              {why !== undefined && ' ✕'}
            </option>
          ))}
        </select>
        <button
          id="export-all"
          type="button"
          title={shown.volume.name === undefined ? undefined : 'With their masks on all slices'}
          disabled={!hasLabels || problem !== undefined}
          onClick={() => void annotation.labels.export(format.id)}
        >
          Export all as {format.ending}
        </button>
      </div>
      {problem !== undefined && (
        <p className="quiet" id="export-problem">
          {problem}
        </p>
      )}
    </>
  );
}

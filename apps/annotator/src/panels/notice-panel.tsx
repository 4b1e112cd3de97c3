import { useValue } from '../page/value.js';
import type { PanelProps } from './props.js';

/** What went wrong, or is to be known, in words. */
export function NoticePanel({ annotation }: Pick<PanelProps, 'annotation'>) {
  const notice = useValue(annotation.notice);
  return (
    <aside className="notice" id="notice" role="alert" data-kind={notice?.kind} hidden={!notice}>
      <div>
        <strong id="notice-title">{notice?.title}</strong>
        <p id="notice-text">{notice?.text}</p>
        <p id="notice-hint" className="hint">
          {notice?.hint}
        </p>
        <code id="notice-code">{notice?.code}</code>
      </div>
      <div className="notice-actions">
        <button id="notice-retry" type="button" hidden={!notice?.canRetry} onClick={annotation.retry}>
          Try again
        </button>
        {notice?.choices?.map(({ id, words, choose }) => (
          <button
            key={id}
            id={id}
            type="button"
            onClick={() => {
              annotation.notice.set(undefined);
              choose();
            }}
          >
            {words}
          </button>
        ))}
        <button id="notice-close" type="button" onClick={() => annotation.notice.set(undefined)}>
          Close
        </button>
      </div>
    </aside>
  );
}

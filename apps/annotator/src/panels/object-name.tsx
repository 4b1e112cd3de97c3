import { useState } from 'react';

interface ObjectNameProps {
  readonly label: string;
  rename(label: string): void;
}

/** An object's name, to be written over. One step of the history for all that is typed. */
export function ObjectName({ label, rename }: ObjectNameProps) {
  /** What was typed and is not the name yet. */
  const [draft, setDraft] = useState<string>();
  const finish = () => {
    setDraft(undefined);
    if (draft !== undefined && draft !== label) rename(draft);
  };
  return (
    <input
      className="label"
      type="text"
      aria-label="Name"
      spellCheck={false}
      autoComplete="off"
      value={draft ?? label}
      onChange={({ currentTarget }) => setDraft(currentTarget.value)}
      onBlur={finish}
      onKeyDown={({ key, currentTarget }) => {
        if (key === 'Enter' || key === 'Escape') currentTarget.blur();
      }}
    />
  );
}

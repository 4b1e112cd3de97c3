/** Lines of 16 × 16. */
const PATHS = {
  open: 'M1.5 12.5v-9h4l1.5 2h7.5v7z',
  models: 'M8 2 1.5 5.25 8 8.5l6.5-3.25zM1.5 8.25 8 11.5l6.5-3.25M1.5 11.25 8 14.5l6.5-3.25',
  save: 'M8 2v8M4.5 7 8 10.5 11.5 7M2.5 13.5h11',
  undo: 'M5.5 3 2.5 6l3 3M2.5 6h7a4 4 0 0 1 0 7.5H6',
  redo: 'm10.5 3 3 3-3 3M13.5 6h-7a4 4 0 0 0 0 7.5H10',
  'zoom-out': 'M3 8h10',
  'zoom-in': 'M3 8h10M8 3v10',
  remove: 'm4 4 8 8m0-8-8 8',
  point: 'M8 1.5v3.5M8 11v3.5M1.5 8H5M11 8h3.5M8 7.9v.2',
  box: 'M2.5 5.5v-3h3M10.5 2.5h3v3M13.5 10.5v3h-3M5.5 13.5h-3v-3',
  pan: 'M8 1.5v13M1.5 8h13M6 3.5l2-2 2 2M6 12.5l2 2 2-2M3.5 6l-2 2 2 2M12.5 6l2 2-2 2',
  theme: 'M8 2.5a5.5 5.5 0 1 0 0 11z',
} as const;

export function Icon({ name }: { readonly name: keyof typeof PATHS }) {
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true">
      <path d={PATHS[name]} />
      {name === 'theme' && <path className="solid" d="M8 2.5a5.5 5.5 0 0 1 0 11z" />}
    </svg>
  );
}

type Theme = 'dark' | 'light';

const KEY = 'medicosam-annotator-theme';

/** Dark, as reading rooms are, until the reader chooses; the choice is remembered. */
export function bindTheme(toggle: HTMLButtonElement): void {
  let theme = stored() ?? 'dark';
  const show = () => {
    document.documentElement.dataset['theme'] = theme;
  };
  toggle.addEventListener('click', () => {
    theme = theme === 'dark' ? 'light' : 'dark';
    show();
    try {
      localStorage.setItem(KEY, theme);
    } catch {
      // Storage is forbidden here: the choice lasts as long as the page.
    }
  });
  show();
}

function stored(): Theme | undefined {
  try {
    const value = localStorage.getItem(KEY);
    return value === 'dark' || value === 'light' ? value : undefined;
  } catch {
    return undefined;
  }
}

import { useLayoutEffect, useState } from 'react';

type Theme = 'dark' | 'light';

const KEY = 'medicosam-annotator-theme';

/** Dark, as reading rooms are, until the reader chooses; the choice is remembered. */
export function useTheme(): readonly [Theme, () => void] {
  const [theme, setTheme] = useState(() => stored() ?? 'dark');
  useLayoutEffect(() => {
    document.documentElement.dataset['theme'] = theme;
  }, [theme]);
  const toggle = () => {
    const next = theme === 'dark' ? 'light' : 'dark';
    setTheme(next);
    try {
      localStorage.setItem(KEY, next);
    } catch {
      // Storage is forbidden here: the choice lasts as long as the page.
    }
  };
  return [theme, toggle];
}

function stored(): Theme | undefined {
  try {
    const value = localStorage.getItem(KEY);
    return value === 'dark' || value === 'light' ? value : undefined;
  } catch {
    return undefined;
  }
}

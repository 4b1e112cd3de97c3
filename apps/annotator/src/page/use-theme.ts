import { useLayoutEffect, useState } from 'react';
import { recall, remember } from './remembered.js';

type Theme = 'dark' | 'light';

/** Dark, as reading rooms are, until the reader chooses; the choice is remembered. */
export function useTheme(): readonly [Theme, () => void] {
  const [theme, setTheme] = useState<Theme>(() => (recall('theme') === 'light' ? 'light' : 'dark'));
  useLayoutEffect(() => {
    document.documentElement.dataset['theme'] = theme;
  }, [theme]);
  const toggle = () => {
    const next = theme === 'dark' ? 'light' : 'dark';
    setTheme(next);
    remember('theme', next);
  };
  return [theme, toggle];
}

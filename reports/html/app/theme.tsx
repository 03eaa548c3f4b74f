import { useState } from 'preact/hooks';

type Theme = 'light' | 'dark';
const KEY = 'aculab-conformance-theme';

// Some browsers let no page from disk store anything.
const stored = (): string | null => {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
};

const store = (theme: Theme): void => {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // Then it holds until the page is closed.
  }
};

const current = (): Theme => {
  const chosen = document.documentElement.dataset.theme;
  if (chosen === 'light' || chosen === 'dark') return chosen;
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
};

/** Sets the theme that the reader chose before; without one the system's is used. */
export const applyTheme = (): void => {
  const theme = stored();
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
};

export const ThemeButton = () => {
  const [theme, setTheme] = useState(current);
  const other = theme === 'light' ? 'dark' : 'light';
  return (
    <button
      type="button"
      class="quiet-button icon"
      aria-label={`Use ${other} colours`}
      onClick={() => {
        document.documentElement.dataset.theme = other;
        store(other);
        setTheme(other);
      }}
    >
      <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
        <circle cx="8" cy="8" r="6.2" fill="none" stroke="currentColor" stroke-width="1.4" />
        <path d="M8 1.8a6.2 6.2 0 0 1 0 12.4z" fill="currentColor" />
      </svg>
    </button>
  );
};

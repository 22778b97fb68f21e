// Light, dark, or as the system says.
import { useState } from 'react';
import { FormattedMessage } from 'react-intl';

const kKey = 'insyn.theme';
const kOrder = ['system', 'light', 'dark'] as const;
type Theme = (typeof kOrder)[number];

const kept = (): Theme => kOrder.find((theme) => theme === localStorage.getItem(kKey)) ?? 'system';

export const showTheme = (theme: Theme = kept()) => {
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
};

export const ThemeButton = () => {
  const [theme, setTheme] = useState<Theme>(kept);
  const next = () => {
    const chosen = kOrder[(kOrder.indexOf(theme) + 1) % kOrder.length] ?? 'system';
    localStorage.setItem(kKey, chosen);
    showTheme(chosen);
    setTheme(chosen);
  };
  return (
    <button type="button" className="button quiet small theme" onClick={next}>
      <span>
        <FormattedMessage id="theme.label" />
      </span>{' '}
      <span>
        <FormattedMessage id={`theme.${theme}`} />
      </span>
    </button>
  );
};

// The language and how it looks: as the browser says, until somebody chooses. Both choices are kept in this browser; nothing else is.
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { IntlProvider } from 'react-intl';
import { catalogues, type Language } from './catalogue';

const kKey = 'insyn.language';

const first = (): Language => {
  const kept = localStorage.getItem(kKey);
  if (kept === 'sv' || kept === 'en') return kept;
  return navigator.languages.some((tag) => tag.toLowerCase().startsWith('sv')) ? 'sv' : 'en';
};

// English with a day before its month and hours up to 24, as whoever reads Swedish numbers beside it expects.
const localeOf: Record<Language, string> = { sv: 'sv-SE', en: 'en-GB' };

const Chosen = createContext<{ language: Language; choose: (language: Language) => void }>({ language: 'sv', choose: () => undefined });
export const useLanguage = () => useContext(Chosen);

export const InLanguage = ({ children }: { children: ReactNode }) => {
  const [language, choose] = useState<Language>(first);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const chosen = useMemo(
    () => ({
      language,
      choose: (one: Language) => {
        localStorage.setItem(kKey, one);
        choose(one);
      },
    }),
    [language],
  );
  return (
    <Chosen.Provider value={chosen}>
      <IntlProvider locale={localeOf[language]} messages={catalogues[language]} timeZone={Intl.DateTimeFormat().resolvedOptions().timeZone}>
        {children}
      </IntlProvider>
    </Chosen.Provider>
  );
};

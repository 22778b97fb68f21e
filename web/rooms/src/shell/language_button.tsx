import { FormattedMessage } from 'react-intl';
import { useLanguage } from '../words/language';

export const LanguageButton = () => {
  const { language, choose } = useLanguage();
  return (
    <button type="button" className="button quiet small theme" onClick={() => choose(language === 'sv' ? 'en' : 'sv')}>
      <span>
        <FormattedMessage id="language.label" />
      </span>{' '}
      <span>
        <FormattedMessage id="language.this" />
      </span>
    </button>
  );
};

// Items of the timeline as words, and the list that holds the same as the timeline.
import type { ReactNode } from 'react';
import { FormattedMessage, type IntlShape, useIntl } from 'react-intl';
import { Icon, type IconName } from '../design/icons';
import { useFormat } from '../words/format';
import { lookOf, shortWords, whyWords } from './reasons';
import type { Item } from './source';

// Flashes of what a program had not drawn yet are on the timeline, and would fill the list.
const kFlash = 250;
const kNotYetDrawn = 1;
export const listed = (items: readonly Item[]): Item[] =>
  items.filter((item) => !(item.kind === 'withheld' && item.reason === kNotYetDrawn && item.to - item.from < kFlash));

export const itemText = (intl: IntlShape, item: Item): string => {
  switch (item.kind) {
    case 'screen':
      return item.name;
    case 'search':
      return item.hits === null
        ? intl.formatMessage({ id: 'player.searched' }, { words: item.words })
        : intl.formatMessage({ id: 'player.searchedHits' }, { words: item.words, hits: item.hits });
    case 'page': {
      const what = intl.formatMessage({ id: `player.page.${item.what}` });
      return item.text === '' ? what : `${what}: ${item.text}`;
    }
    case 'withheld':
      return intl.formatMessage({ id: 'player.withheld' }, { reason: intl.formatMessage({ id: shortWords(item.reason) }) });
    case 'nothing':
      return intl.formatMessage({ id: 'player.nothingKept' }, { reason: intl.formatMessage({ id: whyWords(item.reason) }) });
    case 'cut':
      return intl.formatMessage({ id: 'player.cut' });
  }
};

export const iconOf = (item: Item): { icon: IconName; tone: string } => {
  if (item.kind === 'withheld' || item.kind === 'nothing') return lookOf(item.reason);
  if (item.kind === 'cut') return { icon: 'withheld', tone: 'withheld' };
  if (item.kind === 'search') return { icon: 'find', tone: 'active' };
  if (item.kind === 'screen') return { icon: 'seen', tone: 'neutral' };
  return item.what === 'error' ? { icon: 'warning', tone: 'warning' } : item.what === 'answer' ? { icon: 'ok', tone: 'ok' } : { icon: 'idle', tone: 'neutral' };
};

interface EventsProps {
  items: readonly Item[];
  // From 0 to 1.
  read: number;
  onGo: (time: number) => void;
  // Whether anything at all was withheld, listed or not.
  allKept: boolean;
  missing: ReactNode;
}

export const Events = ({ items, read, onGo, allKept, missing }: EventsProps) => {
  const intl = useIntl();
  const format = useFormat();
  return (
    <div className="stack side-pad">
      {read < 1 ? (
        <p className="soft small">
          <FormattedMessage id="player.stillReading" values={{ percent: format.percent(Math.floor(read * 100)) }} />
        </p>
      ) : null}
      {items.length === 0 && read >= 1 ? (
        <p>
          <FormattedMessage id={allKept ? 'player.noEvents' : 'player.onlyFlashes'} />
        </p>
      ) : null}
      <ol className="events">
        {items.map((item, i) => {
          const { icon, tone } = iconOf(item);
          return (
            <li key={i} className={tone}>
              <button type="button" className="button quiet small" onClick={() => onGo(item.from)}>
                {format.clock(item.from, false)}
                {item.to > item.from ? `–${format.clock(item.to, false)}` : ''}
              </button>
              <Icon name={icon} />
              <span>{itemText(intl, item)}</span>
            </li>
          );
        })}
      </ol>
      {missing}
    </div>
  );
};

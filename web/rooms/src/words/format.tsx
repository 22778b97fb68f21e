// Numbers and times as the reader writes them; times are local.
import { type IntlShape, useIntl } from 'react-intl';

// "24 nov 2026"
export const dayText = (intl: IntlShape, at: Date | string): string =>
  intl.formatDate(typeof at === 'string' ? `${at}T12:00:00` : at, { day: 'numeric', month: 'short', year: 'numeric' }).replace('.', '');

// "24 nov 2026 09:21"
export const timeText = (intl: IntlShape, at: Date | string): string => {
  const date = new Date(at);
  return `${dayText(intl, date)} ${intl.formatTime(date, { hour: '2-digit', minute: '2-digit' })}`;
};

// "24 nov 09:21", for what is near
export const nearTimeText = (intl: IntlShape, at: Date | string): string => {
  const date = new Date(at);
  const day = intl.formatDate(date, { day: 'numeric', month: 'short' }).replace('.', '');
  return `${day} ${intl.formatTime(date, { hour: '2-digit', minute: '2-digit' })}`;
};

// "6 min 42 s"
export const lengthText = (intl: IntlShape, milliseconds: number): string => {
  const seconds = Math.round(milliseconds / 1000);
  const minutes = Math.floor(seconds / 60);
  const rest = seconds % 60;
  return minutes === 0 ? `${intl.formatNumber(rest)} s` : `${intl.formatNumber(minutes)} min ${rest === 0 ? '' : `${rest} s`}`.trim();
};

// "02:03,4", as the player counts; with hours where there are some.
export const clockText = (intl: IntlShape, milliseconds: number, tenths = true): string => {
  const total = Math.max(0, Math.floor(milliseconds / 100));
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(total / 36000);
  const minutes = Math.floor(total / 600) % 60;
  const seconds = Math.floor(total / 10) % 60;
  const point = intl.formatNumber(1.5).charAt(1);
  return `${hours > 0 ? `${hours}:` : ''}${two(minutes)}:${two(seconds)}${tenths ? `${point}${total % 10}` : ''}`;
};

export const percentText = (intl: IntlShape, percent: number): string =>
  intl.formatNumber(percent / 100, { style: 'percent', maximumFractionDigits: percent > 0 && percent < 10 && !Number.isInteger(percent) ? 1 : 0 });

export const useFormat = () => {
  const intl = useIntl();
  return {
    intl,
    day: (at: Date | string) => dayText(intl, at),
    time: (at: Date | string) => timeText(intl, at),
    nearTime: (at: Date | string) => nearTimeText(intl, at),
    length: (milliseconds: number) => lengthText(intl, milliseconds),
    clock: (milliseconds: number, tenths = true) => clockText(intl, milliseconds, tenths),
    percent: (percent: number) => percentText(intl, percent),
    number: (value: number) => intl.formatNumber(value),
  };
};

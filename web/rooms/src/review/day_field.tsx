// A day as 2026-11-24. The browser's own field for days follows the browser's language and not the page's.
import { type ChangeEvent, useEffect, useState } from 'react';

const isDay = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));

interface Props {
  label: string;
  value: string; // empty: any
  onChange: (day: string) => void;
}

export const DayField = ({ label, value, onChange }: Props) => {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const change = (event: ChangeEvent<HTMLInputElement>) => {
    const now = event.target.value.trim();
    setText(now);
    if (now === '' || isDay(now)) onChange(now);
  };
  const wrong = text !== '' && !isDay(text);
  return <input className="input" aria-label={label} placeholder="2026-01-31" maxLength={10} inputMode="numeric" aria-invalid={wrong} value={text} onChange={change} />;
};

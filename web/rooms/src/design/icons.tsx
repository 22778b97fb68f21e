// The shapes of states and of actions, on a grid of 16. Each state's outline is its own, so that it is told without colour.
import type { ReactNode } from 'react';

const shapes = {
  error: <path fillRule="evenodd" d="M5 1h6l4 4v6l-4 4H5l-4-4V5Zm2.1 3v5h1.8V4Zm0 6.2V12h1.8v-1.8Z"/>,
  find: <path fill="none" stroke="currentColor" strokeWidth="2" d="M6.8 2a4.8 4.8 0 1 1 0 9.6 4.8 4.8 0 0 1 0-9.6ZM10.4 10.4 14.5 14.5"/>,
  flag: <path d="M2.5 1h2v14h-2ZM5.5 1.8H14l-2.5 3.4L14 8.6H5.5Z"/>,
  full: <path fill="none" stroke="currentColor" strokeWidth="2" d="M2 6V2h4M10 2h4v4M14 10v4h-4M6 14H2v-4"/>,
  held: <path d="M3 1h10v1.8L9.4 8l3.6 5.2V15H3v-1.8L6.6 8 3 2.8Z"/>,
  idle: <circle cx="8" cy="8" r="5.6" fill="none" stroke="currentColor" strokeWidth="2.4"/>,
  link: <path fill="none" stroke="currentColor" strokeWidth="1.8" d="M6.5 9.5a3 3 0 0 0 4.3 0l2.7-2.7a3 3 0 0 0-4.3-4.3L8 3.7M9.5 6.5a3 3 0 0 0-4.3 0L2.5 9.2a3 3 0 0 0 4.3 4.3L8 12.3"/>,
  mending: <path fill="none" stroke="currentColor" strokeWidth="2" d="M2.3 9.5A6 6 0 1 0 3.8 3.7M3.2 1v3.4h3.4"/>,
  next: <path d="M12 2h2v12h-2ZM2 2v12l9-6Z"/>,
  'not-allowed': <path fill="none" stroke="currentColor" strokeWidth="2" d="M8 1.8a6.2 6.2 0 1 1 0 12.4A6.2 6.2 0 0 1 8 1.8ZM3.7 12.3l8.6-8.6"/>,
  ok: <path fill="none" stroke="currentColor" strokeWidth="2.2" d="M2 8.6 6.2 12.8 14 3.8"/>,
  open: <path fillRule="evenodd" d="M3.6 7V4.6A4.1 4.1 0 0 1 11.5 3.3l-1.8.9A2.1 2.1 0 0 0 5.6 4.6V7H14v8H2V7Zm.2 1.8v4.4h8.4V8.8Z"/>,
  paused: <path fillRule="evenodd" d="M3 1h10a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H3a2 2 0 0 1-2-2V3a2 2 0 0 1 2-2Zm1.9 3.2v7.6h2.1V4.2Zm4.1 0v7.6h2.1V4.2Z"/>,
  play: <path d="M3 1.5v13l11-6.5Z"/>,
  prev: <path d="M2 2h2v12H2ZM14 2v12L5 8Z"/>,
  recording: <path fillRule="evenodd" d="M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1Zm0 4.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6Z"/>,
  sealed: <path fillRule="evenodd" d="M3.6 7V5a4.4 4.4 0 0 1 8.8 0v2H14v8H2V7Zm2 0h4.8V5a2.4 2.4 0 0 0-4.8 0Z"/>,
  seen: <path fill="none" stroke="currentColor" strokeWidth="1.7" d="M1 8q7-9.5 14 0-7 9.5-14 0ZM8 5.9a2.1 2.1 0 1 1 0 4.2 2.1 2.1 0 0 1 0-4.2Z"/>,
  shredded: <path d="M2 1h12v6H2ZM2 8.5h1.8V15H2ZM5.4 8.5h1.8V13H5.4ZM8.8 8.5h1.8V15H8.8ZM12.2 8.5H14V13h-1.8Z"/>,
  stop: <path fillRule="evenodd" d="M5 .5h6L15.5 5v6L11 15.5H5L.5 11V5ZM4.6 4.6v6.8h6.8V4.6Z"/>,
  thumb: <path fill="none" stroke="currentColor" strokeWidth="1.8" d="M2.5 2.5h11v8.5H8.5L5 14v-3H2.5ZM6 5l4 3.6M10 5 6 8.6"/>,
  waiting: <path fill="none" stroke="currentColor" strokeWidth="1.8" d="M8 1.6a6.4 6.4 0 1 1 0 12.8A6.4 6.4 0 0 1 8 1.6ZM8 4.2V8.4l3 1.8"/>,
  warning: <path fillRule="evenodd" d="M8 1 15.6 14.6H.4ZM7.1 5.8v4.4h1.8V5.8Zm0 5.5v1.8h1.8v-1.8Z"/>,
  withheld: <path fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinejoin="round" d="M8 .9 15.1 8 8 15.1.9 8ZM3.3 10.4 10.4 3.3M5.6 12.7 12.7 5.6"/>,
  x: <path fill="none" stroke="currentColor" strokeWidth="2" d="m3 3 10 10M13 3 3 13"/>,
} satisfies Record<string, ReactNode>;

export type IconName = keyof typeof shapes;

// Beside words, which say the same: it is never read out.
export const Icon = ({ name }: { name: IconName }) => (
  <svg className="icon" aria-hidden="true" viewBox="0 0 16 16">
    {shapes[name]}
  </svg>
);

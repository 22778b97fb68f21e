// Tabs as the design has them. Those of the component library put a style element into the page, which the policy forbids.
import { type KeyboardEvent, type ReactNode, useId, useRef } from 'react';

export interface TabOf {
  id: string;
  label: ReactNode;
  panel: ReactNode;
}

export const Tabs = ({ label, tabs, chosen, onChoose }: { label: string; tabs: readonly TabOf[]; chosen: string; onChoose: (id: string) => void }) => {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const press = (event: KeyboardEvent) => {
    const at = tabs.findIndex((one) => one.id === chosen);
    const to: Record<string, number> = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 };
    const next = to[event.key];
    if (next === undefined) return;
    event.preventDefault();
    const place = (next + tabs.length) % tabs.length;
    onChoose(tabs[place]!.id);
    list.current?.querySelectorAll<HTMLElement>('[role="tab"]')[place]?.focus();
  };
  return (
    <>
      <div className="tabs" role="tablist" aria-label={label} ref={list} onKeyDown={press}>
        {tabs.map((one) => (
          <button
            key={one.id}
            type="button"
            role="tab"
            id={`${id}-${one.id}`}
            aria-selected={one.id === chosen}
            aria-controls={`${id}-panel`}
            tabIndex={one.id === chosen ? 0 : -1}
            onClick={() => onChoose(one.id)}
          >
            {one.label}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${chosen}`}>
        {tabs.find((one) => one.id === chosen)?.panel}
      </div>
    </>
  );
};

// Nothing to show, and why.
import type { ReactNode } from 'react';

export const Empty = ({ title, why, children }: { title: ReactNode; why: ReactNode; children?: ReactNode }) => (
  <div className="card empty">
    <h2>{title}</h2>
    <p>{why}</p>
    {children === undefined ? null : <div className="actions">{children}</div>}
  </div>
);

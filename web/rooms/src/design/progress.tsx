// Long work: what it does, how far it is.
import { type ReactNode, useId } from 'react';

export const Progress = ({ label, said, value, of }: { label: ReactNode; said: ReactNode; value: number; of: number }) => {
  const id = useId();
  return (
    <div className="progress">
      <p className="words">
        <span id={id}>{label}</span>
        <span>{said}</span>
      </p>
      <progress aria-labelledby={id} value={value} max={of} />
    </div>
  );
};

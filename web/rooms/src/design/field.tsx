// A field with its name, a hint and what is wrong with it.
import { type ComponentProps, type ReactNode, useId } from 'react';
import { Icon } from './icons';

interface Told {
  label: ReactNode;
  hint?: ReactNode | undefined;
  wrong?: ReactNode | undefined;
}

const describe = (id: string, { hint, wrong }: Told) =>
  [hint === undefined ? '' : `${id}-hint`, wrong === undefined ? '' : `${id}-wrong`].filter(Boolean).join(' ') || undefined;

const Around = ({ id, told, children }: { id: string; told: Told; children: ReactNode }) => (
  <div className="field">
    <label htmlFor={id}>{told.label}</label>
    {children}
    {told.hint === undefined ? null : (
      <span className="hint" id={`${id}-hint`}>
        {told.hint}
      </span>
    )}
    {told.wrong === undefined ? null : (
      <span className="wrong" id={`${id}-wrong`} role="alert">
        <Icon name="error" />
        {told.wrong}
      </span>
    )}
  </div>
);

export const TextField = ({ label, hint, wrong, id: given, className = '', ...rest }: Told & ComponentProps<'input'>) => {
  const made = useId();
  const id = given ?? made;
  const told = { label, hint, wrong };
  return (
    <Around id={id} told={told}>
      <input id={id} className={`input ${className}`} aria-describedby={describe(id, told)} aria-invalid={wrong !== undefined} {...rest} />
    </Around>
  );
};

export const TextArea = ({ label, hint, wrong, id: given, ...rest }: Told & ComponentProps<'textarea'>) => {
  const made = useId();
  const id = given ?? made;
  const told = { label, hint, wrong };
  return (
    <Around id={id} told={told}>
      <textarea id={id} className="input" aria-describedby={describe(id, told)} aria-invalid={wrong !== undefined} {...rest} />
    </Around>
  );
};

export const SelectField = ({ label, hint, wrong, id: given, children, ...rest }: Told & ComponentProps<'select'>) => {
  const made = useId();
  const id = given ?? made;
  const told = { label, hint, wrong };
  return (
    <Around id={id} told={told}>
      <select id={id} className="input" aria-describedby={describe(id, told)} aria-invalid={wrong !== undefined} {...rest}>
        {children}
      </select>
    </Around>
  );
};

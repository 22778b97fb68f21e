// A signed text that somebody has to hand on: saved as a file.
import { useEffect, useState } from 'react';
import { FormattedMessage } from 'react-intl';

export const Keep = ({ name, text }: { name: string; text: string }) => {
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [text]);
  if (address === null) return null;
  return (
    <p>
      <a className="button" href={address} download={name}>
        <FormattedMessage id="union.keep" values={{ name: <span className="mono">{name}</span> }} />
      </a>
    </p>
  );
};

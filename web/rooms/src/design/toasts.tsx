// What has been done, said for a while in a corner and read out. Nothing that somebody has to act on is said here alone.
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';

interface Toast {
  id: number;
  text: ReactNode;
}

const Tell = createContext<(text: ReactNode) => void>(() => undefined);
export const useToast = () => useContext(Tell);

const kShown = 6000;
let last = 0;

export const Toasts = ({ children }: { children: ReactNode }) => {
  const [toasts, setToasts] = useState<Toast[]>([]);
  const tell = useCallback((text: ReactNode) => {
    last += 1;
    setToasts((before) => [...before.slice(-2), { id: last, text }]);
  }, []);
  const oldest = toasts[0];
  useEffect(() => {
    if (oldest === undefined) return undefined;
    const timer = setTimeout(() => setToasts((before) => before.filter((one) => one.id !== oldest.id)), kShown);
    return () => clearTimeout(timer);
  }, [oldest]);
  const shown = useMemo(
    () => (
      <div className="toasts" role="status">
        {toasts.map((toast) => (
          <div key={toast.id} className="toast">
            {toast.text}
          </div>
        ))}
      </div>
    ),
    [toasts],
  );
  return (
    <Tell.Provider value={tell}>
      {children}
      {shown}
    </Tell.Provider>
  );
};

// Lets whatever waits have its turn: a message to oneself, which comes sooner than a timer.
export const soon = (() => {
  const channel = new MessageChannel();
  const waiting: (() => void)[] = [];
  channel.port1.onmessage = () => waiting.shift()?.();
  // In Node a port keeps the program running.
  (channel.port1 as { unref?: () => void }).unref?.();
  return () =>
    new Promise<void>((resolve) => {
      waiting.push(resolve);
      (channel.port1 as { ref?: () => void }).ref?.();
      channel.port2.postMessage(null);
    }).then(() => {
      if (waiting.length === 0) (channel.port1 as { unref?: () => void }).unref?.();
    });
})();

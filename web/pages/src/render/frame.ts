// The frame that a recorded document is drawn in: without script, network or access to anything, whatever the recording says.

/** Without `allow-scripts` nothing runs in it; `allow-same-origin` lets the page around it draw in it. */
const sandbox = 'allow-same-origin';
const policy = "default-src 'none'; img-src blob:; font-src blob:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";
const empty = `<!doctype html><meta http-equiv="Content-Security-Policy" content="${policy}"><title></title>`;

/** Takes from a frame what it could do, before it is put into a document. */
export const confine = (frame: HTMLIFrameElement): void => {
  frame.setAttribute('sandbox', sandbox);
  frame.setAttribute('referrerpolicy', 'no-referrer');
  frame.setAttribute('tabindex', '-1');
};

/** Makes a frame into a place for a recorded document. */
export const furnish = (frame: HTMLIFrameElement): Promise<Document> => {
  confine(frame);
  return new Promise((resolve, reject) => {
    frame.addEventListener(
      'load',
      () => {
        const inside = frame.contentDocument;
        if (inside === null) reject(new Error('a frame for a recorded page cannot be reached'));
        else resolve(inside);
      },
      { once: true },
    );
    frame.srcdoc = empty;
  });
};

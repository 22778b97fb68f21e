// The flat tree: what is drawn in an element, with its shadow root and its slots.

interface Dom {
  openOrClosedShadowRoot(element: HTMLElement): ShadowRoot | null;
}
const dom = (globalThis as { chrome?: { dom?: Dom } }).chrome?.dom;

const kHosts = new Set(['article', 'aside', 'blockquote', 'body', 'div', 'footer', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'header', 'main', 'nav', 'p', 'section', 'span']);

export const shadowOf = (element: Element): ShadowRoot | null => {
  if (!(element instanceof HTMLElement) || (!kHosts.has(element.localName) && !element.localName.includes('-'))) return null;
  return element.shadowRoot ?? dom?.openOrClosedShadowRoot(element) ?? null;
};

/** `met` hears of each shadow root: one that was attached late is not heard of otherwise. */
export const flatChildren = (element: Element, met: (shadow: ShadowRoot) => void): ArrayLike<Node> => {
  const shadow = shadowOf(element);
  if (shadow !== null) {
    met(shadow);
    return shadow.childNodes;
  }
  if (element instanceof HTMLSlotElement && element.getRootNode() instanceof ShadowRoot) {
    const assigned = element.assignedNodes();
    if (assigned.length > 0) return assigned;
  }
  return element.childNodes;
};

// Runs in the page's own world, where a page changes what no observer sees: rules put into a style sheet, adopted sheets, late shadow roots, canvases, values set by
// script. It says that something may have changed, and not what: a page that rings it, or silences it, makes no record and alters none.
const ring = (() => {
  let rung = false;
  const later = setTimeout.bind(window);
  const dispatch = document.dispatchEvent.bind(document);
  const Made = Event;
  return (): void => {
    if (rung) return;
    rung = true;
    later(() => {
      rung = false;
      dispatch(new Made('insyn-look'));
    }, 0);
  };
})();

const method = (owner: object, name: string): void => {
  const old = Object.getOwnPropertyDescriptor(owner, name);
  if (typeof old?.value !== 'function') return;
  const call = old.value as (...args: unknown[]) => unknown;
  Object.defineProperty(owner, name, {
    ...old,
    value: new Proxy(call, {
      apply(target, self, args) {
        ring();
        return Reflect.apply(target, self, args) as unknown;
      },
    }),
  });
};
const setter = (owner: object, name: string): void => {
  const old = Object.getOwnPropertyDescriptor(owner, name);
  if (old?.set === undefined) return;
  Object.defineProperty(owner, name, {
    ...old,
    set: new Proxy(old.set, {
      apply(target, self, args) {
        ring();
        return Reflect.apply(target, self, args as [unknown]);
      },
    }),
  });
};

for (const name of ['insertRule', 'deleteRule', 'addRule', 'removeRule', 'replace', 'replaceSync']) method(CSSStyleSheet.prototype, name);
for (const name of ['insertRule', 'deleteRule']) method(CSSGroupingRule.prototype, name);
for (const name of ['setProperty', 'removeProperty']) method(CSSStyleDeclaration.prototype, name);
setter(CSSStyleDeclaration.prototype, 'cssText');
setter(CSSStyleRule.prototype, 'selectorText');
setter(StyleSheet.prototype, 'disabled');
setter(Document.prototype, 'adoptedStyleSheets');
setter(ShadowRoot.prototype, 'adoptedStyleSheets');
for (const name of ['attachShadow', 'animate', 'attachInternals']) method(Element.prototype, name);
for (const owner of [HTMLInputElement.prototype, HTMLTextAreaElement.prototype, HTMLSelectElement.prototype]) for (const name of ['value', 'checked', 'indeterminate', 'selectedIndex', 'valueAsNumber', 'valueAsDate']) setter(owner, name);
for (const name of ['selected']) setter(HTMLOptionElement.prototype, name);
for (const name of ['setCustomValidity']) method(HTMLInputElement.prototype, name);
if (typeof CanvasRenderingContext2D === 'function') for (const name of ['fillRect', 'clearRect', 'stroke', 'fill', 'fillText', 'drawImage', 'putImageData', 'strokeRect']) method(CanvasRenderingContext2D.prototype, name);

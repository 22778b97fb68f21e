// A worker's address is script: it takes the one policy that the pages have, which lets through nothing but this bundle's own files.
interface Policy {
  createScriptURL(url: string): unknown;
}
interface Factory {
  createPolicy(name: string, rules: { createScriptURL: (url: string) => string }): Policy;
}

let policy: Policy | null = null;

const own = (url: string): string => {
  const to = new URL(url, window.location.href);
  if (to.origin !== window.location.origin || !to.pathname.startsWith(import.meta.env.DEV ? '/' : '/assets/')) throw new TypeError('not a script of this bundle');
  return to.href;
};

export const scriptUrl = (url: string): string => {
  const factory = (window as { trustedTypes?: Factory }).trustedTypes;
  if (factory === undefined) return own(url);
  policy ??= factory.createPolicy('insyn', { createScriptURL: own });
  return policy.createScriptURL(url) as string;
};

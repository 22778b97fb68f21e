/** What is wrong with a chunk or a record: the reason, and where. `record` counts from 0, `offset` is in the unpacked body. */
export class PagesError extends Error {
  override readonly name = 'PagesError';

  constructor(
    readonly reason: string,
    readonly at?: { readonly record: number; readonly offset: number },
  ) {
    super(at ? `pages record ${at.record} at byte ${at.offset} of the body: ${reason}` : `pages chunk: ${reason}`);
  }
}

// Requests that were made together: by the same reader, for the same purpose and reason, until the same time. They are shown as one.
import type { Request } from './program';

export interface Group {
  key: string;
  requests: Request[];
}

const keyOf = (request: Request) =>
  [request.opens, request.asked_by ?? '', request.purpose ?? '', request.because ?? '', request.until?.slice(0, 10) ?? '', request.because === null ? request.id : ''].join('\n');

export const groupsOf = (requests: readonly Request[]): Group[] => {
  const groups = new Map<string, Request[]>();
  for (const request of requests) {
    const key = keyOf(request);
    groups.set(key, [...(groups.get(key) ?? []), request]);
  }
  return [...groups].map(([key, all]) => ({ key, requests: all }));
};

export const mayBeApproved = (group: Group) => group.requests.every((request) => request.may_be_approved);

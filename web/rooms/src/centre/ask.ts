// Requests to the centre. Cookies carry the session; `x-insyn` is what a form of another site cannot send.
import { Refusal, Unreachable, Unreadable } from './failure';

export interface Asked {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  // An object is sent as JSON, a string as the text of a note.
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal | undefined;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

const refusalOf = async (response: Response): Promise<Refusal> => {
  const body: unknown = await response.json().catch(() => null);
  return new Refusal(response.status, isRecord(body) && typeof body['code'] === 'string' ? body['code'] : `http-${response.status}`);
};

// Where the pages come from insyn-room: by this it knows a page that it has let in. Another start of it has another one.
const kRoomKey = 'insyn.room';
export const keepRoomKey = (key: string) => localStorage.setItem(kRoomKey, key);
export const roomHeaders = (): Record<string, string> => {
  const key = localStorage.getItem(kRoomKey);
  return key === null ? {} : { 'x-insyn-room': key };
};

export const askFor = async (path: string, { method = 'GET', body, headers = {}, signal }: Asked = {}): Promise<Response> => {
  const isText = typeof body === 'string';
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': isText ? 'text/plain' : 'application/json' }),
        ...(method === 'GET' ? {} : { 'x-insyn': '1' }),
        ...roomHeaders(),
        ...headers,
      },
      ...(body === undefined ? {} : { body: isText ? body : JSON.stringify(body) }),
      credentials: 'same-origin',
      cache: 'no-store',
      redirect: 'error',
      ...(signal === undefined ? {} : { signal }),
    });
  } catch (error) {
    if (signal?.aborted === true) throw error;
    throw new Unreachable(path);
  }
  if (!response.ok) throw await refusalOf(response);
  return response;
};

// The answer's JSON, read by `read`, which throws where it is not what it should be.
export const ask = async <T>(path: string, read: (value: unknown) => T, asked: Asked = {}): Promise<T> => {
  const response = await askFor(path, asked);
  try {
    return read(await response.json());
  } catch {
    throw new Unreadable(path);
  }
};

export const query = (values: Record<string, string | number | boolean | readonly string[] | null | undefined>): string => {
  const parts = Object.entries(values).flatMap(([key, value]) =>
    value === null || value === undefined || value === '' || value === false
      ? []
      : (Array.isArray(value) ? value : [value === true ? '1' : value]).map((one) => `${key}=${encodeURIComponent(String(one))}`),
  );
  return parts.length === 0 ? '' : `?${parts.join('&')}`;
};

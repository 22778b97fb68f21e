// The ways in which asking the centre fails.

// The server refused, with one of the codes of docs/api/openapi.yaml.
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
  ) {
    super(code);
  }
}

// No answer came.
export class Unreachable extends Error {}

// An answer came that is not what the interface describes.
export class Unreadable extends Error {}

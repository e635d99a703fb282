/** The engine does not answer, or not in time. Never turned into an empty result. */
export class GraphUnavailable extends Error {
  override readonly name = 'GraphUnavailable';
}

/** The dataset was replaced while a request was reading it; the request starts again. Never reaches a client. */
export class VersionChanged extends Error {
  override readonly name = 'VersionChanged';
}

/** The graph breaks a promise that the seed check makes. */
export class BrokenData extends Error {
  override readonly name = 'BrokenData';
}

/** An argument breaks a stated rule. The message says what was expected and what came. */
export class InvalidArgument extends Error {
  override readonly name = 'InvalidArgument';
}

/** The engine does not answer, or not in time. Never turned into an empty result. */
export class GraphUnavailable extends Error {
  override readonly name = 'GraphUnavailable';
}

/** Said when the request that a read belongs to was given up: its time was used up, or its client went away. */
export const givenUp = ({ reason }: AbortSignal): GraphUnavailable =>
  new GraphUnavailable('The time for this request was used up before its reads were done.', { cause: reason });

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

import type { Loaders } from '../graph/loaders.ts';

/** What every resolver is given: the reads of this request, on one version of the dataset, and the day it was asked. */
export interface Context extends Loaders {
  /** Today's date in Washington, D.C., `YYYY-MM-DD`: the day of the law where no other is asked for. */
  readonly today: string;
}

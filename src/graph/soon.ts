/** A value, or the promise of one. What is at hand is given at once: a promise for each field of a large answer costs more than the field. */
export type Soon<Value> = Value | Promise<Value>;

/** What `next` makes of a value, as soon as the value is there. */
export const andThen = <Value, Next>(value: Soon<Value>, next: (value: Value) => Soon<Next>): Soon<Next> =>
  value instanceof Promise ? value.then(next) : next(value);

/** All the values in their order, as soon as the last is there. */
export const allOf = <Value>(values: readonly Soon<Value>[]): Soon<Value[]> =>
  values.some((value) => value instanceof Promise) ? Promise.all(values) : (values as Value[]);

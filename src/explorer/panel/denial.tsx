export const Denial = () => null;

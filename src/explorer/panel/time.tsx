export const Time = () => null;

import posix from 'path-browserify';

export const { isAbsolute, join, relative, resolve, sep } = posix;
export { posix };

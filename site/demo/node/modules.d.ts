declare module 'path-browserify' {
  const posix: typeof import('path').posix;
  export default posix;
}

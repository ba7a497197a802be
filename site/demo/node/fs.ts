/* A page has no files: nothing of the analysis reads one, and what would try says so. */
function none(): never {
  throw new Error('there are no files in a browser');
}

export { none as readFileSync, none as realpathSync };

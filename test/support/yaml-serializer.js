// Prints an API object in a snapshot as the YAML that a reviewer knows from the cluster.
const { stringify } = require('yaml');

module.exports = {
  test: (value) => value !== null && typeof value === 'object' && typeof value.apiVersion === 'string' && typeof value.kind === 'string',
  serialize: (value) => stringify(value, { lineWidth: 0, aliasDuplicateObjects: false }).trimEnd(),
};

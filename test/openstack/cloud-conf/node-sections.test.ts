import { nodeSections } from '../../../src/openstack/cloud-conf/node-sections';

test('only what node plugins read is left, and no credential', () => {
  const text = [
    '[Global]', 'password = "hunter2"', '[Global "two"]', 'password = x',
    '[blockstorage] ; limits', 'node-volume-attach-limit = 25', 'rescan-on-resize', '[LoadBalancer]', 'lb-method = x',
    '[Metadata]', 'search-order = "metadataService,configDrive"', '[BlockStorage]', 'odd = "a b"', '[BlockStorage "x"]', 'odd = y',
  ].join('\n');
  expect(nodeSections(text)).toBe([
    '[BlockStorage]', 'node-volume-attach-limit = 25', 'rescan-on-resize = true', 'odd = "a b"', '',
    '[Metadata]', 'search-order = metadataService,configDrive', '',
  ].join('\n'));
});

test('a file without these sections leaves nothing', () => {
  expect(nodeSections('[Global]\nregion = x\n')).toBe('');
});
